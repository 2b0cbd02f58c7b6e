// erf for double: Taylor series about multiples of 1 / 16.
#include <downhill/math/functions.h>

#include <downhill/math/double_double.h>
#include <downhill/math/fma.h>
#include <downhill/math/tables.h>

#include <cmath>

namespace downhill::math {

namespace {

using detail::Pair;

// |x| < 1 / 32: 2 / sqrt(pi) * (x - x^3 / 3 + x^5 / 10 - ...).
double erf_small(double x) {
  const Pair factor{detail::kTwoOverRootPi1, detail::kTwoOverRootPi2};
  // Products of pairs need room below; a denormal result is to be rounded once.
  if (std::fabs(x) < 0x1p-900) return fma(x, factor.high, x * factor.low);
  const double square = x * x;
  const double rest =
      x * square *
      (-1.0 / 3 +
       square * (1.0 / 10 + square * (-1.0 / 42 + square * (1.0 / 216 + square * (-1.0 / 1320)))));
  const Pair product = detail::multiply(factor, detail::fast_two_sum(x, rest));
  return product.high + product.low;
}

}  // namespace

double erf(double x) {
  const double size = std::fabs(x);
  if (!(size < 6.0)) return x != x ? x : std::copysign(1.0, x);
  if (size < 0.03125) return erf_small(x);
  const double index = detail::nearest(size * 16.0);
  const double t = index * 0.0625;
  const double d = size - t;  // exact
  const detail::ErfRow& row = detail::kErfTable[static_cast<int>(index)];
  // The derivative is slope * g(d), g = 1 + a_1 d + a_2 d^2 + ..., and g' = -2 (t + d) g gives
  // (n + 1) a_(n+1) = -2 t a_n - 2 a_(n-1). The integral of g - 1 is `rest`.
  constexpr int kTerms = 12;
  constexpr double kInverse[] = {0.0,     0.0,     1.0 / 2, 1.0 / 3,  1.0 / 4,  1.0 / 5, 1.0 / 6,
                                 1.0 / 7, 1.0 / 8, 1.0 / 9, 1.0 / 10, 1.0 / 11, 1.0 / 12};
  double before = 1.0;
  double current = -2.0 * t;
  double power = d * d;
  double rest = 0.0;
  for (int n = 1; n < kTerms; ++n) {
    rest += current * power * kInverse[n + 1];
    const double next = (-2.0 * t * current - 2.0 * before) * kInverse[n + 1];
    before = current;
    current = next;
    power *= d;
  }
  const Pair change =
      detail::multiply({row.slope_high, row.slope_low}, detail::fast_two_sum(d, rest));
  const Pair result = detail::add({row.erf_high, row.erf_low}, change);
  return std::copysign(result.high + result.low, x);
}

}  // namespace downhill::math
