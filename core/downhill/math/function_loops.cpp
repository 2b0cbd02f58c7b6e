// The loops of functions.h that call one function per element.
#include <downhill/math/functions.h>

#include <downhill/math/inline.h>

#include <cmath>

namespace downhill::math {

float sqrt(float x) { return std::sqrt(x); }
double sqrt(double x) { return std::sqrt(x); }

namespace {

template <class T, class Function>
DOWNHILL_INLINE void loop(const T* x, T* out, int64_t n, Function function) {
  for (int64_t i = 0; i < n; ++i) out[i] = function(x[i]);
}

}  // namespace

#define DOWNHILL_LOOP(name, T)                                 \
  DOWNHILL_NOINLINE void name(const T* x, T* out, int64_t n) { \
    loop(x, out, n, [](T value) { return name(value); });      \
  }

DOWNHILL_LOOP(exp, double)
DOWNHILL_LOOP(expm1, double)
DOWNHILL_LOOP(log, double)
DOWNHILL_LOOP(log1p, double)
DOWNHILL_LOOP(sin, double)
DOWNHILL_LOOP(cos, double)
DOWNHILL_LOOP(tan, double)
DOWNHILL_LOOP(tanh, double)
DOWNHILL_LOOP(sigmoid, double)
DOWNHILL_LOOP(erf, float)
DOWNHILL_LOOP(erf, double)

#undef DOWNHILL_LOOP

DOWNHILL_NOINLINE void sqrt(const float* x, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = std::sqrt(x[i]);
}

DOWNHILL_NOINLINE void sqrt(const double* x, double* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = std::sqrt(x[i]);
}

namespace {

template <class T>
DOWNHILL_INLINE void pow_loop(const T* x, T y, T* out, int64_t n) {
  const auto run = [&](auto function) { loop(x, out, n, function); };
  if (y == T(2)) return run([](T v) { return v * v; });
  if (y == T(3)) return run([](T v) { return v * v * v; });
  if (y == T(0.5)) return run([](T v) { return std::sqrt(v); });
  if (y == T(-0.5)) return run([](T v) { return T(1) / std::sqrt(v); });
  if (y == T(-1)) return run([](T v) { return T(1) / v; });
  if (y == T(-2)) return run([](T v) { return T(1) / (v * v); });
  run([y](T v) { return pow(v, y); });
}

}  // namespace

DOWNHILL_NOINLINE void pow(const float* x, float y, float* out, int64_t n) {
  pow_loop(x, y, out, n);
}

DOWNHILL_NOINLINE void pow(const double* x, double y, double* out, int64_t n) {
  pow_loop(x, y, out, n);
}

DOWNHILL_NOINLINE void pow(const float* x, const float* y, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = pow(x[i], y[i]);
}

DOWNHILL_NOINLINE void pow(const double* x, const double* y, double* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = pow(x[i], y[i]);
}

}  // namespace downhill::math
