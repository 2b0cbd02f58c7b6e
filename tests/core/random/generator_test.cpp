#include <downhill/random/generator.h>

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "../math/inputs.h"

using namespace downhill;

namespace {

// What one golden case draws from `g`, as a hash of its bits; see make_random.py.
uint64_t draw(const std::string& name, Generator& g, int64_t n) {
  const auto fill = [n](auto type, auto function) {
    using T = decltype(type);
    const size_t size = static_cast<size_t>(n);
    const std::unique_ptr<T[]> out(new T[size + 1]());
    function(out.get());
    return test::fold(out.get(), n);
  };
  if (name == "rand_float") return fill(float(), [&](float* p) { g.uniform(p, n); });
  if (name == "rand_double") return fill(double(), [&](double* p) { g.uniform(p, n); });
  if (name == "uniform_float") return fill(float(), [&](float* p) { g.uniform(p, n, -.37, .91); });
  if (name == "uniform_double") {
    return fill(double(), [&](double* p) { g.uniform(p, n, -.37, .91); });
  }
  if (name == "randn_float") return fill(float(), [&](float* p) { g.normal(p, n); });
  if (name == "normal_float") return fill(float(), [&](float* p) { g.normal(p, n, 1.5, .3); });
  if (name == "normal_strided_float") {
    return fill(float(), [&](float* p) { g.normal(p, n, 0, 1, n == 1); });
  }
  if (name == "randn_thrice_float") {
    float out[26];
    g.normal(out, 3);
    g.normal(out + 3, 20);
    g.normal(out + 23, 3);
    return test::fold(out, 26);
  }
  const auto integers = [&](int64_t low, int64_t high) {
    return fill(int64_t(), [&](int64_t* p) { g.randint(p, n, low, high); });
  };
  if (name == "randint_small") return integers(-5, 7);
  if (name == "randint_edge") return integers(0, (int64_t{1} << 28) - 1);
  if (name == "randint_wide") return integers(0, int64_t{1} << 28);
  if (name == "randint_huge") return integers(-(int64_t{1} << 33), int64_t{1} << 40);
  if (name == "randint_float") return fill(float(), [&](float* p) { g.randint(p, n, 0, 9); });
  if (name == "random_int64") return fill(int64_t(), [&](int64_t* p) { g.random_(p, n); });
  if (name == "random_float") return fill(float(), [&](float* p) { g.random_(p, n); });
  if (name == "random_double") return fill(double(), [&](double* p) { g.random_(p, n); });
  if (name == "random_bool") return fill(bool(), [&](bool* p) { g.random_(p, n); });
  if (name == "randperm") return fill(int64_t(), [&](int64_t* p) { g.randperm(p, n); });
  if (name == "bernoulli") return fill(float(), [&](float* p) { g.bernoulli(p, n, .3); });
  if (name == "bernoulli_float_p") {
    const std::vector<float> p(static_cast<size_t>(n), .3f);
    return fill(float(), [&](float* out) { g.bernoulli(out, n, p.data()); });
  }
  if (name == "bernoulli_double_p") {
    const std::vector<double> p(static_cast<size_t>(n), .3);
    return fill(double(), [&](double* out) { g.bernoulli(out, n, p.data()); });
  }
  FAIL("no such case: ", name);
  return 0;
}

// The golden hash covers the draw and where the generator stands after it.
void check_case(const char* name, uint64_t seed, int64_t n, uint64_t want) {
  Generator g(seed);
  test::Fold hash;
  hash.add(draw(name, g, n));
  float rest[2];
  g.uniform(rest, 2);
  hash.add(test::fold(rest, 2));
  CHECK_MESSAGE(hash.hash() == want, name, " seed ", seed, " n ", n);
}

struct Distance {
  size_t total = 0;
  size_t wrong = 0;
};

// float64 normals go through the logarithm, sine and cosine, of which each C library has its own.
void check_normals(uint64_t seed, const std::vector<uint64_t>& want, Distance* distance) {
  Generator g(seed);
  std::vector<double> out(want.size());
  g.normal(out.data(), static_cast<int64_t>(out.size()));
  for (size_t i = 0; i < out.size(); ++i) {
    const uint64_t ulps = test::ulps(out[i], math::bit_cast<double>(want[i]));
    CHECK(ulps <= 1);
    distance->wrong += ulps != 0;
    distance->total += 1;
  }
}

}  // namespace

TEST_CASE("the generator draws PyTorch's numbers") {
  Distance distance;
#define LIST(...) std::vector<uint64_t>{__VA_ARGS__}
#define CASE(name, seed, n, hash) check_case(#name, seed, n, hash);
#define NORMALS(seed, values) check_normals(seed, values, &distance);
#include "../../golden/random/torch.inc"
#undef CASE
#undef NORMALS
#undef LIST
  CHECK(distance.total == 1030);
  CHECK(distance.wrong * 100 <= distance.total);
}

TEST_CASE("a saved state draws the same again, the cached normal included") {
  Generator g(7);
  double first[3];
  g.normal(first, 1);
  const Generator::State state = g.state();
  CHECK(state.next_normal.has_value());
  g.normal(first, 3);
  double second[3];
  Generator other(8);
  other.set_state(state);
  other.normal(second, 3);
  for (int i = 0; i < 3; ++i) CHECK(first[i] == second[i]);
  CHECK(other.initial_seed() == 7);
  other.manual_seed(9);
  CHECK_FALSE(other.state().next_normal.has_value());
}
