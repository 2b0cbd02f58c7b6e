#include <downhill/math/functions.h>
#include <downhill/optim/adam.h>

namespace downhill::optim {

template <bool decoupled>
void adam_step(const AdamOptions<decoupled>& o, AdamState& s, const Tensor& p,
               const Tensor& gradient) {
  const double lr = o.lr, beta1 = o.betas.first, beta2 = o.betas.second;
  Tensor g = signed_gradient(gradient, o.maximize);
  if (!s.exp_avg.defined()) {
    s.exp_avg = zeros_like(p);
    s.exp_avg_sq = zeros_like(p);
    if (o.amsgrad) s.max_exp_avg_sq = zeros_like(p);
  }
  const double t = next_step(s.step);
  if (o.decoupled_weight_decay) {
    if (const double decay = o.weight_decay; decay != 0) mul.inplace(p, 1 - lr * decay);
  } else {
    g = decayed(g, p, o.weight_decay);
  }
  lerp.inplace(s.exp_avg, g, Number(1 - beta1));
  mul.inplace(s.exp_avg_sq, beta2);
  addcmul.inplace(s.exp_avg_sq, g, g, Number(1 - beta2));
  const double correction1 = 1 - math::pow(beta1, t), correction2 = 1 - math::pow(beta2, t);
  Tensor v = s.exp_avg_sq;
  if (o.amsgrad) {
    copy.inplace(s.max_exp_avg_sq, maximum(s.max_exp_avg_sq, v));
    v = s.max_exp_avg_sq;
  }
  const Tensor denominator = add(div(sqrt(v), math::pow(correction2, 0.5)), o.eps);
  addcdiv.inplace(p, s.exp_avg, denominator, Number(-(lr / correction1)));
}

template void adam_step(const AdamOptions<false>&, AdamState&, const Tensor&, const Tensor&);
template void adam_step(const AdamOptions<true>&, AdamState&, const Tensor&, const Tensor&);

}  // namespace downhill::optim
