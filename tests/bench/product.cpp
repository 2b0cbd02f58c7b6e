// Our matrix product beside Eigen's. Ours is the library's: compiled for the x86-64 baseline, with
// AVX2 chosen at run time (without fma at these sizes: product and sum are rounded apart, see
// math/matmul.h). Eigen's is compiled here, in product_eigen.cpp with -mavx2, the instructions that
// ours chooses; where the processor has no AVX2, and in wasm, with the flags of all the rest.
#include <downhill/math/matmul.h>
#include <downhill/math/processor.h>

#include <algorithm>
#include <chrono>

#include "workloads.h"

namespace bench {

void eigen_product(int m, int k, int n, const float* a, const float* b, float* out);
void eigen_product_avx2(int m, int k, int n, const float* a, const float* b, float* out);

namespace {
template <class F>
double gflops(double flop, double seconds, F&& f) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> rates;
  f();
  for (int rep = 0; rep < 5; ++rep) {
    const auto start = Clock::now();
    double spent = 0;
    int count = 0;
    do {
      for (int i = 0; i < 8; ++i) f();
      count += 8;
      spent = std::chrono::duration<double>(Clock::now() - start).count();
    } while (spent < seconds);
    rates.push_back(flop * count / spent * 1e-9);
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}
}  // namespace

Product measure_product(int m, int k, int n, double seconds) {
  std::vector<float> a, b, out(static_cast<std::size_t>(m * n)), other(out);
  for (int i = 0; i < m * k; ++i)
    a.push_back(static_cast<float>(uniform(6, static_cast<uint32_t>(i)) - 0.5));
  for (int i = 0; i < k * n; ++i)
    b.push_back(static_cast<float>(uniform(7, static_cast<uint32_t>(i)) - 0.5));
  auto* eigen = &eigen_product;
  const char* flags = "";
#if DOWNHILL_CHOOSES
  if (downhill::math::has_avx2()) {
    eigen = &eigen_product_avx2;
    flags = "-mavx2";
  }
#endif
  const double flop = 2.0 * m * k * n;
  const double ours = gflops(flop, seconds, [&] {
    downhill::math::matmul<float>(m, n, k, a.data(), k, 1, b.data(), n, 1, out.data());
  });
  const double theirs =
      gflops(flop, seconds, [&] { eigen(m, k, n, a.data(), b.data(), other.data()); });
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!(std::fabs(out[i] - other[i]) < 1e-3f)) return {0, 0, "wrong"};
  }
  return {ours, theirs, flags};
}

}  // namespace bench
