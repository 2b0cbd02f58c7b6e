#include <downhill/math/matmul.h>

#include <downhill/math/fma.h>

#include <type_traits>
#include <vector>

namespace downhill::math {

template <class T>
void matmul(int64_t m, int64_t n, int64_t k, const T* a, int64_t a_row, int64_t a_col, const T* b,
            int64_t b_row, int64_t b_col, T* out) {
  bool fused = false;
  if constexpr (std::is_same_v<T, float>) fused = m * n * k <= kFusedLimit;
  for (int64_t i = 0; i < m; ++i) {
    T* row = out + i * n;
    for (int64_t j = 0; j < n; ++j) {
      T total = 0;
      for (int64_t l = 0; l < k; ++l) {
        const T x = a[i * a_row + l * a_col];
        const T y = b[l * b_row + j * b_col];
        if (l == 0) {
          total = x * y;
        } else if constexpr (std::is_same_v<T, float>) {
          total = fused ? fma(x, y, total) : total + x * y;
        } else {
          total += x * y;
        }
      }
      row[j] = total;
    }
  }
}

template void matmul(int64_t, int64_t, int64_t, const float*, int64_t, int64_t, const float*,
                     int64_t, int64_t, float*);
template void matmul(int64_t, int64_t, int64_t, const double*, int64_t, int64_t, const double*,
                     int64_t, int64_t, double*);
template void matmul(int64_t, int64_t, int64_t, const int64_t*, int64_t, int64_t, const int64_t*,
                     int64_t, int64_t, int64_t*);

}  // namespace downhill::math
