#include <downhill/ops/list.h>

namespace downhill::ops {
namespace {

void infer_pair(Call& c, const std::string& reduction, const char* kernel) {
  check_reduction(reduction);
  c.compute = result_type(c.inputs);
  if (!is_floating(c.compute))
    fail(ErrorKind::not_implemented, "\"", kernel, "\" not implemented for '",
         scalar_type_name(c.compute), "'");
  c.converts = true;
  const Shape sizes = broadcast(c.input(0).sizes(), c.input(1).sizes());
  c.give(reduction == "none" ? sizes : Shape{}, c.compute);
}

// 1 over the number of elements for a mean.
double norm(const std::string& reduction, const Tensor& d) {
  return reduction == "mean" ? 1.0 / static_cast<double>(d.numel()) : 1.0;
}

// PyTorch's order: norm * slope(input - target) * grad; for target the two change places.
template <class F>
void set_slopes(Backward& b, const std::string& reduction, F&& slope) {
  for (int i = 0; i < 2; ++i) {
    if (!b.needs(i)) continue;
    const Tensor d = sub(b.input(i), b.input(1 - i));
    b.set(i, mul(mul(slope(d), norm(reduction, d)), b.grad()));
  }
}

// `inside` where |d| < limit, else +-most. (Of two numbers `where` would make float32.)
Tensor bounded(const Tensor& d, const Tensor& inside, double limit, double most) {
  const Tensor high = Tensor::full({}, most, d.dtype()), low = Tensor::full({}, -most, d.dtype());
  return where(ge(abs(d), limit), where(gt(d, 0), high, low), inside);
}

}  // namespace

void SmoothL1Loss::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  if (a.beta < 0) fail("smooth_l1_loss does not support negative values for beta.");
  infer_pair(c, a.reduction, "smooth_l1_cpu");
}
void SmoothL1Loss::kernel(Call& c) {
  const NoGrad no_grad;
  const Attrs& a = c.get<Attrs>();
  const Tensor z = abs(sub(c.input(0), c.input(1)));
  const Tensor losses =
      a.beta == 0 ? z
                  : where(ge(z, a.beta), sub(z, 0.5 * a.beta), div(mul(mul(z, 0.5), z), a.beta));
  copy_into(c.output(), reduced(losses, a.reduction));
}
void SmoothL1Loss::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  set_slopes(b, a.reduction, [&](const Tensor& d) {
    return a.beta == 0 ? sign(d) : bounded(d, div(d, a.beta), a.beta, 1);
  });
}

void HuberLoss::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  if (!(a.delta > 0)) fail("huber_loss does not support non-positive values for delta.");
  infer_pair(c, a.reduction, "huber_cpu");
}
void HuberLoss::kernel(Call& c) {
  const NoGrad no_grad;
  const Attrs& a = c.get<Attrs>();
  const Tensor z = abs(sub(c.input(0), c.input(1)));
  copy_into(c.output(),
            reduced(where(ge(z, a.delta), mul(sub(z, 0.5 * a.delta), a.delta), mul(mul(z, 0.5), z)),
                    a.reduction));
}
void HuberLoss::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  set_slopes(b, a.reduction, [&](const Tensor& d) { return bounded(d, d, a.delta, a.delta); });
}

}  // namespace downhill::ops
