// The loops of fma.h. Each is one template over where the fma comes from: from the hardware
// (chosen at run time on x86, where not every processor has it), or from doubles.
#include <downhill/math/fma.h>

#include <downhill/math/inline.h>
#include <downhill/math/processor.h>

#include <cmath>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace downhill::math {

namespace {

// Blocks keep the test for the rare cases out of the inner loop, so that it becomes SIMD code.
constexpr int64_t kBlock = 8;

// Each loop: operands(i) are the three arguments of the fma that gives element i.
template <class T>
struct Axpy {
  T alpha;
  const T* x;
  const T* self;
  DOWNHILL_INLINE T a(int64_t) const { return alpha; }
  DOWNHILL_INLINE T b(int64_t i) const { return x[i]; }
  DOWNHILL_INLINE T c(int64_t i) const { return self[i]; }
};

template <class T>
struct Addcmul {
  T value;
  const T* t1;
  const T* t2;
  const T* self;
  DOWNHILL_INLINE T a(int64_t i) const { return value * t1[i]; }
  DOWNHILL_INLINE T b(int64_t i) const { return t2[i]; }
  DOWNHILL_INLINE T c(int64_t i) const { return self[i]; }
};

template <class T>
struct Lerp {
  const T* self;
  const T* end;
  T weight;
  const T* base;
  DOWNHILL_INLINE T a(int64_t) const { return weight; }
  DOWNHILL_INLINE T b(int64_t i) const { return end[i] - self[i]; }
  DOWNHILL_INLINE T c(int64_t i) const { return base[i]; }
};

template <class T>
struct Plain {
  const T* x;
  const T* y;
  const T* z;
  DOWNHILL_INLINE T a(int64_t i) const { return x[i]; }
  DOWNHILL_INLINE T b(int64_t i) const { return y[i]; }
  DOWNHILL_INLINE T c(int64_t i) const { return z[i]; }
};

template <class Operands>
DOWNHILL_INLINE void loop_hardware(int64_t n, const Operands& operands, float* out) {
  for (int64_t i = 0; i < n; ++i) {
#if defined(__GNUC__)
    out[i] = __builtin_fmaf(operands.a(i), operands.b(i), operands.c(i));
#else
    out[i] = std::fma(operands.a(i), operands.b(i), operands.c(i));
#endif
  }
}

template <class Operands>
DOWNHILL_INLINE void loop_hardware(int64_t n, const Operands& operands, double* out) {
  for (int64_t i = 0; i < n; ++i) {
#if defined(__GNUC__)
    out[i] = __builtin_fma(operands.a(i), operands.b(i), operands.c(i));
#else
    out[i] = std::fma(operands.a(i), operands.b(i), operands.c(i));
#endif
  }
}

template <class Operands>
DOWNHILL_INLINE void loop_software(int64_t n, const Operands& operands, double* out) {
  for (int64_t i = 0; i < n; ++i) {
    out[i] = detail::fma_double(operands.a(i), operands.b(i), operands.c(i));
  }
}

// The fma of kBlock floats, if none of their sums needs the slow way; else false.
DOWNHILL_INLINE bool fma_block(const float* a, const float* b, const float* c, float* out) {
#if defined(__wasm_simd128__)
  const v128_t low_bits = wasm_i64x2_splat(0x1fffffff);
  const v128_t tie = wasm_i64x2_splat(0x10000000);
  const v128_t smallest = wasm_f64x2_splat(0x1p-126);
  const v128_t zero = wasm_f64x2_splat(0.0);
  v128_t unsure = zero;
  v128_t results[kBlock / 2];
  for (int64_t j = 0; j < kBlock / 2; ++j) {
    const auto load = [j](const float* p) {
      return wasm_f64x2_promote_low_f32x4(wasm_v128_load64_zero(p + 2 * j));
    };
    const v128_t sum = wasm_f64x2_add(wasm_f64x2_mul(load(a), load(b)), load(c));
    const v128_t is_tie = wasm_i64x2_eq(wasm_v128_and(sum, low_bits), tie);
    const v128_t is_tiny =
        wasm_v128_and(wasm_f64x2_lt(wasm_f64x2_abs(sum), smallest), wasm_f64x2_ne(sum, zero));
    unsure = wasm_v128_or(unsure, wasm_v128_or(is_tie, is_tiny));
    results[j] = wasm_f32x4_demote_f64x2_zero(sum);
  }
  if (wasm_v128_any_true(unsure)) return false;
  for (int64_t j = 0; j < kBlock / 2; ++j) wasm_v128_store64_lane(out + 2 * j, results[j], 0);
  return true;
#else
  double sums[kBlock];
  uint64_t unsure = 0;
  for (int64_t j = 0; j < kBlock; ++j) {
    sums[j] = static_cast<double>(a[j]) * static_cast<double>(b[j]) + static_cast<double>(c[j]);
  }
  for (int64_t j = 0; j < kBlock; ++j) unsure |= detail::fma_float_is_unsure(sums[j]) ? 1u : 0u;
  if (unsure != 0) return false;
  for (int64_t j = 0; j < kBlock; ++j) out[j] = static_cast<float>(sums[j]);
  return true;
#endif
}

template <class Operands>
DOWNHILL_INLINE void loop_software(int64_t n, const Operands& operands, float* out) {
  int64_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    float a[kBlock];
    float b[kBlock];
    float c[kBlock];
    for (int64_t j = 0; j < kBlock; ++j) a[j] = operands.a(i + j);
    for (int64_t j = 0; j < kBlock; ++j) b[j] = operands.b(i + j);
    for (int64_t j = 0; j < kBlock; ++j) c[j] = operands.c(i + j);
    if (!fma_block(a, b, c, out + i)) [[unlikely]] {
      for (int64_t j = 0; j < kBlock; ++j) out[i + j] = detail::fma_float(a[j], b[j], c[j]);
    }
  }
  for (; i < n; ++i) out[i] = detail::fma_float(operands.a(i), operands.b(i), operands.c(i));
}

