// The functions for float, through double: without branches, so that the loops become SIMD code.
// Errors in double are some 2^-45 of the value, so that the float is nearly always the nearest.

// GCC makes SIMD code of a choice between two values only if comparisons need not raise
// floating-point exceptions (Clang's default). Values do not change.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-trapping-math")
#endif

#include <downhill/math/functions.h>

#include <downhill/math/double_double.h>
#include <downhill/math/inline.h>
#include <downhill/math/processor.h>
#include <downhill/math/tables.h>

#include <cmath>
#include <limits>

namespace downhill::math {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMagic = 0x1.8p52;  // added: rounds to a whole number, which lies in the low bits

DOWNHILL_INLINE double clamp(double x, double low, double high) {  // NaN stays
  x = x < low ? low : x;
  return x > high ? high : x;
}

// exp(x) = scale * (1 + rest), |x| < 700; `rest` keeps its relative precision.
struct ExpParts {
  double scale;
  double rest;
};

DOWNHILL_INLINE ExpParts exp_parts(double x) {
  constexpr double kInverseLn2 = 1.4426950408889634;
  const double shifted = x * kInverseLn2 + kMagic;
  const double count = shifted - kMagic;
  const double r = (x - count * detail::kLn2Part1) - count * detail::kLn2Part2;
  double series = 1.0 / 39916800;
  series = series * r + 1.0 / 3628800;
  series = series * r + 1.0 / 362880;
  series = series * r + 1.0 / 40320;
  series = series * r + 1.0 / 5040;
  series = series * r + 1.0 / 720;
  series = series * r + 1.0 / 120;
  series = series * r + 1.0 / 24;
  series = series * r + 1.0 / 6;
  series = series * r + 0.5;
  const uint64_t exponent = (bit_cast<uint64_t>(shifted) + 1023) << 52;
  return {bit_cast<double>(exponent), r + (r * r) * series};
}

DOWNHILL_INLINE float exp_one(float x) {
  const ExpParts parts = exp_parts(clamp(x, -200.0, 200.0));
  return static_cast<float>(parts.scale + parts.scale * parts.rest);
}

DOWNHILL_INLINE double expm1_double(double x) {
  const ExpParts parts = exp_parts(x);
  return parts.scale * parts.rest + (parts.scale - 1.0);
}

DOWNHILL_INLINE float expm1_one(float x) {
  const float result = static_cast<float>(expm1_double(clamp(x, -200.0, 200.0)));
  return x == 0.0f ? x : result;  // keeps -0
}

DOWNHILL_INLINE float tanh_one(float x) {
  const double numerator = expm1_double(clamp(2.0 * std::fabs(static_cast<double>(x)), 0.0, 100.0));
  return static_cast<float>(std::copysign(numerator / (numerator + 2.0), static_cast<double>(x)));
}

DOWNHILL_INLINE float sigmoid_one(float x) {
  const ExpParts parts = exp_parts(clamp(-static_cast<double>(x), -200.0, 200.0));
  return static_cast<float>(1.0 / (1.0 + (parts.scale + parts.scale * parts.rest)));
}

// log x for a positive finite x that is no denormal double, within about an ulp.
DOWNHILL_INLINE double log_core(double x) {
  constexpr uint64_t kStart = 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  constexpr uint64_t kOne = uint64_t{1023} << 52;
  const uint64_t bits = bit_cast<uint64_t>(x);
  const uint64_t biased = (bits + (kOne - kStart)) >> 52;
  const double k = bit_cast<double>(biased | 0x4330000000000000) - (0x1p52 + 1023.0);
  const double z = bit_cast<double>(bits - (biased << 52) + kOne);
  const double f = z - 1.0;
  const double s = f / (2.0 + f);
  const double square = s * s;
  double series = 2.0 / 21;
  series = series * square + 2.0 / 19;
  series = series * square + 2.0 / 17;
  series = series * square + 2.0 / 15;
  series = series * square + 2.0 / 13;
  series = series * square + 2.0 / 11;
  series = series * square + 2.0 / 9;
  series = series * square + 2.0 / 7;
  series = series * square + 2.0 / 5;
  series = series * square + 2.0 / 3;
  return k * detail::kLn2Part1 + (k * detail::kLn2Part2 + (2.0 * s + s * square * series));
}

// The logarithm's values where x is no positive number.
DOWNHILL_INLINE double log_limits(double x, double logarithm) {
  double result = x == kInfinity ? kInfinity : logarithm;
  result = x == 0.0 ? -kInfinity : result;
  return x >= 0.0 ? result : kNaN;
}

DOWNHILL_INLINE float log_one(float x) {
  const double wide = x;
  return static_cast<float>(log_limits(wide, log_core(wide)));
}

DOWNHILL_INLINE float log1p_one(float x) {
  const double wide = x;
  const double y = 1.0 + wide;
  const double lost = wide - (y - 1.0);
  const float result = static_cast<float>(log_limits(y, log_core(y) + (y > 0.0 ? lost / y : 0.0)));
  const float limited = y == kInfinity ? std::numeric_limits<float>::infinity() : result;
  return x == 0.0f ? x : limited;
}

struct SinCos {
  double sin;
  double cos;
  uint64_t quadrant;  // in its two low bits
};

constexpr float kMedium = 1048576.0f;  // larger arguments are left to the double functions

// sin and cos of what is left of |x| < kMedium after taking away quadrants.
DOWNHILL_INLINE SinCos sincos_parts(double x) {
  constexpr double kTwoOverPi = 0x1.45f306dc9c883p-1;
  const double shifted = x * kTwoOverPi + kMagic;
  const double count = shifted - kMagic;
  const double r = ((x - count * detail::kHalfPiPart1) - count * detail::kHalfPiPart2) -
                   count * detail::kHalfPiPart3;
  const double square = r * r;
  double s = -1.0 / 1307674368000;
  s = s * square + 1.0 / 6227020800;
  s = s * square - 1.0 / 39916800;
  s = s * square + 1.0 / 362880;
  s = s * square - 1.0 / 5040;
  s = s * square + 1.0 / 120;
  s = s * square - 1.0 / 6;
  double c = 1.0 / 20922789888000;
  c = c * square - 1.0 / 87178291200;
  c = c * square + 1.0 / 479001600;
  c = c * square - 1.0 / 3628800;
  c = c * square + 1.0 / 40320;
  c = c * square - 1.0 / 720;
  c = c * square + 1.0 / 24;
  c = c * square - 0.5;
  return {r + (r * square) * s, 1.0 + square * c, bit_cast<uint64_t>(shifted)};
}

// `value` negated where bit 1 of `quadrant` is set.
DOWNHILL_INLINE double negate_by(uint64_t quadrant, double value) {
  return bit_cast<double>(bit_cast<uint64_t>(value) ^ ((quadrant & 2) << 62));
}

DOWNHILL_INLINE float sin_medium(float x) {
  const SinCos parts = sincos_parts(x);
  const double value = (parts.quadrant & 1) != 0 ? parts.cos : parts.sin;
  const float result = static_cast<float>(negate_by(parts.quadrant, value));
  return x == 0.0f ? x : result;
}

DOWNHILL_INLINE float cos_medium(float x) {
  const SinCos parts = sincos_parts(x);
  const double value = (parts.quadrant & 1) != 0 ? parts.sin : parts.cos;
  return static_cast<float>(negate_by(parts.quadrant + 1, value));
}

DOWNHILL_INLINE float tan_medium(float x) {
  const SinCos parts = sincos_parts(x);
  const bool odd = (parts.quadrant & 1) != 0;
  const double numerator = odd ? -parts.cos : parts.sin;
  const float result = static_cast<float>(numerator / (odd ? parts.sin : parts.cos));
  return x == 0.0f ? x : result;
}

DOWNHILL_INLINE bool is_medium(float x) { return std::fabs(x) < kMedium; }

// Whole powers up to 16 by multiplication, so that results halfway between floats are seen as
// such; the others by exp(y log x).
DOWNHILL_INLINE bool is_small_whole(double y) {
  return y >= 1.0 && y <= 16.0 && y == static_cast<double>(static_cast<int>(y));
}

}  // namespace

