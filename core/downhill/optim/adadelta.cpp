#include <downhill/optim/adadelta.h>
#include <downhill/optim/fused.h>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& squares, V& steps, const S& rho,
                                  const S& rest, const S& eps, const S& size) const {
    mul_(squares, rho);
    addcmul_(squares, g, g, rest);
    const V step = mul(div(sqrt(add(steps, eps)), sqrt(add(squares, eps))), g);
    mul_(steps, rho);
    addcmul_(steps, step, step, rest);
    add_(p, step, size);
  }
};
}  // namespace

void Adadelta::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  if (!s.square_avg.defined()) {
    s.square_avg = zeros_like(p);
    s.acc_delta = zeros_like(p);
  }
  next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  fused(Update{}, {&p, &g, &s.square_avg, &s.acc_delta},
        {o.rho, 1 - o.rho.to<double>(), o.eps, -o.lr});
}

}  // namespace downhill::optim
