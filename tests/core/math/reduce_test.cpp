#include <downhill/math/reduce.h>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include "inputs.h"

using namespace downhill;

namespace {

using Sizes = std::vector<int64_t>;

struct Plan {
  Sizes strides;  // of the output, contiguous; 0 where reduced
  int64_t count = 1;
};

Plan plan(const Sizes& sizes, unsigned reduced) {
  Plan result{Sizes(sizes.size(), 0)};
  for (size_t i = sizes.size(); i-- > 0;) {
    if ((reduced >> i & 1) != 0) continue;
    result.strides[i] = result.count;
    result.count *= sizes[i];
  }
  return result;
}

template <class T>
struct Base;
template <>
struct Base<float> {
  static const std::vector<float>& get() {
    static const std::vector<float> base = test::values<float>(1, 20000);
    return base;
  }
};
template <>
struct Base<double> {
  static const std::vector<double>& get() {
    static const std::vector<double> base = test::values<double>(1, 20000);
    return base;
  }
};

struct Wrong {
  int torch = 0;
  int numpy = 0;
};

template <class T>
void check(const Sizes& sizes, const Sizes& strides, unsigned reduced, uint64_t torch,
           uint64_t numpy, Wrong* wrong) {
  const Plan out = plan(sizes, reduced);
  std::vector<T> result(static_cast<size_t>(out.count), T(99));
  math::sum<T>(Base<T>::get().data(), sizes, strides, result.data(), out.strides);
  wrong->torch += test::fold(result.data(), out.count) != torch;
  math::numpy_sum<T>(Base<T>::get().data(), sizes, strides, result.data(), out.strides);
  wrong->numpy += test::fold(result.data(), out.count) != numpy;
}

}  // namespace

TEST_CASE("sums have PyTorch's and NumPy's digits") {
  Wrong wrong;
#define LIST(...) Sizes{__VA_ARGS__}
#define SUM(T, sizes, strides, reduced, torch, numpy) \
  check<T>(sizes, strides, reduced, torch, numpy, &wrong);
#include "../../golden/math/sums.inc"
#undef SUM
#undef LIST
  CHECK(wrong.torch == 0);
  CHECK(wrong.numpy == 0);
}

TEST_CASE("sums of integers and bools, of nothing, and of one number") {
  const int64_t integers[] = {1, 2, 3, 4, 5, 6};
  int64_t totals[3] = {};
  math::sum<int64_t>(integers, Sizes{2, 3}, Sizes{3, 1}, totals, Sizes{0, 1});
  CHECK(totals[0] == 5);
  CHECK(totals[2] == 9);
  math::numpy_sum<int64_t>(integers, Sizes{2, 3}, Sizes{3, 1}, totals, Sizes{1, 0});
  CHECK(totals[0] == 6);
  CHECK(totals[1] == 15);
  const bool flags[] = {true, false, true, true};
  math::sum(flags, Sizes{4}, Sizes{1}, totals, Sizes{0});
  CHECK(totals[0] == 3);
  double empty[2] = {7, 7};
  math::sum<double>(nullptr, Sizes{0, 2}, Sizes{2, 1}, empty, Sizes{0, 1});
  CHECK(empty[1] == 0.0);
  math::numpy_sum<double>(nullptr, Sizes{0, 2}, Sizes{2, 1}, empty, Sizes{0, 1});
  CHECK(empty[0] == 0.0);
  const double one = -0.0;
  double total = 7;
  math::sum<double>(&one, Sizes{}, Sizes{}, &total, Sizes{});
  CHECK((total == 0.0 && !std::signbit(total)));
}
