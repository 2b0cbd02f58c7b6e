#include <downhill/math/fma.h>
#include <downhill/math/matmul.h>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "inputs.h"

using namespace downhill;

namespace {

// The definition: one running sum per element.
template <class T>
std::vector<T> product(int64_t m, int64_t n, int64_t k, const std::vector<T>& a,
                       const std::vector<T>& b, bool fused) {
  std::vector<T> out;
  const auto at = [](const std::vector<T>& v, int64_t i) { return v[static_cast<size_t>(i)]; };
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < n; ++j) {
      T total = at(a, i * k) * at(b, j);
      if (k > 1) total += T(0);  // no sum is -0
      for (int64_t l = 1; l < k; ++l) {
        const T x = at(a, i * k + l);
        const T y = at(b, l * n + j);
        total = fused ? math::fma(x, y, total) : total + x * y;
      }
      out.push_back(total);
    }
  }
  return out;
}

template <class T>
std::vector<T> transposed(const std::vector<T>& v, int64_t rows, int64_t columns) {
  std::vector<T> out;
  for (int64_t j = 0; j < columns; ++j) {
    for (int64_t i = 0; i < rows; ++i) out.push_back(v[static_cast<size_t>(i * columns + j)]);
  }
  return out;
}

template <class T>
void check(int64_t m, int64_t n, int64_t k, const std::vector<T>& a, const std::vector<T>& b) {
  const bool fused = sizeof(T) == 4 && m * n * k <= math::kFusedLimit;
  const std::vector<T> want = product(m, n, k, a, b, fused);
  const std::vector<T> at = transposed(a, m, k);
  const std::vector<T> bt = transposed(b, k, n);
  for (const bool a_turned : {false, true}) {
    for (const bool b_turned : {false, true}) {
      std::vector<T> out(want.size(), T(77));
      math::matmul<T>(m, n, k, a_turned ? at.data() : a.data(), a_turned ? 1 : k, a_turned ? m : 1,
                      b_turned ? bt.data() : b.data(), b_turned ? 1 : n, b_turned ? k : 1,
                      out.data());
      int wrong = 0;
      for (size_t i = 0; i < want.size(); ++i) wrong += test::bits(out[i]) != test::bits(want[i]);
      CHECK_MESSAGE(wrong == 0, m, " ", n, " ", k);
    }
  }
}

}  // namespace

TEST_CASE_TEMPLATE("matmul adds in order of k, whatever the shape and strides", T, float, double) {
  const std::array<int64_t, 3> shapes[] = {
      {1, 1, 1},    {2, 3, 2},      {1, 1, 700},  {5, 1, 9},     {1, 9, 5},
      {4, 8, 16},   {3, 17, 33},    {9, 31, 257}, {17, 16, 600}, {64, 64, 64},
      {64, 64, 65}, {33, 130, 300}, {200, 2, 70}, {2, 200, 70},  {130, 3, 1030},
      {3, 1, 2},    {11, 1, 2},     {1, 11, 2},   {80, 1, 2},    {2, 1, 80}};
  for (const auto& [m, n, k] : shapes) {
    check<T>(m, n, k, test::values<T>(1, m * k), test::values<T>(2, k * n));
  }
}

TEST_CASE("matmul: fused sums that are ties, tiny or huge") {
  std::vector<float> a = test::values<float>(1, 16 * 32);
  std::vector<float> b = test::values<float>(2, 32 * 16);
  // Few significant bits: sums often lie half-way between floats.
  for (size_t i = 0; i < a.size(); ++i) {
    a[i] = std::round(a[i] * 4096.0f) + (i % 2 == 0 ? 0x1p12f : 0.0f);
    b[i] = std::round(b[i] * 4096.0f);
  }
  check<float>(16, 16, 32, a, b);
  for (size_t i = 0; i < a.size(); ++i) {
    a[i] *= 0x1p-80f;
    b[i] *= 0x1p-75f;
  }
  check<float>(16, 16, 32, a, b);
  for (size_t i = 0; i < a.size(); ++i) {
    a[i] *= 0x1p120f;
    b[i] *= 0x1p120f;
  }
  check<float>(16, 16, 32, a, b);
}

TEST_CASE_TEMPLATE("matmul: sums of products that are -0, or vanish, are 0", T, float, double) {
  const T tiny = std::numeric_limits<T>::min();
  for (const auto& [m, n, k] : {std::array<int64_t, 3>{1, 1, 1},
                                {3, 1, 1},
                                {1, 5, 2},
                                {6, 1, 2},
                                {9, 1, 7},
                                {6, 8, 10},
                                {13, 17, 20},
                                {70, 70, 70}}) {
    const auto rows = static_cast<size_t>(m * k), columns = static_cast<size_t>(k * n);
    check<T>(m, n, k, std::vector<T>(rows, T(-1)), std::vector<T>(columns, T(0)));
    check<T>(m, n, k, std::vector<T>(rows, -tiny), std::vector<T>(columns, tiny));
  }
}

TEST_CASE("matmul: nothing to add gives zeros; integers") {
  std::vector<double> out(6, 5.0);
  math::matmul<double>(2, 3, 0, nullptr, 0, 1, nullptr, 3, 1, out.data());
  for (const double value : out) CHECK(value == 0.0);
  const int64_t a[] = {1, 2, 3, 4};
  int64_t c[4] = {};
  math::matmul<int64_t>(2, 2, 2, a, 2, 1, a, 2, 1, c);
  CHECK(c[0] == 7);
  CHECK(c[3] == 22);
}