// One value, and a loop over many; on x86 also compiled for AVX2, chosen at run time (no fused
// multiply-add there: the digits are the same).
#if DOWNHILL_CHOOSES
#define DOWNHILL_AVX2_LOOP(name)                                                            \
  namespace {                                                                               \
  DOWNHILL_NOINLINE DOWNHILL_AVX2 void name##_avx2(const float* x, float* out, int64_t n) { \
    for (int64_t i = 0; i < n; ++i) out[i] = name##_one(x[i]);                              \
  }                                                                                         \
  }
#define DOWNHILL_TRY_AVX2(name) \
  if (has_avx2()) return name##_avx2(x, out, n);
#else
#define DOWNHILL_AVX2_LOOP(name)
#define DOWNHILL_TRY_AVX2(name)
#endif

#define DOWNHILL_FLOAT(name)                                           \
  float name(float x) { return name##_one(x); }                        \
  DOWNHILL_AVX2_LOOP(name)                                             \
  DOWNHILL_NOINLINE void name(const float* x, float* out, int64_t n) { \
    DOWNHILL_TRY_AVX2(name)                                            \
    for (int64_t i = 0; i < n; ++i) out[i] = name##_one(x[i]);         \
  }

DOWNHILL_FLOAT(exp)
DOWNHILL_FLOAT(expm1)
DOWNHILL_FLOAT(log)
DOWNHILL_FLOAT(log1p)
DOWNHILL_FLOAT(tanh)
DOWNHILL_FLOAT(sigmoid)

#undef DOWNHILL_FLOAT
#undef DOWNHILL_AVX2_LOOP
#undef DOWNHILL_TRY_AVX2

// The same with a way out for large arguments, tested once a block.
#define DOWNHILL_FLOAT_TRIG(name)                                                              \
  float name(float x) {                                                                        \
    return is_medium(x) ? name##_medium(x) : static_cast<float>(name(static_cast<double>(x))); \
  }                                                                                            \
  DOWNHILL_NOINLINE void name(const float* x, float* out, int64_t n) {                         \
    constexpr int64_t kBlock = 8;                                                              \
    int64_t i = 0;                                                                             \
    for (; i + kBlock <= n; i += kBlock) {                                                     \
      float in[kBlock];                                                                        \
      bool medium = true;                                                                      \
      for (int64_t j = 0; j < kBlock; ++j) in[j] = x[i + j];                                   \
      for (int64_t j = 0; j < kBlock; ++j) medium = medium && is_medium(in[j]);                \
      if (medium) {                                                                            \
        for (int64_t j = 0; j < kBlock; ++j) out[i + j] = name##_medium(in[j]);                \
      } else {                                                                                 \
        for (int64_t j = 0; j < kBlock; ++j) out[i + j] = name(in[j]);                         \
      }                                                                                        \
    }                                                                                          \
    for (; i < n; ++i) out[i] = name(x[i]);                                                    \
  }

DOWNHILL_FLOAT_TRIG(sin)
DOWNHILL_FLOAT_TRIG(cos)
DOWNHILL_FLOAT_TRIG(tan)

#undef DOWNHILL_FLOAT_TRIG

float erf(float x) { return static_cast<float>(erf(static_cast<double>(x))); }

float pow(float x, float y) {
  const double base = x;
  const double exponent = y;
  if (!(x > 0.0f && base < kInfinity && std::fabs(exponent) < kInfinity) || x == 1.0f ||
      y == 0.0f) {
    return static_cast<float>(pow(base, exponent));  // special values and negative bases
  }
  if (is_small_whole(exponent)) {
    double power = base;
    for (int count = static_cast<int>(exponent); count > 1; --count) power *= base;
    return static_cast<float>(power);
  }
  const ExpParts parts = exp_parts(clamp(exponent * log_core(base), -200.0, 200.0));
  return static_cast<float>(parts.scale + parts.scale * parts.rest);
}

}  // namespace downhill::math
