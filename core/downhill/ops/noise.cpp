#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>
#include <downhill/random/fill.h>

#include <memory>

namespace downhill::ops {
namespace {

// 1 / (1 - p) with a chance of 1 - p, else 0.
Tensor noise(const Tensor& like, double p) {
  Tensor out = empty_like(like);  // filled in the order of memory, as in PyTorch
  const int64_t n = out.numel();
  const std::unique_ptr<bool[]> coins(new bool[static_cast<std::size_t>(n)]);
  default_generator().bernoulli(coins.get(), n, 1 - p);
  visit_floating(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T kept = T(1) / static_cast<T>(1 - p);
    for (int64_t i = 0; i < n; ++i)
      out.data<T>()[i] = coins[static_cast<std::size_t>(i)] ? kept : T(0);
  });
  return out;
}

}  // namespace

Tensor Dropout::compose(const Tensors& t, const Attrs& a) {
  const Tensor& x = t[0];
  const double p = a.p;
  if (!(p >= 0 && p <= 1)) {
    fail(ErrorKind::value, "dropout probability has to be between 0 and 1, but got ", literal(a.p));
  }
  if (!a.training || p == 0 || x.numel() == 0) return x;
  if (!x.is_floating()) {
    fail("result type Float can't be cast to the desired output type ",
         scalar_type_name(x.dtype()));
  }
  const Tensor factor = p == 1 ? Tensor::full({}, 0, x.dtype()) : noise(x, p);
  return a.inplace ? mul.inplace(x, factor) : mul(x, factor);
}

}  // namespace downhill::ops
