#include <downhill/optim/sgd.h>

namespace downhill::optim {

void SGD::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  Tensor g = decayed(signed_gradient(gradient, o.maximize), p, o.weight_decay);
  if (o.momentum.to<double>() != 0) {
    if (!s.momentum_buffer.defined()) {
      s.momentum_buffer = clone(g);  // the first step is not dampened
    } else {
      mul.inplace(s.momentum_buffer, o.momentum);
      add.inplace(s.momentum_buffer, g, Number(1 - o.dampening.to<double>()));
    }
    g = o.nesterov ? add(g, s.momentum_buffer, o.momentum) : s.momentum_buffer;
  }
  add.inplace(p, g, Number(-o.lr.to<double>()));
}

}  // namespace downhill::optim
