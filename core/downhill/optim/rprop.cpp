#include <downhill/optim/fused.h>
#include <downhill/optim/rprop.h>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& gradient, V& before, V& size, const S& less,
                                  const S& more, const S& one, const S& shortest, const S& longest,
                                  const S& minus_one) const {
    const V turned = mul(gradient, copied(before));
    mul_(size, by_sign(turned, more, less, one));
    clamp_(size, shortest, longest);
    const V g = unless_negative(turned, gradient);  // where it turned, wait a step
    addcmul_(p, sign(g), copied(size), minus_one);
    copy_(before, g);
  }
};
}  // namespace

void Rprop::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  if (!s.prev.defined()) {
    s.prev = zeros_like(p);
    s.step_size = Tensor::full(p.sizes(), o.lr.number(), p.dtype());
  }
  next_step(s.step);
  const Tensor g = signed_gradient(gradient, o.maximize);
  const double numbers[] = {o.etas.first,       o.etas.second,       1,
                            o.step_sizes.first, o.step_sizes.second, -1};
  fused(Update{}, {&p, &g, &s.prev, &s.step_size}, numbers);
}

}  // namespace downhill::optim
