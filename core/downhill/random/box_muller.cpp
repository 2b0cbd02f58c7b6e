#include <downhill/random/box_muller.h>

#include <downhill/math/bits.h>
#include <downhill/math/fma.h>
#include <downhill/math/functions.h>

#include <cmath>
#include <cstdint>

namespace downhill::detail {

namespace {

using math::fma;

constexpr float kTwoPi = 6.2831853071795864769f;

// Cephes' logf, for positive x.
float log_cephes(float x) {
  constexpr float kPolynomial[] = {7.0376836292E-2f,  -1.1514610310E-1f, 1.1676998740E-1f,
                                   -1.2420140846E-1f, 1.4249322787E-1f,  -1.6668057665E-1f,
                                   2.0000714765E-1f,  -2.4999993993E-1f, 3.3333331174E-1f};
  constexpr float kLn2Low = -2.12194440e-4f;
  constexpr float kLn2High = 0.693359375f;
  constexpr float kSqrtHalf = 0.707106781186547524f;
  constexpr float kSmallest = 1.17549435e-38f;
  if (x < kSmallest) x = kSmallest;
  const uint32_t bits = math::bit_cast<uint32_t>(x);
  float exponent = static_cast<float>(static_cast<int32_t>(bits >> 23) - 126);
  x = math::bit_cast<float>((bits & ~0x7f800000u) | 0x3f000000u);  // [0.5, 1)
  if (x < kSqrtHalf) {
    exponent -= 1.0f;
    x = (x - 1.0f) + x;
  } else {
    x = x - 1.0f;
  }
  const float square = x * x;
  float y = kPolynomial[0];
  for (int i = 1; i < 9; ++i) y = fma(y, x, kPolynomial[i]);
  y = y * x;
  y = fma(y, square, exponent * kLn2Low);
  y = y - square * 0.5f;
  return fma(exponent, kLn2High, x + y);
}

struct SinCos {
  float sin;
  float cos;
};

// Cephes' sinf and cosf, for x >= 0.
SinCos sincos_cephes(float x) {
  constexpr float kFourOverPi = 1.27323954473516f;
  const int32_t octant = (static_cast<int32_t>(x * kFourOverPi) + 1) & ~1;
  const float y = static_cast<float>(octant);
  x = fma(y, -0.78515625f, x);
  x = fma(y, -2.4187564849853515625e-4f, x);
  x = fma(y, -3.77489497744594108e-8f, x);
  const float z = x * x;
  float c = fma(2.443315711809948E-005f, z, -1.388731625493765E-003f);
  c = fma(c, z, 4.166664568298827E-002f);
  c = c * z;
  c = fma(c, z, -(z * 0.5f));
  c = c + 1.0f;
  float s = fma(-1.9515295891E-4f, z, 8.3321608736E-3f);
  s = fma(s, z, -1.6666654611E-1f);
  s = s * z;
  s = fma(s, x, x);
  const bool swapped = (octant & 2) != 0;
  const float sine = swapped ? c : s;
  const float cosine = swapped ? s : c;
  return {(octant & 4) != 0 ? -sine : sine, (~(octant - 2) & 4) != 0 ? -cosine : cosine};
}

}  // namespace

void box_muller_16(float* values, float mean, float std) {
  for (int j = 0; j < 8; ++j) {
    const float radius = std::sqrt(-2.0f * log_cephes(1.0f - values[j]));
    const SinCos angle = sincos_cephes(kTwoPi * values[j + 8]);
    values[j] = fma(radius * angle.cos, std, mean);
    values[j + 8] = fma(radius * angle.sin, std, mean);
  }
}

void box_muller_16(double* values, double mean, double std) {
  constexpr double kTwoPiDouble = 6.283185307179586;
  for (int j = 0; j < 8; ++j) {
    const double radius = std::sqrt(-2.0 * math::log(1.0 - values[j]));
    const double angle = kTwoPiDouble * values[j + 8];
    values[j] = fma(radius * math::cos(angle), std, mean);
    values[j + 8] = fma(radius * math::sin(angle), std, mean);
  }
}

}  // namespace downhill::detail
