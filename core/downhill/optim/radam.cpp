#include <downhill/math/functions.h>
#include <downhill/optim/fused.h>
#include <downhill/optim/radam.h>

namespace downhill::optim {
namespace {
struct Plain {  // while the second moment is not to be trusted
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, V& v, const S& lerp1, const S& beta2,
                                  const S& rest2, const S& correction1, const S& lr) const {
    lerp_(m, g, lerp1);
    mul_(v, beta2);
    addcmul_(v, g, g, rest2);
    sub_(p, mul(div(m, correction1), lr));
  }
};
struct Rectified {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, V& v, const S& lerp1, const S& beta2,
                                  const S& rest2, const S& correction1, const S& lr, const S& eps,
                                  const S& root, const S& rectification) const {
    lerp_(m, g, lerp1);
    mul_(v, beta2);
    addcmul_(v, g, g, rest2);
    // root / (sqrt(v) + eps) is a reciprocal and a product in PyTorch
    const V adaptive = mul(reciprocal(add(sqrt(v), eps)), root);
    sub_(p, mul(mul(mul(div(m, correction1), lr), adaptive), rectification));
  }
};
}  // namespace

void RAdam::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const double beta1 = o.betas.first, beta2 = o.betas.second;
  if (!s.exp_avg.defined()) {
    s.exp_avg = zeros_like(p);
    s.exp_avg_sq = zeros_like(p);
  }
  const double t = next_step(s.step);
  const Tensor g = decayed(o, p, signed_gradient(gradient, o.maximize));
  const double power2 = pow(beta2, t);
  const double correction1 = 1 - pow(beta1, t), correction2 = 1 - power2;
  const double rho_inf = 2 / (1 - beta2) - 1;  // the longest approximated average
  const double rho = rho_inf - 2 * t * power2 / correction2;
  const Tensor* const tensors[] = {&p, &g, &s.exp_avg, &s.exp_avg_sq};
  if (!(rho > 5)) {
    fused(Plain{}, tensors, {1 - beta1, beta2, 1 - beta2, correction1, o.lr});
    return;
  }
  const double rectification =
      math::pow((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho), 0.5);
  fused(Rectified{}, tensors,
        {1 - beta1, beta2, 1 - beta2, correction1, o.lr, o.eps, math::pow(correction2, 0.5),
         rectification});
}

}  // namespace downhill::optim
