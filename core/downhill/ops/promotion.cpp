// What operators make of dtypes, numbers and shapes that differ.
#include <downhill/math/bits.h>
#include <downhill/ops/op.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace downhill {

DType result_type(const Tensors& inputs) {
  // 0 numbers, 1 zero-dim tensors, 2 tensors with dimensions
  std::optional<DType> best[3];
  for (const Tensor& t : inputs) {
    if (!t.defined()) continue;
    const int category = t.is_weak() ? 0 : t.dim() == 0 ? 1 : 2;
    best[category] = promote(best[category].value_or(t.dtype()), t.dtype());
  }
  const auto combine = [](std::optional<DType> higher, std::optional<DType> lower) {
    if (!higher || !lower) return higher ? higher : lower;
    const bool yields = !is_floating(*higher) && (higher == DType::Bool || is_floating(*lower));
    return yields ? std::optional(promote(*higher, *lower)) : higher;
  };
  return combine(best[2], combine(best[1], best[0])).value_or(DType::Bool);
}

Tensor weak_number(Number n, DType beside) {
  // Within a float tensor's computation every number is a float of that dtype (of the C++ type in
  // which that is kept).
  const DType dtype = is_half(beside) ? DType::Float32 : is_floating(beside) ? beside : n.dtype();
  const uint64_t bits = dtype == DType::Float64   ? math::bit_cast<uint64_t>(n.to<double>())
                        : dtype == DType::Float32 ? math::bit_cast<uint32_t>(n.to<float>())
                        : dtype == DType::Int64   ? static_cast<uint64_t>(n.to<int64_t>())
                                                  : static_cast<uint64_t>(n.to<bool>());
  // Those made last are kept: a training step meets the same few numbers over and over.
  static auto& kept = *new std::array<Tensor, 16>;  // never freed: static tensors may die late
  Tensor& t = kept[(bits + static_cast<uint64_t>(dtype)) * 0x9E3779B97F4A7C15u >> 60];
  if (t.defined() && t.dtype() == dtype && t.impl()->refs == 1 && t.impl()->storage->refs == 1 &&
      std::memcmp(t.raw(), &bits, static_cast<std::size_t>(item_size(dtype))) == 0) {
    return t;
  }
  t = Tensor::full({}, n, dtype);
  t.impl()->weak = true;
  return t;
}

Shape broadcast(const Shape& a, const Shape& b) {
  if (a == b) return a;
  const int n = std::max(a.size(), b.size());
  Shape out(n, 1);
  for (int i = n - 1; i >= 0; --i) {
    const int da = i - (n - a.size()), db = i - (n - b.size());
    const int64_t sa = da >= 0 ? a[da] : 1, sb = db >= 0 ? b[db] : 1;
    if (sa != sb && sa != 1 && sb != 1) {
      fail("The size of tensor a (", sa, ") must match the size of tensor b (", sb,
           ") at non-singleton dimension ", i);
    }
    out[i] = sa == 1 ? sb : sa;
  }
  return out;
}

int wrap_dim(int64_t dim, int n) {
  const int range = n == 0 ? 1 : n;
  if (dim < -range || dim >= range) {
    fail(ErrorKind::index, "Dimension out of range (expected to be in range of [", -range, ", ",
         range - 1, "], but got ", dim, ")");
  }
  return static_cast<int>(dim < 0 ? dim + range : dim);
}

}  // namespace downhill
