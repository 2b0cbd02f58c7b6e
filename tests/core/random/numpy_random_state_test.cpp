#include <downhill/random/numpy_random_state.h>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "../math/inputs.h"

using namespace downhill;

namespace {

// What one golden case draws; see make_random.py.
uint64_t draw(const std::string& name, NumpyRandomState& g, int64_t n) {
  std::vector<double> out(static_cast<size_t>(n));
  std::vector<int64_t> integers(static_cast<size_t>(n));
  double* p = out.data();
  int64_t* q = integers.data();
  const std::vector<double> weights{.1, .2, .3, .4};
  if (name == "rand") return g.rand(p, n), test::fold(p, n);
  if (name == "randn") return g.randn(p, n), test::fold(p, n);
  if (name == "uniform") return g.uniform(p, n, -2, 5), test::fold(p, n);
  if (name == "normal") return g.normal(p, n, 1.5, .3), test::fold(p, n);
  if (name == "exponential") return g.exponential(p, n, 2.), test::fold(p, n);
  if (name == "randint") return g.randint(q, n, -5, 100), test::fold(q, n);
  if (name == "randint_wide") return g.randint(q, n, 0, int64_t{1} << 40), test::fold(q, n);
  if (name == "permutation") return g.permutation(q, n), test::fold(q, n);
  if (name == "choice") return g.choice(q, n, 50, true), test::fold(q, n);
  if (name == "choice_once") return g.choice(q, n, 50, false), test::fold(q, n);
  if (name == "choice_p") return g.choice(q, n, weights), test::fold(q, n);
  FAIL("no such case: ", name);
  return 0;
}

void check_case(const char* name, const std::vector<uint32_t>& seed, int64_t n, uint64_t want) {
  NumpyRandomState g;
  if (seed.size() == 1) {
    g.seed(seed[0]);
  } else {
    g.seed(seed);
  }
  test::Fold hash;
  hash.add(draw(name, g, n));
  double rest[2];
  g.rand(rest, 2);
  hash.add(test::fold(rest, 2));
  CHECK_MESSAGE(hash.hash() == want, name, " first of seed ", seed[0]);
}

}  // namespace

TEST_CASE("RandomState draws NumPy's numbers") {
#define LIST(...) \
  std::vector<uint32_t> { __VA_ARGS__ }
#define REPEAT(value, count) std::vector<uint32_t>(count, value)
#define CASE(name, seed, n, hash) check_case(#name, seed, n, hash);
#include "../../golden/random/numpy.inc"
#undef CASE
#undef REPEAT
#undef LIST
}

TEST_CASE("RandomState: a saved state draws the same again") {
  NumpyRandomState g(5);
  g.gauss();
  const NumpyRandomState::State state = g.state();
  const double first = g.gauss();
  NumpyRandomState other(6);
  other.set_state(state);
  CHECK(other.gauss() == first);
}
