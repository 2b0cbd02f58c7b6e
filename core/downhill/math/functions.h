// Elementary functions in our own code: built from + - * /, sqrt and bit operations only, so that
// native and wasm give the same bits (no two C libraries agree on them).
// float: at most 1 ulp from the correctly rounded value, and equal to it nearly always.
// double: nearly always correctly rounded (log1p: fdlibm's digits, which glibc has too).
// Special values (NaN, infinities, signed zeros, denormals, pow's table) are those of C99.
#pragma once

#include <cstdint>

namespace downhill::math {

// Each: one value, and a loop over n contiguous elements (`out` may be `x`).
#define DOWNHILL_UNARY(name)                        \
  float name(float x);                              \
  double name(double x);                            \
  void name(const float* x, float* out, int64_t n); \
  void name(const double* x, double* out, int64_t n);

DOWNHILL_UNARY(exp)
DOWNHILL_UNARY(expm1)
DOWNHILL_UNARY(log)
DOWNHILL_UNARY(log1p)
DOWNHILL_UNARY(sin)
DOWNHILL_UNARY(cos)
DOWNHILL_UNARY(tan)
DOWNHILL_UNARY(tanh)
DOWNHILL_UNARY(sigmoid)  // 1 / (1 + exp(-x))
DOWNHILL_UNARY(erf)
DOWNHILL_UNARY(sqrt)  // IEEE: correctly rounded

#undef DOWNHILL_UNARY

float pow(float x, float y);
double pow(double x, double y);
void pow(const float* x, const float* y, float* out, int64_t n);
void pow(const double* x, const double* y, double* out, int64_t n);
// One exponent for all. y = 2, 3, 0.5, -0.5, -1, -2 are computed as PyTorch does:
// x * x, x * x * x, sqrt(x), 1 / sqrt(x), 1 / x, 1 / (x * x).
void pow(const float* x, float y, float* out, int64_t n);
void pow(const double* x, double y, double* out, int64_t n);

}  // namespace downhill::math
