#include <downhill/optim/lanes.h>
#include <downhill/optim/rule.h>

namespace downhill {

void fail_capturable(const char* text) { fail(ErrorKind::assertion, "If capturable=True, ", text); }

double next_step(Tensor& step) {
  if (!step.defined()) step = Tensor::full({}, 0, scalar_dtype());
  if (step.dtype() == DType::Float32 && step.numel() == 1 && !step.requires_grad()) {
    step.bump_version();
    return static_cast<double>(*step.data<float>() += 1);
  }
  const NoGrad no_grad;
  add.inplace(step, 1);
  return step.item();
}

Tensor negated(const Tensor& g) { return neg(g); }

void add_decay(Tensor& g, const Tensor& p, Number weight_decay) { g = add(g, p, weight_decay); }

void decay_weights(const Tensor& p, const optim::Scalar& lr, Number weight_decay) {
  if (weight_decay.to<double>() != 0) optim::mul_(p, 1 - lr * weight_decay);
}

namespace {
DType one_number = DType::Float32;
}
DType scalar_dtype() { return one_number; }
void set_scalar_dtype(DType dtype) {
  one_number = dtype == DType::Float64 ? dtype : DType::Float32;
}

}  // namespace downhill
