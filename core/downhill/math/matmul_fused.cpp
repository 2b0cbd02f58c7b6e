#include <downhill/math/matmul_fused.h>

#include <downhill/math/fma.h>
#include <downhill/math/inline.h>
#include <downhill/math/processor.h>

#include <algorithm>
#include <cmath>

#if DOWNHILL_CHOOSES
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace downhill::math::detail {

#if DOWNHILL_CHOOSES

namespace {

constexpr int64_t kWidth = 8;
constexpr int64_t kDepth = 512;
constexpr int64_t kRows = 8;

template <int64_t Rows>
DOWNHILL_AVX2_FMA inline void run_tile(int64_t depth, const float* a, int64_t a_row, int64_t a_col,
                                       const float* panel, Start start, float* tile) {
  __m256 sums[Rows];
  int64_t l = 0;
  if (start != Start::resumed) {
    const __m256 b = _mm256_load_ps(panel);
    for (int64_t r = 0; r < Rows; ++r) {
      sums[r] = _mm256_mul_ps(_mm256_broadcast_ss(a + r * a_row), b);
      if (start == Start::sum) sums[r] = _mm256_add_ps(sums[r], _mm256_setzero_ps());
    }
    l = 1;
  } else {
    for (int64_t r = 0; r < Rows; ++r) sums[r] = _mm256_load_ps(tile + r * kWidth);
  }
  for (; l < depth; ++l) {
    const __m256 b = _mm256_load_ps(panel + l * kWidth);
    const float* column = a + l * a_col;
    for (int64_t r = 0; r < Rows; ++r) {
      sums[r] = _mm256_fmadd_ps(_mm256_broadcast_ss(column + r * a_row), b, sums[r]);
    }
  }
  for (int64_t r = 0; r < Rows; ++r) _mm256_store_ps(tile + r * kWidth, sums[r]);
}

DOWNHILL_NOINLINE DOWNHILL_AVX2_FMA void run(const MatmulArguments<float>& x) {
  alignas(32) float panel[kDepth * kWidth];
  alignas(32) float tile[kRows * kWidth];
  for (int64_t l = 0; l < x.k; l += kDepth) {
    const int64_t depth = std::min(kDepth, x.k - l);
    const Start start = l != 0 ? Start::resumed : start_of(x.k);
    for (int64_t j = 0; j < x.n; j += kWidth) {
      const int64_t width = std::min(kWidth, x.n - j);
      for (int64_t d = 0; d < depth; ++d) {
        for (int64_t c = 0; c < kWidth; ++c) {
          panel[d * kWidth + c] = c < width ? x.b[(l + d) * x.b_row + (j + c) * x.b_col] : 0.0f;
        }
      }
      for (int64_t i = 0; i < x.m; i += kRows) {
        const int64_t rows = std::min(kRows, x.m - i);
        const float* a = x.a + i * x.a_row + l * x.a_col;
        float* out = x.out + i * x.out_row + j * x.out_col;
        for (int64_t r = 0; l != 0 && r < rows; ++r) {
          for (int64_t c = 0; c < width; ++c) {
            tile[r * kWidth + c] = out[r * x.out_row + c * x.out_col];
          }
        }
        if (rows == kRows) {
          run_tile<kRows>(depth, a, x.a_row, x.a_col, panel, start, tile);
        } else {
          for (int64_t r = 0; r < rows; ++r) {
            run_tile<1>(depth, a + r * x.a_row, x.a_row, x.a_col, panel, start, tile + r * kWidth);
          }
        }
        for (int64_t r = 0; r < rows; ++r) {
          for (int64_t c = 0; c < width; ++c) {
            out[r * x.out_row + c * x.out_col] = tile[r * kWidth + c];
          }
        }
      }
    }
  }
}

}  // namespace

bool matmul_fused(const MatmulArguments<float>& x) {
  if (!has_avx2_fma()) return false;
  run(x);
  return true;
}

#elif defined(__wasm_simd128__)

namespace {

constexpr int64_t kWidth = 4;  // columns: two pairs of doubles
constexpr int64_t kRows = 4;

// The sums are floats held in doubles. An addition whose double lies half-way between two floats
// must not be rounded twice: `unsure` gathers those, and the tile is computed anew, one by one.
template <int64_t Rows>
DOWNHILL_INLINE bool run_tile(int64_t k, const float* a, int64_t a_row, int64_t a_col,
                              const double* panel, float* tile) {
  const v128_t low_bits = wasm_i64x2_splat(0x1fffffff);
  const v128_t half = wasm_i64x2_splat(0x10000000);
  v128_t sums[Rows][2];
  v128_t unsure = wasm_i64x2_splat(0);
  for (int64_t r = 0; r < Rows; ++r) sums[r][0] = sums[r][1] = wasm_f64x2_splat(k > 1 ? 0.0 : -0.0);
  for (int64_t l = 0; l < k; ++l) {
    const v128_t b_pair[2] = {wasm_v128_load(panel + l * kWidth),
                              wasm_v128_load(panel + l * kWidth + 2)};
    const float* column = a + l * a_col;
    for (int64_t r = 0; r < Rows; ++r) {
      const v128_t x = wasm_f64x2_splat(static_cast<double>(column[r * a_row]));
      for (int64_t h = 0; h < 2; ++h) {
        const v128_t sum = wasm_f64x2_add(wasm_f64x2_mul(x, b_pair[h]), sums[r][h]);
        unsure = wasm_v128_or(unsure, wasm_i64x2_eq(wasm_v128_and(sum, low_bits), half));
        sums[r][h] = wasm_f64x2_promote_low_f32x4(wasm_f32x4_demote_f64x2_zero(sum));
      }
    }
  }
  for (int64_t r = 0; r < Rows; ++r) {
    for (int64_t h = 0; h < 2; ++h) {
      wasm_v128_store64_lane(tile + r * kWidth + 2 * h, wasm_f32x4_demote_f64x2_zero(sums[r][h]),
                             0);
    }
  }
  return !wasm_v128_any_true(unsure);
}

// All elements zero or of a size for which no sum of products over- or underflows.
bool in_range(const float* values, int64_t rows, int64_t columns, int64_t row, int64_t column) {
  bool result = true;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      const float size = std::fabs(values[i * row + j * column]);
      result = result && (size == 0.0f || (size >= 0x1p-40f && size <= 0x1p50f));
    }
  }
  return result;
}

