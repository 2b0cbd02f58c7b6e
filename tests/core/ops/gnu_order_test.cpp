// The steps of GNU's library against that library, where the tests are compiled with it.
#include <downhill/ops/gnu_order.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace downhill {
namespace {

std::vector<gnu::Keyed> elements(std::mt19937& random, int64_t n, int64_t values) {
  std::vector<gnu::Keyed> all;
  for (int64_t i = 0; i < n; ++i)
    all.push_back({static_cast<int64_t>(random() % static_cast<uint64_t>(values)), i});
  return all;
}
[[maybe_unused]] std::vector<int64_t> order(const std::vector<gnu::Keyed>& all) {
  std::vector<int64_t> indices;
  for (const gnu::Keyed& one : all) indices.push_back(one.index);
  return indices;
}
// Quicksort's worst case for the median of three (Musser), which runs into the depth limit.
std::vector<gnu::Keyed> killer(int64_t n) {
  std::vector<gnu::Keyed> all(static_cast<std::size_t>(n));
  for (int64_t i = 0; i < n; ++i) {
    const int64_t half = n / 2;
    const int64_t key = i < half ? (i % 2 == 0 ? i + 1 : half + i) : 2 * (i - half + 1);
    all[static_cast<std::size_t>(i)] = {key, i};
  }
  return all;
}

}  // namespace

TEST_CASE("what is selected and sorted is right, and in GNU's order") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    const auto n = static_cast<int64_t>(random() % 200 + 1);
    const auto values = static_cast<int64_t>(random() % 2 == 0 ? 5 : 1000);
    const auto k = static_cast<int64_t>(random() % static_cast<uint64_t>(n));
    const bool bad = round % 100 == 0;
    const auto start = bad ? killer(2000) : elements(random, n, values);
    auto selected = start, partly = start, sorted = start;
    gnu::nth_element(selected.data(), selected.data() + k, selected.data() + selected.size());
    gnu::partial_sort(partly.data(), partly.data() + k, partly.data() + partly.size());
    gnu::sort(sorted.data(), sorted.data() + sorted.size());
    CHECK(std::is_sorted(sorted.begin(), sorted.end()));
    CHECK(std::is_sorted(partly.begin(), partly.begin() + k));
    CHECK(selected[static_cast<std::size_t>(k)].key == sorted[static_cast<std::size_t>(k)].key);
#ifdef __GLIBCXX__
    auto as_selected = start, as_partly = start, as_sorted = start;
    std::nth_element(as_selected.begin(), as_selected.begin() + k, as_selected.end());
    std::partial_sort(as_partly.begin(), as_partly.begin() + k, as_partly.end());
    std::sort(as_sorted.begin(), as_sorted.end());
    CHECK(order(selected) == order(as_selected));
    CHECK(order(partly) == order(as_partly));
    CHECK(order(sorted) == order(as_sorted));
#endif
  }
}

}  // namespace downhill
