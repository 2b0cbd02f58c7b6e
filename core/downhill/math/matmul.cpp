// One tile of the result at a time: a panel of b is packed, then rows of a run over it. The tile's
// sums stay in registers; where k is longer than a panel they wait in `out`, which loses nothing.
#include <downhill/math/matmul.h>

#include <downhill/math/fma.h>
#include <downhill/math/inline.h>
#include <downhill/math/matmul_fused.h>
#include <downhill/math/processor.h>
#include <downhill/math/vector.h>

#include <algorithm>
#include <type_traits>

namespace downhill::math {

namespace {

using detail::first_of;
using detail::MatmulArguments;
using detail::Start;
using detail::start_of;

constexpr int64_t kPanelDepth = 256;  // values of k in a packed panel

// Rows x (2 vectors) of `out`: adds depth products to what `tile` has, or starts it. Rows of the
// tile lie tile_row apart: it is a part of `out`, or a buffer.
template <class T, int64_t Bytes, int64_t Rows>
DOWNHILL_INLINE void run_tile(int64_t depth, const T* a, int64_t a_row, int64_t a_col,
                              const T* panel, Start start, T* tile, int64_t tile_row) {
  using V = typename Vector<T, Bytes>::type;
  V sums[Rows][2];
  const V* b = reinterpret_cast<const V*>(panel);
  int64_t l = 0;
  if (start != Start::resumed) {
    for (int64_t r = 0; r < Rows; ++r) {
      sums[r][0] = a[r * a_row] * b[0];
      sums[r][1] = a[r * a_row] * b[1];
    }
    for (int64_t r = 0; start == Start::sum && r < Rows; ++r) {
      sums[r][0] = sums[r][0] + V{};
      sums[r][1] = sums[r][1] + V{};
    }
    l = 1;
  } else {
    for (int64_t r = 0; r < Rows; ++r) {
      const V* saved = reinterpret_cast<const V*>(tile + r * tile_row);
      sums[r][0] = saved[0];
      sums[r][1] = saved[1];
    }
  }
  for (; l < depth; ++l) {
    const V b0 = b[2 * l];
    const V b1 = b[2 * l + 1];
    const T* column = a + l * a_col;
    for (int64_t r = 0; r < Rows; ++r) {
      const T x = column[r * a_row];
      sums[r][0] = sums[r][0] + x * b0;
      sums[r][1] = sums[r][1] + x * b1;
    }
  }
  for (int64_t r = 0; r < Rows; ++r) {
    V* saved = reinterpret_cast<V*>(tile + r * tile_row);
    saved[0] = sums[r][0];
    saved[1] = sums[r][1];
  }
}

// Copies depth x width elements of b to panels of Width columns, `size` elements apart, with zeros
// up to the last one's width. Several at once, because a row's next elements share its cache lines.
template <class T, int64_t Width>
DOWNHILL_INLINE void pack(int64_t depth, int64_t width, const T* b, int64_t b_row, int64_t b_col,
                          T* panels, int64_t size) {
  for (int64_t l = 0; l < depth; ++l) {
    const T* from = b + l * b_row;
    for (int64_t j = 0; j < width; j += Width) {
      T* row = panels + j / Width * size + l * Width;
      const int64_t n = std::min(Width, width - j);
      if (b_col == 1 && n == Width) {
        for (int64_t c = 0; c < Width; ++c) row[c] = from[j + c];
        continue;
      }
      for (int64_t c = 0; c < n; ++c) row[c] = from[(j + c) * b_col];
      for (int64_t c = n; c < Width; ++c) row[c] = T(0);
    }
  }
}

template <class T, int64_t Bytes>
DOWNHILL_INLINE void run(const MatmulArguments<T>& x) {
  constexpr int64_t kWidth = 2 * Bytes / static_cast<int64_t>(sizeof(T));
  // Rows of a tile: sums, products and what they are made of stay in 16 registers.
  constexpr int64_t kRows = Bytes == 32 ? 6 : 4;
  constexpr int64_t kPanels = 4;
  constexpr int64_t kPanelSize = kPanelDepth * kWidth;
  alignas(64) T packed[kPanels * kPanelSize];
  alignas(64) T tile[kRows * kWidth];
  for (int64_t l = 0; l < x.k; l += kPanelDepth) {
    const int64_t depth = std::min(kPanelDepth, x.k - l);
    const Start start = l != 0 ? Start::resumed : start_of(x.k);
    for (int64_t j = 0; j < x.n; j += kWidth) {
      const int64_t width = std::min(kWidth, x.n - j);
      const int64_t number = j / kWidth % kPanels;
      if (number == 0) {
        pack<T, kWidth>(depth, std::min(kPanels * kWidth, x.n - j), x.b + l * x.b_row + j * x.b_col,
                        x.b_row, x.b_col, packed, kPanelSize);
      }
      const T* panel = packed + number * kPanelSize;
      for (int64_t i = 0; i < x.m; i += kRows) {
        const int64_t rows = std::min(kRows, x.m - i);
        const T* a = x.a + i * x.a_row + l * x.a_col;
        T* out = x.out + i * x.out_row + j * x.out_col;
        const bool direct = x.out_col == 1 && width == kWidth;
        T* to = direct ? out : tile;
        const int64_t to_row = direct ? x.out_row : kWidth;
        if (l != 0 && !direct) {
          for (int64_t r = 0; r < rows; ++r) {
            for (int64_t c = 0; c < width; ++c) {
              tile[r * kWidth + c] = out[r * x.out_row + c * x.out_col];
            }
          }
        }
        if (rows == kRows) {
          run_tile<T, Bytes, kRows>(depth, a, x.a_row, x.a_col, panel, start, to, to_row);
        } else {
          int64_t r = 0;
          if (kRows > 4 && rows >= 4) {  // sums enough that none waits for its last addition
            run_tile<T, Bytes, 4>(depth, a, x.a_row, x.a_col, panel, start, to, to_row);
            r = 4;
          }
          for (; r + 2 <= rows; r += 2) {
            run_tile<T, Bytes, 2>(depth, a + r * x.a_row, x.a_row, x.a_col, panel, start,
                                  to + r * to_row, to_row);
          }
          if (r < rows) {
            run_tile<T, Bytes, 1>(depth, a + r * x.a_row, x.a_row, x.a_col, panel, start,
                                  to + r * to_row, to_row);
          }
        }
        if (direct) continue;
        for (int64_t r = 0; r < rows; ++r) {
          for (int64_t c = 0; c < width; ++c) {
            out[r * x.out_row + c * x.out_col] = tile[r * kWidth + c];
          }
        }
      }
    }
  }
}

template <class T>
DOWNHILL_NOINLINE void run_baseline(const MatmulArguments<T>& x) {
  run<T, 16>(x);
}

#if DOWNHILL_CHOOSES
template <class T>
DOWNHILL_NOINLINE DOWNHILL_AVX2 void run_avx2(const MatmulArguments<T>& x) {
  run<T, 32>(x);
}
#endif

template <class T>
void run_unfused(const MatmulArguments<T>& x) {
#if DOWNHILL_CHOOSES
  if (has_avx2()) return run_avx2(x);
#endif
  run_baseline(x);
}

// A few multiply-adds: packing would cost more than they do.
template <class T>
void run_small(const MatmulArguments<T>& x, bool fused) {
  for (int64_t i = 0; i < x.m; ++i) {
    for (int64_t j = 0; j < x.n; ++j) {
      const T* a = x.a + i * x.a_row;
      const T* b = x.b + j * x.b_col;
      T total = first_of(*a * *b, x.k);
      for (int64_t l = 1; l < x.k; ++l) {
        a += x.a_col;
        b += x.b_row;
        if constexpr (std::is_same_v<T, float>) {
          total = fused ? fma(*a, *b, total) : total + *a * *b;
        } else {
          total += *a * *b;
        }
      }
      x.out[i * x.out_row + j * x.out_col] = total;
    }
  }
}

// Of a body that is a few instructions long: most would only count.
#if defined(__GNUC__) && !defined(__clang__)
#define DOWNHILL_UNROLLED _Pragma("GCC unroll 4")
#else
#define DOWNHILL_UNROLLED
#endif

// Matrix times vector.
template <class T>
struct VectorArguments {
  int64_t m, k;
  const T* a;
  int64_t a_row, a_col;
  const T* x;
  int64_t x_step;
  T* out;
};

// Pairs of sums side by side, so that none waits for its own last addition.
template <class T, int64_t Pairs>
DOWNHILL_INLINE void add_rows(const VectorArguments<T> v, int64_t i) {
  using V = typename Vector<T, 2 * sizeof(T)>::type;
  const T* a = v.a + i * v.a_row;
  const T* x = v.x;
  const auto pair = [&](int64_t p) { return V{a[2 * p * v.a_row], a[(2 * p + 1) * v.a_row]}; };
  V sums[Pairs];
  for (int64_t p = 0; p < Pairs; ++p) {
    sums[p] = *x * pair(p);
    if (v.k > 1) sums[p] = sums[p] + V{};
  }
  DOWNHILL_UNROLLED
  for (int64_t l = 1; l < v.k; ++l) {
    a += v.a_col;
    x += v.x_step;
    for (int64_t p = 0; p < Pairs; ++p) sums[p] = sums[p] + *x * pair(p);
  }
  for (int64_t p = 0; p < Pairs; ++p) *reinterpret_cast<V*>(v.out + i + 2 * p) = sums[p];
}
// Adjacent: rows begin one after another, and so do the vector's elements.
template <class T, bool Adjacent>
DOWNHILL_INLINE void run_rows(VectorArguments<T> v) {
  if (Adjacent) v.a_row = v.x_step = 1;  // known, a pair is one load
  int64_t i = 0;
  for (; i + 8 <= v.m; i += 8) add_rows<T, 4>(v, i);
  for (; i + 2 <= v.m; i += 2) add_rows<T, 1>(v, i);
  if (i < v.m) {
    const T* const a = v.a + i * v.a_row;
    T sum = first_of(*a * *v.x, v.k);
    for (int64_t l = 1; l < v.k; ++l) sum = sum + a[l * v.a_col] * v.x[l * v.x_step];
    v.out[i] = sum;
  }
}
// `v` by value: what the loops store could be part of it, for all a compiler knows.
template <class T>
DOWNHILL_INLINE void run_vector(const VectorArguments<T> v) {
  if (std::is_floating_point_v<T> && v.a_row == 1 && v.x_step == 1)
    run_rows<T, true>(v);
  else
    run_rows<T, false>(v);
}

template <class T>
DOWNHILL_NOINLINE void vector_baseline(const VectorArguments<T>& v) {
  run_vector(v);
}
#if DOWNHILL_CHOOSES
template <class T>
DOWNHILL_NOINLINE DOWNHILL_AVX2 void vector_avx2(const VectorArguments<T>& v) {
  run_vector(v);
}

// Rows of two, such as data of two features, four at a time. (The 0 that a first product is added
// to elsewhere comes last: it is there so that no sum is -0.)
DOWNHILL_NOINLINE DOWNHILL_AVX2 void rows_of_two_avx2(const VectorArguments<double>& of) {
  using V = Vector<double, 32>::type;
  VectorArguments<double> v = of;
  const V x{v.x[0], v.x[1], v.x[0], v.x[1]};
  for (; v.m >= 4; v.m -= 4, v.a += 8, v.out += 4) {
    const V* const rows = reinterpret_cast<const V*>(v.a);
    const V p = rows[0] * x, q = rows[1] * x;
    const V first = __builtin_shufflevector(p, q, 0, 4, 2, 6);
    const V second = __builtin_shufflevector(p, q, 1, 5, 3, 7);
    const V sums = first + second + V{};
    *reinterpret_cast<V*>(v.out) = __builtin_shufflevector(sums, sums, 0, 2, 1, 3);
  }
  run_vector(v);
}
bool has_rows_of_two(const VectorArguments<double>& v) {
  return v.k == 2 && v.a_col == 1 && v.a_row == 2 && v.x_step == 1;
}
#endif

template <class T>
void times_vector(const VectorArguments<T>& v) {
#if DOWNHILL_CHOOSES
  if constexpr (std::is_same_v<T, double>) {
    if (has_avx2() && has_rows_of_two(v)) return rows_of_two_avx2(v);
  }
  if (has_avx2()) return vector_avx2(v);
#endif
  vector_baseline(v);
}

}  // namespace

template <class T>
void matmul(int64_t m, int64_t n, int64_t k, const T* a, int64_t a_row, int64_t a_col, const T* b,
            int64_t b_row, int64_t b_col, T* out) {
  constexpr int64_t kSmall = 64;
  const int64_t count = m * n * k;
  if (count == 0) {
    std::fill_n(out, m * n, T(0));
    return;
  }
  if constexpr (!std::is_same_v<T, float>) {
    if (n == 1) return times_vector<T>({m, k, a, a_row, a_col, b, b_row, out});
    if (m == 1) return times_vector<T>({n, k, b, b_col, b_row, a, a_col, out});
  }
  MatmulArguments<T> x{m, n, k, a, a_row, a_col, b, b_row, b_col, out, n, 1};
  // The vectors run along n: take the transposed product where that is the short side.
  if (n < 4 && m > n) x = {n, m, k, b, b_col, b_row, a, a_col, a_row, out, 1, n};
  const bool fused = std::is_same_v<T, float> && count <= kFusedLimit;
  if (count <= kSmall) {
    run_small(x, fused);
  } else if constexpr (std::is_same_v<T, float>) {
    if (!fused) {
      run_unfused(x);
    } else if (!detail::matmul_fused(x)) {
      run_small(x, true);
    }
  } else {
    run_unfused(x);
  }
}

template void matmul(int64_t, int64_t, int64_t, const float*, int64_t, int64_t, const float*,
                     int64_t, int64_t, float*);
template void matmul(int64_t, int64_t, int64_t, const double*, int64_t, int64_t, const double*,
                     int64_t, int64_t, double*);
template void matmul(int64_t, int64_t, int64_t, const int64_t*, int64_t, int64_t, const int64_t*,
                     int64_t, int64_t, int64_t*);

}  // namespace downhill::math
