// The fused product of small float matrices: SIMD where the processor has a fused multiply-add,
// or where pairs of doubles can stand in for it (wasm).
#pragma once

#include <cstdint>

namespace downhill::math::detail {

// out[i * out_row + j * out_col] = sum over l of a[i * a_row + l * a_col] * b[l * b_row + j *
// b_col]
template <class T>
struct MatmulArguments {
  int64_t m, n, k;
  const T* a;
  int64_t a_row, a_col;
  const T* b;
  int64_t b_row, b_col;
  T* out;
  int64_t out_row, out_col;
};

// How running sums begin: PyTorch's have 0 before the first of several products, so that none is
// -0; a product alone stays as it is.
enum class Start { resumed, product, sum };
inline Start start_of(int64_t k) { return k > 1 ? Start::sum : Start::product; }
template <class T>
T first_of(T product, int64_t k) {
  return k > 1 ? product + T(0) : product;
}

// False if there is no fast way for these numbers; `out` is to be computed one by one then.
bool matmul_fused(const MatmulArguments<float>& x);

}  // namespace downhill::math::detail
