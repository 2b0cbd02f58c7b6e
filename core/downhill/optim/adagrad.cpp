#include <downhill/optim/adagrad.h>
#include <downhill/optim/fused.h>

namespace downhill::optim {
namespace {
struct Update {
  template <class V, class S>
  DOWNHILL_INLINE void operator()(V& p, const V& g, V& sum, const S& one, const S& eps,
                                  const S& size) const {
    addcmul_(sum, g, g, one);
    addcdiv_(p, g, add(sqrt(sum), eps), size);
  }
};
}  // namespace

void Adagrad::init(const Options& o, State& s, const Tensor& p) {
  s.step = Tensor::full({}, 0, scalar_dtype());
  s.sum = Tensor::full(p.sizes(), o.initial_accumulator_value, p.dtype());
}

void Adagrad::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  if (!s.sum.defined()) init(o, s, p);
  const double t = next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  fused(Update{}, {&p, &g, &s.sum}, {1, o.eps, -(o.lr / (1 + (t - 1) * o.lr_decay.to<double>()))});
}

}  // namespace downhill::optim
