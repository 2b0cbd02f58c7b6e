// Fused multiply-add, rounded once, and the element-wise loops in which PyTorch fuses.
// The same bits everywhere: with hardware (used where the processor has it) and without (wasm).
#pragma once

#include <downhill/math/bits.h>

#include <cmath>
#include <cstdint>

#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define DOWNHILL_HARDWARE_FMA 1
#else
#define DOWNHILL_HARDWARE_FMA 0
#endif

namespace downhill::math {

namespace detail {

// The rare cases in which rounding to double and then to float is not rounding once.
float fma_float_slow(float a, float b, float c);
double fma_double(double a, double b, double c);

// A product of floats is exact in double. Rounding the sum twice is wrong only where the double
// lies half-way between two floats (low 29 bits 1000...0), or rounds to a denormal float.
inline bool fma_float_is_unsure(double sum) {
  const uint64_t bits = bit_cast<uint64_t>(sum);
  constexpr uint64_t kTwiceSmallest = uint64_t{1023 - 126} << 53;  // 2^-126 without its sign bit
  return (bits & 0x1fffffff) == 0x10000000 || (bits << 1) - 1 < kTwiceSmallest - 1;
}

inline float fma_float(float a, float b, float c) {
#if DOWNHILL_HARDWARE_FMA
  return std::fma(a, b, c);
#else
  const double sum = static_cast<double>(a) * static_cast<double>(b) + static_cast<double>(c);
  if (fma_float_is_unsure(sum)) return fma_float_slow(a, b, c);
  return static_cast<float>(sum);
#endif
}

}  // namespace detail

// a * b + c with one rounding, for float and double. C99's results for infinities, NaN and zeros.
template <class T>
inline T fma(T a, T b, T c) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8);
  if constexpr (sizeof(T) == 4) {
    return detail::fma_float(a, b, c);
  } else {
    return detail::fma_double(a, b, c);
  }
}

// Loops over n contiguous elements, for float and double. `out` may be any of the inputs.
// Scalars are rounded once to T by the caller, as PyTorch does.

// out = fma(alpha, x, self): torch.add(self, x, alpha=alpha).
template <class T>
void axpy(int64_t n, T alpha, const T* x, const T* self, T* out);

// out = fma(value * t1, t2, self): torch.addcmul(self, t1, t2, value=value).
template <class T>
void addcmul(int64_t n, T value, const T* t1, const T* t2, const T* self, T* out);

// out = fma(weight, end - self, self) if |weight| < 0.5, else fma(weight - 1, end - self, end):
// torch.lerp(self, end, weight).
template <class T>
void lerp(int64_t n, const T* self, const T* end, T weight, T* out);

// out = fma(a, b, c), element by element; tanh's backward is grad * fma(-y, y, 1).
template <class T>
void fma(int64_t n, const T* a, const T* b, const T* c, T* out);

}  // namespace downhill::math
