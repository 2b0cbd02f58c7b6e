// exp, log and what follows from them, for double.
#include <downhill/math/functions.h>

#include <downhill/math/log_exp.h>

#include <cmath>
#include <limits>

namespace downhill::math {

namespace {

using detail::Pair;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double exp(double x) {
  if (!(std::fabs(x) < 800.0)) {
    if (x != x) return x;
    return x > 0.0 ? kInfinity : 0.0;
  }
  if (std::fabs(x) < 0x1p-60) return 1.0;
  return detail::round_scaled(detail::exp_pair({x, 0.0}));
}

double expm1(double x) {
  if (!(std::fabs(x) < 690.0)) {
    if (x != x) return x;
    return x > 0.0 ? exp(x) : -1.0;
  }
  if (std::fabs(x) < 0x1p-60) return x;
  const Pair result = detail::expm1_pair(x);
  return result.high + result.low;
}

double log(double x) {
  if (!(x > 0.0 && x < kInfinity)) {
    if (x == 0.0) return -kInfinity;
    return x < 0.0 ? kNaN : x;
  }
  if (x == 1.0) return 0.0;
  const Pair result = detail::log_pair(x);
  return result.high + result.low;
}

// In the steps of Sun's fdlibm (as glibc takes them), because normal random numbers of other
// programs come from there; it is not always correctly rounded.
double log1p(double x) {
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  constexpr double kSeries[] = {6.666666666666735130e-01, 3.999999999940941908e-01,
                                2.857142874366239149e-01, 2.222219843214978396e-01,
                                1.818357216161805012e-01, 1.531383769920937332e-01,
                                1.479819860511658591e-01};
  if (!(x > -1.0 && x < kInfinity)) {
    if (x == -1.0) return -kInfinity;
    return x < -1.0 ? kNaN : x;
  }
  const auto high_word = [](double value) {
    return static_cast<uint32_t>(bit_cast<uint64_t>(value) >> 32);
  };
  const double size = std::fabs(x);
  if (size < 0x1p-54) return x;
  if (size < 0x1p-29) return x - x * x * 0.5;
  // 1 + x = 2^k (1 + f), with a correction c for the rounding of 1 + x.
  int k = 0;
  double f = x;
  double c = 0.0;
  bool is_small = false;  // |f| < 2^-20
  const uint32_t word = high_word(x);
  const bool reduced = x > 0.0 ? word >= 0x3fda827au : word >= 0xbfd2bec4u;
  if (reduced) {
    double u = x;
    if (x < 0x1p53) {
      u = 1.0 + x;
      k = static_cast<int>(high_word(u) >> 20) - 1023;
      c = (k > 0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
    } else {
      k = static_cast<int>(high_word(u) >> 20) - 1023;
    }
    uint32_t mantissa = high_word(u) & 0xfffffu;
    uint64_t exponent_bits = 0x3ff00000u;
    uint64_t bits = bit_cast<uint64_t>(u) & 0xfffffffffffff;
    if (mantissa >= 0x6a09eu) {
      k += 1;
      exponent_bits = 0x3fe00000u;
      mantissa = (0x100000u - mantissa) >> 2;
    }
    f = bit_cast<double>(bits | (exponent_bits << 32)) - 1.0;
    is_small = mantissa == 0;
  }
  const double kd = k;
  const double half_square = 0.5 * f * f;
  if (is_small) {
    if (f == 0.0) return k == 0 ? 0.0 : kd * kLn2High + (c + kd * kLn2Low);
    const double r = half_square * (1.0 - 0.66666666666666666 * f);
    return k == 0 ? f - r : kd * kLn2High - ((r - (kd * kLn2Low + c)) - f);
  }
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double r1 = z * kSeries[0];
  const double z2 = z * z;
  const double r2 = kSeries[1] + z * kSeries[2];
  const double z4 = z2 * z2;
  const double r3 = kSeries[3] + z * kSeries[4];
  const double z6 = z4 * z2;
  const double r4 = kSeries[5] + z * kSeries[6];
  const double r = r1 + z2 * r2 + z4 * r3 + z6 * r4;
  if (k == 0) return f - (half_square - s * (half_square + r));
  return kd * kLn2High - ((half_square - (s * (half_square + r) + (kd * kLn2Low + c))) - f);
}

// tanh x = (e^2x - 1) / (e^2x + 1)
double tanh(double x) {
  const double size = std::fabs(x);
  if (!(size < 22.0)) return x != x ? x : std::copysign(1.0, x);
  if (size < 0x1p-28) return x;
  const Pair numerator = detail::expm1_pair(2.0 * size);
  const Pair result = detail::divide(numerator, detail::add(numerator, {2.0, 0.0}));
  return std::copysign(result.high + result.low, x);
}

double sigmoid(double x) {
  if (x != x) return x;
  if (x > 40.0) return 1.0;
  // Below -40, 1 + exp(-x) is exp(-x) but for what is too small to matter.
  if (x < -80.0) return exp(x);
  if (std::fabs(x) < 0x1p-56) return 0.5;
  const detail::ScaledPair exponential = detail::exp_pair({-x, 0.0});
  const double scale = detail::power_of_two(exponential.exponent);
  const Pair denominator =
      detail::add({exponential.value.high * scale, exponential.value.low * scale}, {1.0, 0.0});
  const Pair result = detail::divide({1.0, 0.0}, denominator);
  return result.high + result.low;
}

}  // namespace downhill::math
