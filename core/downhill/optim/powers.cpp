#include <downhill/math/functions.h>
#include <downhill/math/inline.h>
#include <downhill/optim/powers.h>

#include <cmath>
#include <cstdint>

namespace downhill::optim {
namespace {

// high + low, high being the nearest double.
struct Pair {
  double high, low;
};

Pair times(Pair a, Pair b) {
  const double p = a.high * b.high;
  // What rounding lost, by halves of 26 bits (Dekker).
  const double ca = a.high * 134217729.0, ah = ca - (ca - a.high), al = a.high - ah;
  const double cb = b.high * 134217729.0, bh = cb - (cb - b.high), bl = b.high - bh;
  const double lost = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
  const double rest = lost + (a.high * b.low + a.low * b.high);
  const double high = p + rest;
  return {high, rest - (high - p)};
}

constexpr double kScale = 0x1p500;

struct Power {
  double base = 0;
  int64_t exponent = 0;
  Pair value = {1, 0};  // times kScale ** scalings: small powers stay far from the denormal numbers
  int scalings = 0;
  double result = 1;  // the power rounded once, or NaN where that cannot be told

  static Power of(double base, int64_t exponent) {
    Power p{base, exponent};
    Pair square = {base, 0};
    for (int64_t n = exponent; n; n /= 2, square = times(square, square))
      if (n % 2) p.value = times(p.value, square);
    if (!(p.value.high > 1 / kScale)) p.value.low = NAN;  // nothing is certain then
    p.result = p.rounded();
    return p;
  }
  void step() {
    value = times(value, {base, 0});
    ++exponent;
    if (!(value.high > 1 / kScale)) {
      value = {value.high * kScale, value.low * kScale};
      ++scalings;
    }
    result = rounded();
  }
  DOWNHILL_INLINE double rounded() const {  // a product may be wrong by 2^-103 of itself
    const double wrong = value.high * static_cast<double>(exponent) * 0x1p-102;
    const bool certain = value.high + (value.low + wrong) == value.high &&
                         value.high + (value.low - wrong) == value.high;
    if (!certain) return NAN;
    double power = value.high;
    for (int i = 0; i < scalings; ++i) power /= kScale;
    if (power >= 0x1p-1022) return power;
    return scalings > 2 || value.high < 0x1p-80 ? 0 : NAN;  // 0 is nearest to less than 2^-1075
  }
};

Power kept[4];  // the parameters of one step ask for the same few, the next step for the next ones
int oldest = 0;

const Power& kept_power(double base, int64_t exponent) {
  for (Power& p : kept) {
    if (p.base != base) continue;
    if (p.exponent + 1 == exponent) p.step();
    if (p.exponent == exponent) return p;
  }
  Power& fresh = kept[oldest];
  oldest = (oldest + 1) % 4;
  return fresh = Power::of(base, exponent);
}

}  // namespace

double pow(double base, double exponent) {
  const bool whole = base > 0x1p-100 && base < 1 && exponent >= 1 && exponent < 1e9 &&
                     exponent == std::floor(exponent);
  if (whole) {
    const double power = kept_power(base, static_cast<int64_t>(exponent)).result;
    if (!std::isnan(power)) return power;
  }
  return math::pow(base, exponent);
}

}  // namespace downhill::optim
