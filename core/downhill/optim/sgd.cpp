#include <downhill/optim/fused.h>
#include <downhill/optim/sgd.h>

namespace downhill::optim {
namespace {
struct Plain {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, const S& size) const {
    add_(p, g, size);
  }
};
struct Momentum {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& buffer, const S& size, const S& momentum,
                                  const S& rest) const {
    mul_(buffer, momentum);
    add_(buffer, g, rest);
    add_(p, buffer, size);
  }
};
struct Nesterov {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& buffer, const S& size, const S& momentum,
                                  const S& rest) const {
    mul_(buffer, momentum);
    add_(buffer, g, rest);
    add_(p, add(g, buffer, momentum), size);
  }
};

// `S` for what is computed with the learning rate: double, or Scalar where it is a tensor.
template <class S>
DOWNHILL_NOINLINE void first_step(const SGD::Options& o, const S& size, SGD::State& s,
                                  const Tensor& p, const Tensor& g) {  // is not dampened
  s.momentum_buffer = clone(g.detach());
  const Tensor first = o.nesterov ? add(g, s.momentum_buffer, o.momentum) : s.momentum_buffer;
  fused(Plain{}, {&p, &first}, {size});
}
template <class S>
using Passed = std::conditional_t<std::is_same_v<S, double>, double, const S&>;
template <class S>
void step(const SGD::Options& o, Passed<S> size, SGD::State& s, const Tensor& p, const Tensor& g) {
  if (o.momentum.is_zero()) return fused(Plain{}, {&p, &g}, {size});
  if (!s.momentum_buffer.defined()) [[unlikely]]
    return first_step<S>(o, size, s, p, g);
  const Tensor* const tensors[] = {&p, &g, &s.momentum_buffer};
  const S scalars[] = {size, o.momentum.to<double>(), 1 - o.dampening.to<double>()};
  if (o.nesterov)
    fused(Nesterov{}, tensors, scalars);
  else
    fused(Momentum{}, tensors, scalars);
}

DOWNHILL_NOINLINE void whole_step(const SGD::Options& o, SGD::State& s, const Tensor& p,
                                  const Tensor& gradient) {
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  if (o.lr.is_tensor())
    optim::step<Scalar>(o, -o.lr, s, p, g);
  else
    optim::step<double>(o, -o.lr.value(), s, p, g);
}
}  // namespace

void SGD::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  if (o.maximize || !o.weight_decay.is_zero() || o.lr.is_tensor())
    return whole_step(o, s, p, gradient);
  optim::step<double>(o, -o.lr.value(), s, p, gradient);
}

}  // namespace downhill::optim
