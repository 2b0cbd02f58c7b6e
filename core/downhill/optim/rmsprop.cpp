#include <downhill/optim/rmsprop.h>

namespace downhill::optim {

void RMSprop::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const double alpha = o.alpha;
  if (!s.square_avg.defined()) {
    s.square_avg = zeros_like(p);
    if (o.momentum.to<double>() > 0) s.momentum_buffer = zeros_like(p);
    if (o.centered) s.grad_avg = zeros_like(p);
  }
  next_step(s.step);
  const Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  mul.inplace(s.square_avg, alpha);
  addcmul.inplace(s.square_avg, g, g, Number(1 - alpha));
  Tensor average;
  if (o.centered) {
    lerp.inplace(s.grad_avg, g, Number(1 - alpha));
    average = sqrt(addcmul(s.square_avg, s.grad_avg, s.grad_avg, Number(-1)));
  } else {
    average = sqrt(s.square_avg);
  }
  add.inplace(average, o.eps);  // after the root
  if (o.momentum.to<double>() > 0) {
    mul.inplace(s.momentum_buffer, o.momentum);
    addcdiv.inplace(s.momentum_buffer, g, average);
    add.inplace(p, s.momentum_buffer, Number(-o.lr.to<double>()));
  } else {
    addcdiv.inplace(p, g, average, Number(-o.lr.to<double>()));
  }
}

}  // namespace downhill::optim
