#include <downhill/math/functions.h>
#include <downhill/optim/asgd.h>
#include <downhill/optim/fused.h>

#include <algorithm>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& average, const S& decay,
                                  const S& size) const {
    mul_(p, decay);
    add_(p, g, size);
    copy_(average, p);
  }
};
struct Averaging {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& average, const S& decay, const S& size,
                                  const S& share) const {
    mul_(p, decay);
    add_(p, g, size);
    add_(average, mul(sub(p, average), share));
  }
};
}  // namespace

void ASGD::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const DType dtype = scalar_dtype();
  if (!s.ax.defined()) {
    s.eta = Tensor::full({}, o.lr.number(), dtype);
    s.mu = Tensor::full({}, 1, dtype);
    s.ax = zeros_like(p);
  }
  const double t = next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  const double eta = s.eta.item(), mu = s.mu.item();  // rounded to float32
  const Scalar decay = 1 - o.lambd.to<double>() * eta;
  if (mu == 1)
    fused(Update{}, {&p, &g, &s.ax}, {decay, -eta});
  else
    fused(Averaging{}, {&p, &g, &s.ax}, {decay, -eta, mu});
  const Scalar next = o.lr / pow(1 + o.lambd * o.lr * t, o.alpha);
  s.eta = Tensor::full({}, next.number(), dtype);
  s.mu = Tensor::full({}, 1 / std::max(1.0, t - o.t0.to<double>()), dtype);
}

}  // namespace downhill::optim
