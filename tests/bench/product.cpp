// Our matrix product beside Eigen's. Ours is the library's: compiled for the x86-64 baseline, with
// AVX2 chosen at run time (without fma at these sizes: product and sum are rounded apart, see
// math/matmul.h). Eigen's is compiled here, in product_eigen.cpp with -mavx2, the instructions that
// ours chooses; where the processor has no AVX2, and in wasm, with the flags of all the rest.
#include <downhill/math/matmul.h>
#include <downhill/math/processor.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "workloads.h"

namespace bench {

void eigen_product(int m, int k, int n, const float* a, const float* b, float* out);
void eigen_product_avx2(int m, int k, int n, const float* a, const float* b, float* out);

namespace {
template <class F>
double seconds_of_8(F&& f) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  for (int i = 0; i < 8; ++i) f();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// GFLOP/s of both, which take turns, so that whatever slows the machine down slows both.
template <class F, class G>
std::pair<double, double> gflops(double flop, double seconds, F&& f, G&& g) {
  std::vector<double> of_f, of_g;
  for (int rep = 0; rep < 6; ++rep) {
    double spent_f = 0, spent_g = 0, products = 0;
    do {
      spent_f += seconds_of_8(f);
      spent_g += seconds_of_8(g);
      products += 8;
    } while (std::min(spent_f, spent_g) < seconds);
    if (rep == 0) continue;  // warms up
    of_f.push_back(flop * products / spent_f * 1e-9);
    of_g.push_back(flop * products / spent_g * 1e-9);
  }
  return {median(of_f), median(of_g)};
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
  const auto [ours, theirs] = gflops(
      flop, seconds,
      [&] { downhill::math::matmul<float>(m, n, k, a.data(), k, 1, b.data(), n, 1, out.data()); },
      [&] { eigen(m, k, n, a.data(), b.data(), other.data()); });
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!(std::fabs(out[i] - other[i]) < 1e-3f)) return {0, 0, "wrong"};
  }
  return {ours, theirs, flags};
}

}  // namespace bench