constexpr int64_t kDepth = 1024;

DOWNHILL_NOINLINE void run(const MatmulArguments<float>& x) {
  alignas(16) double panel[kDepth * kWidth];
  alignas(16) float tile[kRows * kWidth];
  for (int64_t j = 0; j < x.n; j += kWidth) {
    const int64_t width = std::min(kWidth, x.n - j);
    for (int64_t l = 0; l < x.k; ++l) {
      for (int64_t c = 0; c < kWidth; ++c) {
        panel[l * kWidth + c] = c < width ? x.b[l * x.b_row + (j + c) * x.b_col] : 0.0;
      }
    }
    for (int64_t i = 0; i < x.m; i += kRows) {
      const int64_t rows = std::min(kRows, x.m - i);
      const float* a = x.a + i * x.a_row;
      const float* b = x.b + j * x.b_col;
      bool sure = true;
      if (rows == kRows) {
        sure = run_tile<kRows>(x.k, a, x.a_row, x.a_col, panel, tile);
      } else {
        for (int64_t r = 0; r < rows; ++r) {
          sure =
              run_tile<1>(x.k, a + r * x.a_row, x.a_row, x.a_col, panel, tile + r * kWidth) && sure;
        }
      }
      for (int64_t r = 0; r < rows; ++r) {
        for (int64_t c = 0; c < width; ++c) {
          float total = tile[r * kWidth + c];
          if (!sure) {
            total = first_of(a[r * x.a_row] * b[c * x.b_col], x.k);
            for (int64_t l = 1; l < x.k; ++l) {
              total = fma(a[r * x.a_row + l * x.a_col], b[c * x.b_col + l * x.b_row], total);
            }
          }
          x.out[(i + r) * x.out_row + (j + c) * x.out_col] = total;
        }
      }
    }
  }
}

}  // namespace

bool matmul_fused(const MatmulArguments<float>& x) {
  if (x.k > kDepth || !in_range(x.a, x.m, x.k, x.a_row, x.a_col) ||
      !in_range(x.b, x.k, x.n, x.b_row, x.b_col)) {
    return false;
  }
  run(x);
  return true;
}

#else

bool matmul_fused(const MatmulArguments<float>&) { return false; }

#endif

}  // namespace downhill::math::detail
