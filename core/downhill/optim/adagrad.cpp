#include <downhill/optim/adagrad.h>

namespace downhill::optim {

void Adagrad::init(const Options& o, State& s, const Tensor& p) {
  s.step = Tensor::full({}, 0, DType::Float32);
  s.sum = Tensor::full(p.sizes(), o.initial_accumulator_value, p.dtype());
}

void Adagrad::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  if (!s.sum.defined()) init(o, s, p);
  const double t = next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  const double rate = o.lr.to<double>() / (1 + (t - 1) * o.lr_decay.to<double>());
  addcmul.inplace(s.sum, g, g);
  addcdiv.inplace(p, g, add(sqrt(s.sum), o.eps), Number(-rate));
}

}  // namespace downhill::optim
