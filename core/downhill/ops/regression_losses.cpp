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
  c.out.push_back({reduction == "none" ? sizes : Shape{}, c.compute, {}});
}

// 1 over the number of elements for a mean.
double norm(const std::string& reduction, const Tensor& d) {
  return reduction == "mean" ? 1.0 / static_cast<double>(d.numel()) : 1.0;
}

// PyTorch's order: norm * slope * grad, for input; the opposite for target.
void set_slope(Backward& b, const Tensor& slope, double factor) {
  const Tensor g = mul(mul(slope, factor), b.grad());
  if (b.needs(0)) b.set(0, g);
  if (b.needs(1)) b.set(1, neg(g));
}

// d where |d| < limit, else +-limit.
Tensor bounded(const Tensor& d, double inside, double limit) {
  const Tensor beyond = where(gt(d, 0), limit, Tensor::full({}, -limit, d.dtype()));
  return where(ge(abs(d), inside), beyond, d);
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
  const Tensor d = sub(b.input(0), b.input(1));
  if (a.beta == 0) return set_slope(b, sign(d), norm(a.reduction, d));
  const Tensor beyond = where(gt(d, 0), 1.0, Tensor::full({}, -1, d.dtype()));
  set_slope(b, where(ge(abs(d), a.beta), beyond, div(d, a.beta)), norm(a.reduction, d));
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
  copy_into(c.output(), reduced(where(ge(z, a.delta), mul(sub(z, 0.5 * a.delta), a.delta),
                                      mul(mul(z, 0.5), z)),
                                a.reduction));
}
void HuberLoss::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Tensor d = sub(b.input(0), b.input(1));
  set_slope(b, bounded(d, a.delta, a.delta), norm(a.reduction, d));
}

}  // namespace downhill::ops
