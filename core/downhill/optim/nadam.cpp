#include <downhill/math/functions.h>
#include <downhill/optim/fused.h>
#include <downhill/optim/nadam.h>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, V& v, const S& lerp1, const S& beta2,
                                  const S& rest2, const S& correction2, const S& eps,
                                  const S& of_gradient, const S& of_mean) const {
    lerp_(m, g, lerp1);
    mul_(v, beta2);
    addcmul_(v, g, g, rest2);
    const V denominator = add(sqrt(div(v, correction2)), eps);
    addcdiv_(p, g, denominator, of_gradient);
    addcdiv_(p, copied(m), denominator, of_mean);
  }
};
}  // namespace

void NAdam::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const double beta1 = o.betas.first, beta2 = o.betas.second, decay = o.momentum_decay;
  if (!s.exp_avg.defined()) {
    s.mu_product = Tensor::full({}, 1, scalar_dtype());
    s.exp_avg = zeros_like(p);
    s.exp_avg_sq = zeros_like(p);
  }
  const double t = next_step(s.step);
  const Tensor g = decayed(o, p, signed_gradient(gradient, o.maximize));
  const auto mu_at = [&](double k) { return beta1 * (1. - 0.5 * math::pow(0.96, k * decay)); };
  const double mu = mu_at(t), next = mu_at(t + 1);
  mul_(s.mu_product, mu);
  const Scalar product = o.differentiable ? Scalar(s.mu_product) : Scalar(s.mu_product.item());
  fused(Update{}, {&p, &g, &s.exp_avg, &s.exp_avg_sq},
        {1 - beta1, beta2, 1 - beta2, 1 - pow(beta2, t), o.eps, -o.lr * (1. - mu) / (1. - product),
         -o.lr * next / (1. - product * next)});
}

}  // namespace downhill::optim
