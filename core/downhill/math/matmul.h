// Matrix product with a fixed order of additions.
#pragma once

#include <cstdint>

namespace downhill::math {

// float32 products of at most so many multiply-adds (m * n * k) are fused (one rounding per
// multiply-add, as PyTorch's BLAS does on small matrices); above it product and sum are rounded
// apart, which is faster where there is no hardware fma. The same in native and wasm.
inline constexpr int64_t kFusedLimit = int64_t{64} * 64 * 64;

// out[m, n] = a[m, k] . b[k, n]. `a_row`, `a_col`, `b_row`, `b_col` are strides in elements; `out`
// is contiguous and overlaps neither input. Each element is one running sum over k = 0, 1, ...
// from the rounded first product (plus 0 where more follow: no sum is -0); k = 0 gives zeros.
// float64 is never fused. T: float, double, int64_t.
template <class T>
void matmul(int64_t m, int64_t n, int64_t k, const T* a, int64_t a_row, int64_t a_col, const T* b,
            int64_t b_row, int64_t b_col, T* out);

}  // namespace downhill::math
