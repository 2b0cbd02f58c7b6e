#include <downhill/math/log_exp.h>

#include <downhill/math/tables.h>

#include <cmath>
#include <limits>

namespace downhill::math::detail {

namespace {

// exp(r) - 1 for |r.high| < 0.003.
DOWNHILL_INLINE Pair expm1_small(Pair r) {
  const double x = r.high;
  const Pair half_square = two_product(x, 0.5 * x);
  const double cube = x * x * x;
  const double rest =
      cube * (1.0 / 6 + x * (1.0 / 24 + x * (1.0 / 120 + x * (1.0 / 720 + x * (1.0 / 5040)))));
  const Pair sum = fast_two_sum(x, half_square.high);
  return fast_two_sum(sum.high, sum.low + (rest + (half_square.low + (r.low + x * r.low))));
}

}  // namespace

Pair log_pair(double x) {
  int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  // x = 2^exponent * z, z in [0.6875, 1.375), and row i has 1 / c for a c near z.
  constexpr uint64_t kStart = 0x3fe6000000000000;
  const uint64_t bits = bit_cast<uint64_t>(x);
  const int64_t offset = static_cast<int64_t>(bits - kStart);
  exponent += offset >> 52;
  const uint64_t fraction = static_cast<uint64_t>(offset) & 0xfffffffffffff;
  const double z = bit_cast<double>(kStart + fraction);
  const LogRow& row = kLogTable[fraction >> 45];
  // r = z / c - 1, exactly: 1 / c has 11 bits.
  const double z_high = bit_cast<double>(bit_cast<uint64_t>(z) & ~uint64_t{0xffffffff});
  const Pair r = two_sum(z_high * row.inverse - 1.0, (z - z_high) * row.inverse);
  // log(1 + r) = r - r^2 / 2 + r^3 / 3 - ..., the first three terms as pairs.
  const double x1 = r.high;
  const Pair square = multiply(r, r);
  const Pair cube_third = multiply(multiply(square, r), {kThird1, kThird2});
  const double fourth = square.high * square.high;
  const double rest =
      fourth *
      (-1.0 / 4 +
       x1 * (1.0 / 5 +
             x1 * (-1.0 / 6 + x1 * (1.0 / 7 + x1 * (-1.0 / 8 + x1 * (1.0 / 9 + x1 * -0.1))))));
  const Pair series = add(add(r, {-0.5 * square.high, -0.5 * square.low}),
                          {cube_third.high, cube_third.low + rest});
  const double k = static_cast<double>(exponent);
  const double whole = k * kLn2Part1 + row.high;  // exact
  const Pair sum = two_sum(whole, series.high);
  return fast_two_sum(sum.high, sum.low + ((k * kLn2Part2 + row.low) + series.low));
}

ScaledPair exp_pair(Pair x) {
  constexpr double kInverse = 184.6649652337873;  // 128 / ln 2
  const double count = nearest(x.high * kInverse);
  const Pair sum = two_sum(x.high - count * kLn2Over128Part1, -(count * kLn2Over128Part2));
  const Pair r = fast_two_sum(sum.high, sum.low + (x.low - count * kLn2Over128Part3));
  const int64_t index = static_cast<int64_t>(count);
  const PairRow& row = kExpTable[index & 127];
  const Pair power{row.high, row.low};
  const Pair product = multiply(power, expm1_small(r));
  const Pair result = fast_two_sum(power.high, product.high);
  return {fast_two_sum(result.high, result.low + (power.low + product.low)), index >> 7};
}

Pair expm1_pair(double x) {
  if (std::fabs(x) < 0x1p-9) return expm1_small({x, 0.0});
  const ScaledPair exponential = exp_pair({x, 0.0});
  const double scale = power_of_two(exponential.exponent);
  return add({exponential.value.high * scale, exponential.value.low * scale}, {-1.0, 0.0});
}

double round_scaled(ScaledPair x) {
  if (x.exponent > 1100) return x.value.high * std::numeric_limits<double>::infinity();
  if (x.exponent < -1300) return std::copysign(0.0, x.value.high);
  const double rounded = x.value.high + x.value.low;
  const int64_t smallest_normal = -1022 - x.exponent;
  if (smallest_normal < -200 || std::fabs(rounded) >= power_of_two(smallest_normal)) {
    const int64_t half = x.exponent / 2;
    return (rounded * power_of_two(half)) * power_of_two(x.exponent - half);
  }
  // Round at the last place of a denormal: adding the smallest normal number does.
  const double addend = std::copysign(power_of_two(smallest_normal), rounded);
  const Pair sum = two_sum(addend, x.value.high);
  const double result = (sum.high + (sum.low + x.value.low)) - addend;
  const int64_t half = x.exponent / 2;
  return std::copysign((result * power_of_two(half)) * power_of_two(x.exponent - half), rounded);
}

}  // namespace downhill::math::detail
