#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>
#include <downhill/random/fill.h>

namespace downhill::ops {
namespace {

void check_probability(Number p) {
  if (!(double(p) >= 0 && double(p) <= 1))
    fail(ErrorKind::value, "dropout probability has to be between 0 and 1, but got ", literal(p));
}
void check_floating(const Tensor& x) {
  if (x.is_floating()) return;
  fail("result type Float can't be cast to the desired output type ", scalar_type_name(x.dtype()));
}

}  // namespace

void DropoutNoise::infer(Call& c) {
  const Tensor& like = c.input();
  check_probability(c.get<Attrs>().p);
  check_floating(like);
  c.out.emplace_back(layout_like(like), like.dtype());
}
void DropoutNoise::kernel(Call& c) {
  const double chance = 1 - double(c.get<Attrs>().p);
  const int64_t n = c.output().numel();
  visit_floating(c.output().dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* const out = c.output().data<T>();
    default_generator().bernoulli(out, n, chance);
    const T kept = T(1) / static_cast<T>(chance);
    for (int64_t i = 0; i < n; ++i) out[i] = out[i] == T(0) ? T(0) : kept;
  });
}

Tensor Dropout::compose(const Tensors& t, const Attrs& a) {
  const Tensor& x = t[0];
  const double p = a.p;
  check_probability(a.p);
  if (!a.training || p == 0 || x.numel() == 0) return x;
  check_floating(x);
  const Tensor factor = p == 1 ? Tensor::full({}, 0, x.dtype()) : dropout_noise(x, a.p);
  return a.inplace ? mul.inplace(x, factor) : mul(x, factor);
}

}  // namespace downhill::ops
