#include <downhill/ops/list.h>

#include <cmath>

namespace downhill {

Tensor arange(int64_t n) {
  Tensor t = Tensor::empty({n}, DType::Int64);
  for (int64_t i = 0; i < n; ++i) t.data<int64_t>()[i] = i;
  return t;
}

namespace ops {

void Full::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  c.give(a.size, a.dtype.value_or(a.fill_value.dtype()));
}
void Full::kernel(Call& c) {
  copy_into(c.output(), Tensor::full({}, c.get<Attrs>().fill_value, c.output().dtype()));
}

void Arange::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const double start = a.start, end = a.end, step = a.step;
  if (step == 0) fail("step must be nonzero");
  if (!std::isfinite(start) || !std::isfinite(end)) fail("unsupported range: ", start, " -> ", end);
  if ((step > 0 && end < start) || (step < 0 && end > start))
    fail("upper bound and lower bound inconsistent with step sign");
  const bool integers = !a.start.is_floating() && !a.end.is_floating() && !a.step.is_floating();
  const DType dtype = a.dtype.value_or(integers ? DType::Int64 : DType::Float32);
  int64_t n;
  if (integers) {
    const int64_t s = a.step.to<int64_t>(), range = a.end.to<int64_t>() - a.start.to<int64_t>();
    n = (range + s - (s > 0 ? 1 : -1)) / s;
  } else {
    n = static_cast<int64_t>(std::ceil((end - start) / step));
  }
  c.give({n}, dtype);
}
void Arange::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const int64_t n = c.output().numel();
  visit(c.output().dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    if constexpr (std::is_floating_point_v<T>) {
      // PyTorch's kernel: two SIMD vectors at a time, each counted from its own (rounded) first
      // element; the rest one by one. In double, fused.
      constexpr int64_t lanes = 32 / sizeof(T);
      const double start = a.start.to<double>(), step = a.step.to<double>();
      const int64_t whole = n - n % (2 * lanes);
      for (int64_t i = 0; i < n; ++i) {
        if (i >= whole) {
          out[i] = static_cast<T>(math::fma(step, static_cast<double>(i), start));
          continue;
        }
        const int64_t k = i % lanes;
        const auto base = static_cast<T>(math::fma(step, static_cast<double>(i - k), start));
        out[i] = static_cast<T>(math::fma(static_cast<double>(k), step, static_cast<double>(base)));
      }
    } else {
      const int64_t start = a.start.to<int64_t>(), step = a.step.to<int64_t>();
      for (int64_t i = 0; i < n; ++i) out[i] = static_cast<T>(start + step * i);
    }
  });
}

void Linspace::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  if (a.steps < 0) fail("number of steps must be non-negative");
  c.give({a.steps}, a.dtype.value_or(DType::Float32));
}
void Linspace::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const int64_t n = c.output().numel();
  visit(c.output().dtype(), [&](auto zero) {
    using T = decltype(zero);
    using S = std::conditional_t<std::is_floating_point_v<T>, T, double>;
    T* out = c.output().data<T>();
    const S start = a.start.to<S>(), end = a.end.to<S>();
    const S step = n > 1 ? (end - start) / static_cast<S>(n - 1) : S(0);
    // From both ends towards the middle, as PyTorch; its kernel fuses the multiply and add.
    for (int64_t i = 0; i < n; ++i) {
      const S v = i < n / 2 ? math::fma(step, static_cast<S>(i), start)
                            : math::fma(-step, static_cast<S>(n - i - 1), end);
      out[i] = static_cast<T>(n == 1 ? start : v);
    }
  });
}

}  // namespace ops
}  // namespace downhill
