#include <downhill/math/functions.h>
#include <downhill/optim/adam.h>
#include <downhill/optim/fused.h>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, V& v, const S& lerp1, const S& beta2,
                                  const S& rest2, const S& root, const S& eps,
                                  const S& size) const {
    lerp_(m, g, lerp1);
    mul_(v, beta2);
    addcmul_(v, g, g, rest2);
    addcdiv_(p, copied(m), add(div(sqrt(v), root), eps), size);
  }
};
struct AmsGrad {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, V& v, V& largest, const S& lerp1,
                                  const S& beta2, const S& rest2, const S& root, const S& eps,
                                  const S& size) const {
    lerp_(m, g, lerp1);
    mul_(v, beta2);
    addcmul_(v, g, g, rest2);
    copy_(largest, maximum(copied(largest), v));
    addcdiv_(p, copied(m), add(div(sqrt(largest), root), eps), size);
  }
};
}  // namespace

template <bool decoupled>
void adam_step(const AdamOptions<decoupled>& o, AdamState& s, const Tensor& p,
               const Tensor& gradient) {
  const Scalar &beta1 = o.betas.first, &beta2 = o.betas.second;
  if (!s.exp_avg.defined()) {
    s.exp_avg = zeros_like(p);
    s.exp_avg_sq = zeros_like(p);
    if (o.amsgrad) s.max_exp_avg_sq = zeros_like(p);
  }
  const double count = next_step(s.step);
  const Tensor g = decayed(o, p, signed_gradient(gradient, o.maximize));
  const Scalar t = o.differentiable ? Scalar(s.step) : Scalar(count);
  const Scalar size = o.lr / (1 - pow(beta1, t));
  Scalar root = sqrt(1 - pow(beta2, t)), eps = o.eps, scale = -size;
  if (o.differentiable) {  // PyTorch folds the size into the denominator there
    eps = eps / scale;
    root = root * scale;
    scale = 1;
  }
  const Scalar scalars[] = {1 - beta1, beta2, 1 - beta2, root, eps, scale};
  if (o.amsgrad)
    fused(AmsGrad{}, {p, g, s.exp_avg, s.exp_avg_sq, s.max_exp_avg_sq}, scalars);
  else
    fused(Update{}, {p, g, s.exp_avg, s.exp_avg_sq}, scalars);
}

template void adam_step(const AdamOptions<false>&, AdamState&, const Tensor&, const Tensor&);
template void adam_step(const AdamOptions<true>&, AdamState&, const Tensor&, const Tensor&);

}  // namespace downhill::optim
