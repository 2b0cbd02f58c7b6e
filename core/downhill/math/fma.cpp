#include <downhill/math/fma.h>

#include <downhill/math/double_double.h>

#include <cmath>

namespace downhill::math {

namespace {

using detail::Pair;
using detail::two_product;
using detail::two_sum;

// a + b rounded to odd: the exact sum if it is a double, else the neighbour with an odd last bit.
// Rounding that to fewer bits gives what rounding the exact sum gives.
double add_to_odd(double a, double b) {
  const Pair sum = two_sum(a, b);
  const uint64_t bits = bit_cast<uint64_t>(sum.high);
  if (sum.low == 0.0 || (bits & 1) != 0) return sum.high;
  const bool away_from_zero = (sum.low > 0.0) == (sum.high > 0.0);
  return bit_cast<double>(away_from_zero ? bits + 1 : bits - 1);
}

// x * 2^exponent, exact unless it overflows.
double scale(double x, int exponent) {
  constexpr int kStep = 1000;
  for (; exponent > kStep; exponent -= kStep) x *= 0x1p1000;
  for (; exponent < -kStep; exponent += kStep) x *= 0x1p-1000;
  return x * bit_cast<double>(static_cast<uint64_t>(exponent + 1023) << 52);
}

int exponent_field(double x) { return static_cast<int>((bit_cast<uint64_t>(x) >> 52) & 0x7ff); }

// x = mantissa * 2^exponent, 1 <= |mantissa| < 2; x is finite and not zero.
double split(double x, int* exponent) {
  const bool denormal = exponent_field(x) == 0;
  if (denormal) x *= 0x1p54;
  *exponent = exponent_field(x) - 1023 - (denormal ? 54 : 0);
  const uint64_t mantissa = bit_cast<uint64_t>(x) & ~(uint64_t{0x7ff} << 52);
  return bit_cast<double>(mantissa | (uint64_t{1023} << 52));
}

// a * b + c, rounded once (Boldo and Melquiond 2008), exponents far from the limits.
double fma_in_range(double a, double b, double c) {
  const Pair product = two_product(a, b);
  const Pair low = two_sum(c, product.low);
  const Pair high = two_sum(product.high, low.high);
  return high.high + add_to_odd(low.low, high.low);
}

DOWNHILL_NOINLINE double fma_out_of_range(double a, double b, double c) {
  if (!std::isfinite(a) || !std::isfinite(b) || !std::isfinite(c)) {
    // A finite product that overflows must not meet an infinite c as an infinity.
    return std::isfinite(a) && std::isfinite(b) ? c : a * b + c;
  }
  if (a == 0.0 || b == 0.0) return a * b + c;
  if (c == 0.0) return a * b;  // not "+ c": an underflow keeps its sign
  int a_exponent = 0;
  int b_exponent = 0;
  int c_exponent = 0;
  const double a_scaled = split(a, &a_exponent);
  const double b_scaled = split(b, &b_exponent);
  const double c_mantissa = split(c, &c_exponent);
  const int exponent = a_exponent + b_exponent;
  // Far above the product, c is the answer; far below, only its sign can matter.
  if (c_exponent - exponent > 200) return c;
  const double c_scaled =
      scale(c_mantissa, c_exponent - exponent < -200 ? -200 : c_exponent - exponent);
  const double rounded = fma_in_range(a_scaled, b_scaled, c_scaled);
  // A denormal result must be rounded at its own last place: see where that is in this scale.
  const int last_place = -1074 - exponent;
  if (last_place > 300) return std::copysign(0.0, rounded);
  if (rounded == 0.0 || last_place < -400 || std::fabs(rounded) >= scale(1.0, last_place + 52)) {
    return scale(rounded, exponent);
  }
  // Adding a number with that last place rounds there.
  const double addend = std::copysign(scale(1.0, last_place + 52), rounded);
  const Pair product = two_product(a_scaled, b_scaled);
  const Pair low = two_sum(c_scaled, product.low);
  const Pair high = two_sum(product.high, low.high);
  const Pair top = two_sum(addend, high.high);
  const double rest = add_to_odd(low.low, high.low);
  const double sum = (top.high + add_to_odd(top.low, rest)) - addend;
  return std::copysign(scale(sum, exponent), rounded);
}

}  // namespace

namespace detail {

float fma_float_slow(float a, float b, float c) {
  return static_cast<float>(
      add_to_odd(static_cast<double>(a) * static_cast<double>(b), static_cast<double>(c)));
}

double fma_double(double a, double b, double c) {
#if DOWNHILL_HARDWARE_FMA
  return std::fma(a, b, c);
#else
  // Exponents within 2^+-400: nothing below over- or underflows.
  const unsigned a_offset = static_cast<unsigned>(exponent_field(a)) - 623u;
  const unsigned b_offset = static_cast<unsigned>(exponent_field(b)) - 623u;
  const unsigned c_offset = static_cast<unsigned>(exponent_field(c)) - 623u;
  if (a_offset <= 800 && b_offset <= 800 && c_offset <= 800) return fma_in_range(a, b, c);
  return fma_out_of_range(a, b, c);
#endif
}

}  // namespace detail
}  // namespace downhill::math
