// Logarithm and exponential of doubles with results as pairs of doubles, from which the functions
// of double precision are made.
#pragma once

#include <downhill/math/double_double.h>

namespace downhill::math::detail {

// log x for a finite x > 0 (denormals too), to about 2^-75 of its value.
Pair log_pair(double x);

// exp(x.high + x.low) = 2^exponent * value, to about 2^-75; |x.high| < 10000.
struct ScaledPair {
  Pair value;
  int64_t exponent;
};
ScaledPair exp_pair(Pair x);

// exp(x) - 1 as a pair, |x| < 700.
Pair expm1_pair(double x);

// value * 2^exponent rounded once, denormal and overflowing results included; value.high is within
// 2^+-100, and the sum of the pair is not zero.
double round_scaled(ScaledPair x);

}  // namespace downhill::math::detail