#if DOWNHILL_CHOOSES && !DOWNHILL_HARDWARE_FMA

template <class Operands, class T>
DOWNHILL_NOINLINE DOWNHILL_AVX2_FMA void run_hardware(int64_t n, Operands operands, T* out) {
  loop_hardware(n, operands, out);
}

template <class Operands, class T>
DOWNHILL_NOINLINE void run_software(int64_t n, Operands operands, T* out) {
  loop_software(n, operands, out);
}

template <class Operands, class T>
void run(int64_t n, const Operands& operands, T* out) {
  if (has_avx2_fma()) {
    run_hardware(n, operands, out);
  } else {
    run_software(n, operands, out);
  }
}

#else

template <class Operands, class T>
DOWNHILL_NOINLINE void run(int64_t n, Operands operands, T* out) {
#if DOWNHILL_HARDWARE_FMA
  loop_hardware(n, operands, out);
#else
  loop_software(n, operands, out);
#endif
}

#endif

}  // namespace

template <class T>
void axpy(int64_t n, T alpha, const T* x, const T* self, T* out) {
  run(n, Axpy<T>{alpha, x, self}, out);
}

template <class T>
void addcmul(int64_t n, T value, const T* t1, const T* t2, const T* self, T* out) {
  run(n, Addcmul<T>{value, t1, t2, self}, out);
}

template <class T>
void lerp(int64_t n, const T* self, const T* end, T weight, T* out) {
  if (std::fabs(weight) < T(0.5)) {
    run(n, Lerp<T>{self, end, weight, self}, out);
  } else {
    run(n, Lerp<T>{self, end, weight - T(1), end}, out);
  }
}

template <class T>
void fma(int64_t n, const T* a, const T* b, const T* c, T* out) {
  run(n, Plain<T>{a, b, c}, out);
}

template void axpy(int64_t, float, const float*, const float*, float*);
template void axpy(int64_t, double, const double*, const double*, double*);
template void addcmul(int64_t, float, const float*, const float*, const float*, float*);
template void addcmul(int64_t, double, const double*, const double*, const double*, double*);
template void lerp(int64_t, const float*, const float*, float, float*);
template void lerp(int64_t, const double*, const double*, double, double*);
template void fma(int64_t, const float*, const float*, const float*, float*);
template void fma(int64_t, const double*, const double*, const double*, double*);

}  // namespace downhill::math
