// Arithmetic with pairs of doubles (about 106 bits), without a fused multiply-add, so that it
// costs the same and gives the same everywhere. Exponents must stay far from the limits.
#pragma once

#include <downhill/math/bits.h>
#include <downhill/math/inline.h>

#include <bit>
#include <cstdint>

namespace downhill::math::detail {

struct Pair {
  double high;
  double low;  // at most about one last place of `high`
};

// high + low == a + b exactly (Knuth).
DOWNHILL_INLINE Pair two_sum(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

// The same where |a| >= |b| or a == 0 (Dekker).
DOWNHILL_INLINE Pair fast_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

// high + low == a * b exactly (Dekker, with Veltkamp's splitting).
DOWNHILL_INLINE Pair two_product(double a, double b) {
  constexpr double kSplit = 134217729.0;  // 2^27 + 1
  const double a_scaled = kSplit * a;
  const double b_scaled = kSplit * b;
  const double a_high = a_scaled - (a_scaled - a);
  const double b_high = b_scaled - (b_scaled - b);
  const double a_low = a - a_high;
  const double b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

DOWNHILL_INLINE Pair add(Pair a, Pair b) {
  const Pair high = two_sum(a.high, b.high);
  return fast_two_sum(high.high, high.low + (a.low + b.low));
}

DOWNHILL_INLINE Pair multiply(Pair a, Pair b) {
  const Pair high = two_product(a.high, b.high);
  return fast_two_sum(high.high, high.low + (a.high * b.low + a.low * b.high));
}

DOWNHILL_INLINE Pair divide(Pair a, Pair b) {
  const double quotient = a.high / b.high;
  const Pair product = two_product(quotient, b.high);
  const double rest = ((a.high - product.high) - product.low) + (a.low - quotient * b.low);
  return fast_two_sum(quotient, rest / b.high);
}

// 2^exponent for exponents of normal numbers.
DOWNHILL_INLINE double power_of_two(int64_t exponent) {
  return bit_cast<double>(static_cast<uint64_t>(exponent + 1023) << 52);
}

// The nearest whole number of a double below 2^51 in absolute value.
DOWNHILL_INLINE double nearest(double x) {
  constexpr double kMagic = 0x1.8p52;
  return (x + kMagic) - kMagic;
}

}  // namespace downhill::math::detail
