// sin, cos and tan for double.
#include <downhill/math/functions.h>

#include <downhill/math/double_double.h>
#include <downhill/math/tables.h>

#include <cmath>

namespace downhill::math {

namespace {

using detail::Pair;

// x = quadrant * pi / 2 + angle, |angle| <= pi / 4 (and a little).
struct Reduced {
  Pair angle;
  int quadrant;  // modulo 4
};

// For |x| < 2^20: pi / 2 in pieces short enough that their products with the count are exact
// (Cody and Waite).
Reduced reduce_medium(double x) {
  constexpr double kTwoOverPi = 0x1.45f306dc9c883p-1;
  const double count = detail::nearest(x * kTwoOverPi);
  const Pair first =
      detail::two_sum(x - count * detail::kHalfPiPart1, -(count * detail::kHalfPiPart2));
  const Pair second = detail::two_sum(first.high, -(count * detail::kHalfPiPart3));
  const double low = (first.low + second.low) - count * detail::kHalfPiPart4;
  return {detail::fast_two_sum(second.high, low),
          static_cast<int>(static_cast<int64_t>(count)) & 3};
}

// For any |x| >= 2^20: the digits of 2 / pi that matter, times the significand (Payne and Hanek).
Reduced reduce_large(double x) {
  const uint64_t bits = bit_cast<uint64_t>(x);
  const uint64_t mantissa = (bits & 0xfffffffffffff) | (uint64_t{1} << 52);
  const int exponent =
      static_cast<int>((bits >> 52) & 0x7ff) - 1075;  // |x| = mantissa * 2^exponent
  // What of 2 / pi gives multiples of 8 changes nothing: start at the word that holds the bit
  // after. Eight words leave more than 128 right bits below the binary point.
  constexpr int kWords = 8;
  constexpr int kZeroBits = 96;  // the table starts with zeros
  const int first_word = (exponent - 34 + kZeroBits) / 32;
  // product = mantissa * (words read as an integer), modulo 2^(32 * kWords)
  uint32_t product[kWords] = {};  // most significant first
  const uint32_t factors[2] = {static_cast<uint32_t>(mantissa),
                               static_cast<uint32_t>(mantissa >> 32)};
  for (int f = 0; f < 2; ++f) {
    uint64_t carry = 0;
    for (int i = kWords - 1 - f; i >= 0; --i) {
      const uint64_t term =
          uint64_t{factors[f]} * detail::kTwoOverPi[first_word + i + f] + product[i] + carry;
      product[i] = static_cast<uint32_t>(term);
      carry = term >> 32;
    }
  }
  // The binary point is after so many bits of the array; the two above it are the quadrant.
  const int whole_bits = exponent + kZeroBits - 32 * first_word;  // 34 to 65
  const int shift = whole_bits - 2;
  const int within = shift % 32;
  const auto word = [&](int i) -> uint64_t {
    const int index = i + shift / 32;
    return index < kWords ? product[index] : 0u;
  };
  uint64_t parts[3] = {};
  for (int i = 0; i < 3; ++i) {
    const uint64_t upper = (word(2 * i) << 32) | word(2 * i + 1);
    parts[i] = within == 0 ? upper : (upper << within) | (word(2 * i + 2) >> (32 - within));
  }
  int quadrant = static_cast<int>(parts[0] >> 62);
  // The fraction of a quadrant as an integer of 128 bits, rounded to the nearest quadrant.
  uint64_t high = (parts[0] << 2) | (parts[1] >> 62);
  uint64_t low = (parts[1] << 2) | (parts[2] >> 62);
  const bool negative = (high >> 63) != 0;
  if (negative) {
    quadrant += 1;
    low = ~low + 1;
    high = ~high + (low == 0 ? 1 : 0);
  }
  // The top 53 bits exactly, then the rest.
  const int zeros = high == 0 ? 64 : std::countl_zero(high);
  if (zeros == 64) {
    high = low;
    low = 0;
  } else if (zeros > 0) {
    high = (high << zeros) | (low >> (64 - zeros));
    low <<= zeros;
  }
  const double scale = detail::power_of_two(-64 - zeros);
  const double top = static_cast<double>(high >> 11) * 2048.0;
  const double rest = static_cast<double>(high & 0x7ff) + static_cast<double>(low >> 11) * 0x1p-53;
  const Pair fraction = detail::fast_two_sum(top * scale, rest * scale);
  Pair angle = detail::multiply(fraction, {detail::kHalfPiPair1, detail::kHalfPiPair2});
  if (negative) angle = {-angle.high, -angle.low};
  if (x < 0.0) {
    angle = {-angle.high, -angle.low};
    quadrant = -quadrant;
  }
  return {angle, quadrant & 3};
}

Reduced reduce(double x) {
  if (std::fabs(x) < 0.785) return {{x, 0.0}, 0};
  return std::fabs(x) < 0x1p20 ? reduce_medium(x) : reduce_large(x);
}

struct SinCos {
  Pair sin;
  Pair cos;
};

// sin and cos of an angle in [-pi / 4, pi / 4] from a table at multiples of 1 / 128.
SinCos sincos_reduced(Pair angle) {
  const bool negative = angle.high < 0.0;
  if (negative) angle = {-angle.high, -angle.low};
  const double index = detail::nearest(angle.high * 128.0);
  const detail::SinCosRow& row = detail::kSinCosTable[static_cast<int>(index)];
  const Pair d = detail::two_sum(angle.high - index * 0.0078125, angle.low);
  const double x = d.high;
  const double square = x * x;
  // sin d = d + sin_rest, cos d = 1 + cos_rest
  const Pair half_square = detail::two_product(x, -0.5 * x);
  const double sin_rest =
      square * x * (-1.0 / 6 + square * (1.0 / 120 + square * (-1.0 / 5040))) + d.low;
  const double cos_rest =
      square * square * (1.0 / 24 + square * (-1.0 / 720 + square * (1.0 / 40320))) +
      (half_square.low - x * d.low);
  const Pair sin_d = detail::fast_two_sum(x, sin_rest);
  const Pair cos_d_less_1 = detail::fast_two_sum(half_square.high, cos_rest);
  const Pair sin_row{row.sin_high, row.sin_low};
  const Pair cos_row{row.cos_high, row.cos_low};
  Pair sine = sin_d;
  if (index != 0.0) {
    sine = detail::add(sin_row, detail::add(detail::multiply(cos_row, sin_d),
                                            detail::multiply(sin_row, cos_d_less_1)));
  }
  const Pair minus_sin{-sin_d.high, -sin_d.low};
  const Pair cosine = detail::add(cos_row, detail::add(detail::multiply(sin_row, minus_sin),
                                                       detail::multiply(cos_row, cos_d_less_1)));
  if (negative) sine = {-sine.high, -sine.low};
  return {sine, cosine};
}

double signed_sum(Pair value, bool negative) {
  const double sum = value.high + value.low;
  return negative ? -sum : sum;
}

bool is_finite(double x) { return x - x == 0.0; }

}  // namespace

double sin(double x) {
  if (!is_finite(x)) return x - x;
  if (std::fabs(x) < 0x1p-27) return x;
  const Reduced reduced = reduce(x);
  const SinCos values = sincos_reduced(reduced.angle);
  return signed_sum((reduced.quadrant & 1) != 0 ? values.cos : values.sin, reduced.quadrant >= 2);
}

double cos(double x) {
  if (!is_finite(x)) return x - x;
  if (std::fabs(x) < 0x1p-27) return 1.0;
  const Reduced reduced = reduce(x);
  const SinCos values = sincos_reduced(reduced.angle);
  return signed_sum((reduced.quadrant & 1) != 0 ? values.sin : values.cos,
                    reduced.quadrant == 1 || reduced.quadrant == 2);
}

double tan(double x) {
  if (!is_finite(x)) return x - x;
  if (std::fabs(x) < 0x1p-28) return x;
  const Reduced reduced = reduce(x);
  const SinCos values = sincos_reduced(reduced.angle);
  if ((reduced.quadrant & 1) != 0) {
    return signed_sum(detail::divide(values.cos, values.sin), true);
  }
  return signed_sum(detail::divide(values.sin, values.cos), false);
}

}  // namespace downhill::math
