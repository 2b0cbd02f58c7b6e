#include <downhill/ops/list.h>

namespace downhill::ops {
namespace {
Tensor not_negative(const Tensor& x) { return clamp(x, 0.0); }
}  // namespace

void SoftMarginLoss::infer(Call& c) {
  const std::string& r = c.get<Attrs>().reduction;
  check_reduction(r);
  c.compute = result_type(c.inputs);
  c.converts = true;
  const Shape sizes = broadcast(c.input(0).sizes(), c.input(1).sizes());
  c.give(r == "none" ? sizes : Shape{}, c.compute);
}
void SoftMarginLoss::kernel(Call& c) {
  const NoGrad no_grad;
  const Tensor losses = log1p(exp(mul(neg(c.input(1)), c.input(0))));
  copy_into(c.output(), reduced(losses, c.get<Attrs>().reduction));
}
void SoftMarginLoss::backward(Backward& b) {
  const Tensor x = b.input(0), y = b.input(1), g = b.grad();
  const double norm =
      b.get<Attrs>().reduction == "mean" ? 1.0 / static_cast<double>(x.numel()) : 1.0;
  const Tensor z = exp(mul(neg(y), x));
  auto slope = [&](const Tensor& other) {
    return mul(div(mul(mul(other, z), -norm), add(z, 1)), g);
  };
  if (b.needs(0)) b.set(0, slope(y));
  if (b.needs(1)) b.set(1, slope(x));
}

Tensor HingeEmbeddingLoss::compose(const Tensors& t, const Attrs& a) {
  const Tensor &x = t[0], &y = t[1];
  const Tensor far = where(ne(y, 1), not_negative(rsub(x, a.margin)), 0.0);
  return reduced(add(far, where(ne(y, -1), x, 0.0)), a.reduction);
}

Tensor MarginRankingLoss::compose(const Tensors& t, const Attrs& a) {
  return reduced(not_negative(add(mul(neg(t[2]), sub(t[0], t[1])), a.margin)), a.reduction);
}

Tensor CosineEmbeddingLoss::compose(const Tensors& t, const Attrs& a) {
  const Tensor &x = t[0], &y = t[1], &target = t[2];
  const Ints dim{x.dim() > 1 ? 1 : 0};
  const Tensor product = sum_dim(mul(x, y), dim),
               lengths =
                   mul(add(sum_dim(mul(x, x), dim), 1e-12), add(sum_dim(mul(y, y), dim), 1e-12));
  const Tensor cosine = div(product, sqrt(lengths));
  const Tensor same = where(eq(target, 1), rsub(cosine, 1), 0.0);
  const Tensor other = where(eq(target, -1), not_negative(sub(cosine, a.margin)), 0.0);
  return reduced(add(same, other), a.reduction);
}

}  // namespace downhill::ops
