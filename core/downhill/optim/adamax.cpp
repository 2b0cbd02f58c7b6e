#include <downhill/optim/adamax.h>
#include <downhill/optim/fused.h>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, V& largest, const S& lerp1,
                                  const S& beta2, const S& eps, const S& size) const {
    lerp_(m, g, lerp1);
    copy_(largest, maximum(mul(largest, beta2), add(abs(g), eps)));
    addcdiv_(p, copied(m), copied(largest), size);
  }
};
}  // namespace

void Adamax::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const double beta1 = o.betas.first;
  if (!s.exp_avg.defined()) {
    s.exp_avg = zeros_like(p);
    s.exp_inf = zeros_like(p);
  }
  const double t = next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  fused(Update{}, {&p, &g, &s.exp_avg, &s.exp_inf},
        {1 - beta1, o.betas.second, o.eps, -(o.lr / (1 - pow(beta1, t)))});
}

}  // namespace downhill::optim
