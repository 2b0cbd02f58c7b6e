#include <downhill/optim/fused.h>
#include <downhill/optim/rmsprop.h>

namespace downhill::optim {
namespace {
// The root mean square of the gradient, or its standard deviation.
struct Root {
  template <class V, class S>
  static DOWNHILL_INLINE V denominator(const V& g, V& squares, const S& alpha, const S& rest,
                                       const S& eps) {
    mul_(squares, alpha);
    addcmul_(squares, g, g, rest);
    return add(sqrt(squares), eps);  // eps after the root
  }
  template <class V, class S>
  static DOWNHILL_INLINE V denominator(const V& g, V& squares, V& mean, const S& alpha,
                                       const S& rest, const S& eps, const S& minus_one) {
    mul_(squares, alpha);
    addcmul_(squares, g, g, rest);
    lerp_(mean, g, rest);
    return add(sqrt(addcmul(squares, copied(mean), copied(mean), minus_one)), eps);
  }
};
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& squares, const S& alpha, const S& rest,
                                  const S& eps, const S& size) const {
    addcdiv_(p, g, Root::denominator(g, squares, alpha, rest, eps), size);
  }
};
struct Centered {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& squares, V& mean, const S& alpha,
                                  const S& rest, const S& eps, const S& size,
                                  const S& minus_one) const {
    addcdiv_(p, g, Root::denominator(g, squares, mean, alpha, rest, eps, minus_one), size);
  }
};
struct Momentum {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& squares, V& buffer, const S& alpha,
                                  const S& rest, const S& eps, const S& size,
                                  const S& momentum) const {
    mul_(buffer, momentum);
    addcdiv_(buffer, g, Root::denominator(g, squares, alpha, rest, eps));
    add_(p, buffer, size);
  }
};
struct CenteredMomentum {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& squares, V& mean, V& buffer, const S& alpha,
                                  const S& rest, const S& eps, const S& size, const S& momentum,
                                  const S& minus_one) const {
    mul_(buffer, momentum);
    addcdiv_(buffer, g, Root::denominator(g, squares, mean, alpha, rest, eps, minus_one));
    add_(p, buffer, size);
  }
};
}  // namespace

void RMSprop::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const bool momentum = o.momentum.to<double>() > 0;
  if (!s.square_avg.defined()) {
    s.square_avg = zeros_like(p);
    if (momentum) s.momentum_buffer = zeros_like(p);
    if (o.centered) s.grad_avg = zeros_like(p);
  }
  next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  const Scalar rest = 1 - o.alpha.to<double>(), size = -o.lr;
  if (o.centered && momentum)
    fused(CenteredMomentum{}, {&p, &g, &s.square_avg, &s.grad_avg, &s.momentum_buffer},
          {o.alpha, rest, o.eps, size, o.momentum, -1});
  else if (o.centered)
    fused(Centered{}, {&p, &g, &s.square_avg, &s.grad_avg}, {o.alpha, rest, o.eps, size, -1});
  else if (momentum)
    fused(Momentum{}, {&p, &g, &s.square_avg, &s.momentum_buffer},
          {o.alpha, rest, o.eps, size, o.momentum});
  else
    fused(Update{}, {&p, &g, &s.square_avg}, {o.alpha, rest, o.eps, size});
}

}  // namespace downhill::optim
