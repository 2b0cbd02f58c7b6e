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

// What the update needs of the options at step t: in numbers, or in tensors if some are tensors.
template <class N>
struct Numbers {
  N first_weight, beta2, rest2, root, eps, scale;
  Numbers(const N& lr, const N& beta1, const N& beta2, const N& given_eps, const N& t, bool folded)
      : first_weight(1 - beta1),
        beta2(beta2),
        rest2(1 - beta2),
        root(sqrt(1 - pow(beta2, t))),
        eps(given_eps),
        scale(-(lr / (1 - pow(beta1, t)))) {
    if (!folded) return;
    // With differentiable=True PyTorch folds the size into the denominator.
    eps = eps / scale;
    root = root * scale;
    scale = N(1);
  }
};

template <class F, std::size_t N>
void update(F f, const Tensor* const (&tensors)[N], const Scalar& lr, const ScalarPair& betas,
            Number eps, const Scalar& t, bool folded) {
  const Scalar &beta1 = betas.first, &beta2 = betas.second;
  const bool plain = !lr.is_tensor() && !beta1.is_tensor() && !beta2.is_tensor() && !t.is_tensor();
  if (plain && can_fuse(tensors)) {  // without Scalars: small problems are steps before all else
    const Numbers<double> n(lr.value(), beta1.value(), beta2.value(), eps.to<double>(), t.value(),
                            folded);
    return fuse(f, tensors, {n.first_weight, n.beta2, n.rest2, n.root, n.eps, n.scale});
  }
  const Numbers<Scalar> n(lr, beta1, beta2, eps, t, folded);
  fused(f, tensors, {n.first_weight, n.beta2, n.rest2, n.root, n.eps, n.scale});
}
}  // namespace

template <bool decoupled>
void adam_step(const AdamOptions<decoupled>& o, AdamState& s, const Tensor& p,
               const Tensor& gradient) {
  if (!s.exp_avg.defined()) {
    s.exp_avg = zeros_like(p);
    s.exp_avg_sq = zeros_like(p);
    if (o.amsgrad) s.max_exp_avg_sq = zeros_like(p);
  }
  const double count = next_step(s.step);
  const Tensor g = decayed(o, p, signed_gradient(gradient, o.maximize));
  const Scalar t = o.differentiable ? Scalar(s.step) : Scalar(count);
  if (o.amsgrad) {
    update(AmsGrad{}, {&p, &g, &s.exp_avg, &s.exp_avg_sq, &s.max_exp_avg_sq}, o.lr, o.betas, o.eps,
           t, o.differentiable);
  } else {
    update(Update{}, {&p, &g, &s.exp_avg, &s.exp_avg_sq}, o.lr, o.betas, o.eps, t,
           o.differentiable);
  }
}

template void adam_step(const AdamOptions<false>&, AdamState&, const Tensor&, const Tensor&);
template void adam_step(const AdamOptions<true>&, AdamState&, const Tensor&, const Tensor&);

}  // namespace downhill::optim
