#include <downhill/tensor/narrow.h>

#include <cmath>

namespace downhill {

float as_half(float x, DType dtype) {
  auto bits = math::bit_cast<uint32_t>(x);
  const uint32_t sign = bits & 0x80000000;
  if (x != x) return x;
  int cut = 16;  // bits of the mantissa that go
  if (dtype == DType::Half) {
    cut = 13;
    const float size = std::fabs(x);
    // Below its least normal number a half has steps of 2^-24, as floats have between 0.5 and 1.
    if (size < 0x1p-14F)
      return math::bit_cast<float>(math::bit_cast<uint32_t>((size + 0.5F) - 0.5F) | sign);
    if (size >= 65520) return math::bit_cast<float>(sign | 0x7f800000);
  }
  bits += (1U << (cut - 1)) - 1 + (bits >> cut & 1);
  return math::bit_cast<float>(bits >> cut << cut);
}

namespace {
int bits_of(DType dtype) {  // of an integer
  return dtype == DType::Int32 ? 32 : dtype == DType::Int16 ? 16 : 8;
}
}  // namespace

void fit_narrow(const Tensor& t) {
  const DType dtype = t.dtype();
  const int cut = 64 - bits_of(dtype);
  for_each_offset(t, [&](int64_t at) {
    if (is_floating(dtype)) {
      float& x = t.data<float>()[at];
      x = as_half(x, dtype);
      return;
    }
    int64_t& x = t.data<int64_t>()[at];
    const uint64_t high = static_cast<uint64_t>(x) << cut;
    x = dtype == DType::UInt8 ? static_cast<int64_t>(high >> cut)
                              : static_cast<int64_t>(high) >> cut;
  });
}

void check_fits(double n, DType dtype, const char* suffix) {
  if (!is_narrow(dtype) || is_floating(dtype)) return;
  const int bits = bits_of(dtype);
  const bool is_signed = dtype != DType::UInt8;
  const auto most = static_cast<double>((int64_t{1} << (bits - (is_signed ? 1 : 0))) - 1);
  // Negative numbers wrap around in an unsigned type, once.
  if (n <= most && n >= (is_signed ? -most - 1 : -most)) return;
  if (bits == 32)
    fail("value cannot be converted to type ", suffix[0] ? "int" : "int32", " without overflow");
  fail("value cannot be converted to type ", is_signed ? "int" : "uint", bits, suffix,
       " without overflow");
}

void check_and_fit(const Tensor& t) {
  if (is_integer(t.dtype())) {
    for (int64_t i = 0; i < t.numel(); ++i)
      check_fits(static_cast<double>(t.data<int64_t>()[i]), t.dtype(), "");
  }
  fit(t);
}

}  // namespace downhill
