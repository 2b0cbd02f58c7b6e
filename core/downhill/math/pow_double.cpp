#include <downhill/math/functions.h>

#include <downhill/math/log_exp.h>

#include <cmath>
#include <limits>

namespace downhill::math {

namespace {

using detail::Pair;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

enum class Parity { kNotWhole, kEven, kOdd };

Parity parity(double y) {
  const double size = std::fabs(y);
  if (size >= 0x1p53) return Parity::kEven;
  if (size < 1.0) return size == 0.0 ? Parity::kEven : Parity::kNotWhole;
  const int64_t whole = static_cast<int64_t>(size);
  if (static_cast<double>(whole) != size) return Parity::kNotWhole;
  return (whole & 1) != 0 ? Parity::kOdd : Parity::kEven;
}

// C99's special cases: x or y is zero, infinite or NaN, or x is one.
double pow_special(double x, double y) {
  if (x == 1.0 || y == 0.0) return 1.0;
  if (x != x || y != y) return x + y;
  const bool odd = parity(y) == Parity::kOdd;
  if (x == 0.0) {
    const double sign = odd ? std::copysign(1.0, x) : 1.0;
    return y > 0.0 ? sign * 0.0 : sign * kInfinity;
  }
  if (std::fabs(y) == kInfinity) {
    const double size = std::fabs(x);
    if (size == 1.0) return 1.0;
    return (size > 1.0) == (y > 0.0) ? kInfinity : 0.0;
  }
  const double sign = x < 0.0 && odd ? -1.0 : 1.0;
  return y > 0.0 ? sign * kInfinity : sign * 0.0;
}

// Whole powers that are exact, or lie exactly between two doubles (where a logarithm cannot tell
// to which side to round): those whose last factor is the first not to fit. True if it is one.
bool pow_exact(double x, double y, double* result) {
  if (!(y >= 3.0 && y <= 34.0) || parity(y) == Parity::kNotWhole) return false;
  if (!(x > 0x1p-25 && x < 0x1p25)) return false;
  Pair power{x, 0.0};
  for (int count = static_cast<int>(y); count > 1; --count) {
    if (power.low != 0.0) return false;
    power = detail::two_product(power.high, x);
  }
  *result = power.high;
  return true;
}

}  // namespace

double pow(double x, double y) {
  const double size = std::fabs(x);
  if (x == 1.0 || !(size > 0.0 && size < kInfinity) || !(std::fabs(y) < kInfinity) || y == 0.0) {
    return pow_special(x, y);
  }
  double sign = 1.0;
  if (x < 0.0) {
    const Parity y_parity = parity(y);
    if (y_parity == Parity::kNotWhole) return kNaN;
    if (y_parity == Parity::kOdd) sign = -1.0;
  }
  if (size == 1.0) return sign;
  if (y == 1.0) return x;
  if (y == 2.0) return x * x;
  if (y == -1.0) return 1.0 / x;
  double exact = 0.0;
  if (pow_exact(size, y, &exact)) return sign * exact;
  const Pair logarithm = detail::log_pair(size);
  const double estimate = y * logarithm.high;
  if (!(std::fabs(estimate) < 800.0)) return sign * (estimate > 0.0 ? kInfinity : 0.0);
  if (std::fabs(estimate) < 0x1p-60) return sign;
  const Pair product = detail::two_product(y, logarithm.high);
  const detail::ScaledPair result =
      detail::exp_pair(detail::fast_two_sum(product.high, product.low + y * logarithm.low));
  return sign * detail::round_scaled(result);
}

}  // namespace downhill::math
