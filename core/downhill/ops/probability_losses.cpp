#include <downhill/ops/list.h>

#include <cmath>

namespace downhill::ops {
namespace {

constexpr double kPi = 3.14159265358979323846;

Tensor weight_of(const Backward& b, int i) { return b.inputs() > i ? b.input(i) : Tensor(); }
Tensor weight_of(const Call& c, int i) { return c.inputs.size() > i ? c.input(i) : Tensor(); }

void infer_loss(Call& c, const std::string& reduction) {
  check_reduction(reduction);
  Shape sizes = c.input(0).sizes();
  for (const Tensor& t : c.inputs) {
    if (t.defined()) sizes = broadcast(sizes, t.sizes());
  }
  c.compute = result_type(c.inputs);
  if (!is_floating(c.compute))
    fail(ErrorKind::not_implemented, "\"binary_cross_entropy\" not implemented for '",
         scalar_type_name(c.compute), "'");
  c.converts = true;
  c.give(reduction == "none" ? sizes : Shape{}, c.compute);
}

// A weight, then the share of a mean.
Tensor weighted(Tensor g, const Tensor& weight, const std::string& reduction, int64_t count) {
  if (weight.defined()) g = mul(g, weight);
  return reduction == "mean" ? div(g, static_cast<double>(count)) : g;
}

// -(the loss of one element), where the logarithms are not below -100.
Tensor entropy(const Tensor& x, const Tensor& target) {
  const Tensor other = clamp(log1p(neg(x)), -100.0), own = clamp(log(x), -100.0);
  return sub(mul(sub(target, 1), other), mul(target, own));
}
// log(p of 1), weighted for the ones.
Tensor log_of_ones(const Tensor& x, const Tensor& target, const Tensor& pos_weight) {
  const Tensor l = logsigmoid(x);
  return pos_weight.defined() ? mul(l, add(mul(sub(pos_weight, 1), target), 1)) : l;
}

}  // namespace

// ---- binary cross entropy --------------------------------------------------------------------

void BinaryCrossEntropy::infer(Call& c) {
  const Shape &a = c.input(0).sizes(), &b = c.input(1).sizes();
  if (!(a == b)) {
    fail(ErrorKind::value, "Using a target size (torch.Size(", b,
         ")) that is different to the input size (torch.Size(", a,
         ")) is deprecated. Please ensure they have the same size.");
  }
  const DType given = c.input(1).dtype(), wanted = c.input(0).dtype();
  if (given != wanted)
    fail("Found dtype ", scalar_type_name(given), " but expected ", scalar_type_name(wanted));
  infer_loss(c, c.get<Attrs>().reduction);
}
void BinaryCrossEntropy::kernel(Call& c) {
  const NoGrad no_grad;
  const Tensor &x = c.input(0), weight = weight_of(c, 2);
  if (!all(logical_and(ge(x, 0), le(x, 1))).item())
    fail("all elements of input should be between 0 and 1");
  if (!all(logical_and(ge(c.input(1), 0), le(c.input(1), 1))).item())
    fail("all elements of target should be between 0 and 1");
  Tensor losses = entropy(x, c.input(1));
  if (weight.defined()) losses = mul(losses, weight);
  copy_into(c.output(), reduced(losses, c.get<Attrs>().reduction));
}
void BinaryCrossEntropy::backward(Backward& b) {
  const Tensor g = b.grad(), x = b.input(0), y = b.input(1), weight = weight_of(b, 2);
  const std::string& r = b.get<Attrs>().reduction;
  if (b.needs(0)) {
    const Tensor slope = div(mul(g, sub(x, y)), clamp(mul(rsub(x, 1), x), 1e-12));
    b.set(0, weighted(slope, weight, r, x.numel()));
  }
  if (b.needs(1)) {
    const Tensor slope = mul(neg(log(div(x, rsub(x, 1)))), g);  // -logit(x)
    b.set(1, weighted(slope, weight, r, x.numel()));
  }
  if (b.inputs() > 2 && b.needs(2))
    b.set(2, weighted(mul(entropy(x, y), g), Tensor(), r, x.numel()));
}

void BinaryCrossEntropyWithLogits::infer(Call& c) {
  const Shape &a = c.input(0).sizes(), &b = c.input(1).sizes();
  if (!(a == b)) {
    fail(ErrorKind::value, "Target size (torch.Size(", b,
         ")) must be the same as input size (torch.Size(", a, "))");
  }
  if (is_integer(c.input(1).dtype())) {
    fail("result type ", scalar_type_name(c.input(0).dtype()),
         " can't be cast to the desired output type ", scalar_type_name(c.input(1).dtype()));
  }
  infer_loss(c, c.get<Attrs>().reduction);
}
void BinaryCrossEntropyWithLogits::kernel(Call& c) {
  const NoGrad no_grad;
  const Tensor &x = c.input(0), &y = c.input(1), weight = weight_of(c, 2);
  Tensor losses = sub(mul(rsub(y, 1), x), log_of_ones(x, y, weight_of(c, 3)));
  if (weight.defined()) losses = mul(losses, weight);
  copy_into(c.output(), reduced(losses, c.get<Attrs>().reduction));
}
void BinaryCrossEntropyWithLogits::backward(Backward& b) {
  const Tensor g = b.grad(), x = b.input(0), y = b.input(1), weight = weight_of(b, 2),
               pos_weight = weight_of(b, 3);
  const std::string& r = b.get<Attrs>().reduction;
  const int64_t count = x.numel();
  if (b.needs(0)) {
    Tensor slope;
    if (pos_weight.defined()) {
      const Tensor t = mul(pos_weight, y);
      slope = sub(mul(sub(add(t, 1), y), sigmoid(x)), t);
    } else {
      slope = sub(sigmoid(x), y);
    }
    b.set(0, weighted(mul(slope, g), weight, r, count));
  }
  if (b.needs(1)) {
    Tensor slope = neg(x);
    if (pos_weight.defined()) {
      slope = sub(logsigmoid(neg(x)), mul(pos_weight, logsigmoid(x)));
    }
    b.set(1, weighted(mul(slope, g), weight, r, count));
  }
  if (b.inputs() > 2 && b.needs(2)) {
    const Tensor losses = sub(mul(rsub(y, 1), x), log_of_ones(x, y, pos_weight));
    b.set(2, weighted(mul(losses, g), Tensor(), r, count));
  }
  if (b.inputs() > 3 && b.needs(3))
    b.set(3, weighted(mul(neg(mul(y, logsigmoid(x))), g), weight, r, count));
}

// ---- distributions: composed, as in PyTorch --------------------------------------------------

Tensor KlDiv::compose(const Tensors& t, const Attrs& a) {
  const Tensor &x = t[0], &y = t[1];
  const bool batch = a.reduction == "batchmean";
  Tensor losses;
  // One call a statement: compilers evaluate arguments in different orders, and gradients are added
  // in the order of the calls.
  if (a.log_target) {
    const Tensor p = exp(y);
    losses = mul(p, sub(y, x));
  } else {
    const Tensor entropy = where(eq(y, 0), 0.0, mul(y, log(y)));  // y * log(y), which is 0 for 0
    losses = sub(entropy, mul(y, x));
  }
  const Tensor result = reduced(losses, batch ? "sum" : a.reduction);
  return batch && x.dim() > 0 ? div(result, x.size(0)) : result;
}

Tensor PoissonNllLoss::compose(const Tensors& t, const Attrs& a) {
  const Tensor &x = t[0], &y = t[1];
  const Tensor rate = a.log_input ? exp(x) : x;
  Tensor losses = sub(rate, mul(y, a.log_input ? x : log(add(x, a.eps))));
  if (a.full) {
    const Tensor powers = sub(mul(y, log(y)), y);
    const Tensor stirling = add(powers, mul(log(mul(y, 2 * kPi)), 0.5));
    losses = add(losses, masked_fill(stirling, le(y, 1), Number(0)));
  }
  return reduced(losses, a.reduction);
}

Tensor GaussianNllLoss::compose(const Tensors& t, const Attrs& a) {
  const Tensor &x = t[0], &y = t[1];
  Tensor var = t[2];
  if (any(lt(var, 0)).item()) fail(ErrorKind::value, "var has negative entry/entries");
  if (!(var.sizes() == x.sizes())) {
    const Shape& wide = x.sizes();
    int differ = var.dim() == x.dim() ? 0 : -1;
    for (int d = 0; differ >= 0 && d < x.dim(); ++d)
      differ += wide[d] == var.sizes()[d] ? 0 : var.sizes()[d] == 1 ? 1 : 2;
    const bool row = var.dim() + 1 == x.dim() &&
                     std::equal(var.sizes().begin(), var.sizes().end(), wide.begin());
    if (row)
      var = unsqueeze(var, -1);
    else if (differ != 1)
      fail(ErrorKind::value, "var is of incorrect size");
  }
  if (a.reduction != "none" && a.reduction != "mean" && a.reduction != "sum")
    fail(ErrorKind::value, a.reduction, " is not valid");
  // At least eps, without the gradient's noticing.
  Tensor least = clone(var);
  {
    const NoGrad no_grad;
    least = clamp.inplace(least, a.eps);
  }
  Tensor losses = mul(add(log(least), div(pow(sub(x, y), 2), least)), 0.5);
  if (a.full) losses = add(losses, 0.5 * std::log(2 * kPi));
  return reduced(losses, a.reduction);
}

}  // namespace downhill::ops
