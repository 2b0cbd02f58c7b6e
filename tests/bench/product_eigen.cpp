// Compiled twice natively: for the baseline, and with -mavx2 and BENCH_AVX2.
#if defined(BENCH_AVX2)
#define Eigen EigenAvx2  // other code under the same names would be merged with the baseline's
#endif
#include <downhill/tensor/eigen.h>

namespace bench {

#if defined(BENCH_AVX2)
void eigen_product_avx2(int m, int k, int n, const float* a, const float* b, float* out) {
#else
void eigen_product(int m, int k, int n, const float* a, const float* b, float* out) {
#endif
  using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::Map<Matrix>(out, m, n).noalias() =
      Eigen::Map<const Matrix>(a, m, k) * Eigen::Map<const Matrix>(b, k, n);
}

}  // namespace bench
