// optim/powers.h beside math::pow, whose digits it must have.
#include <downhill/math/functions.h>
#include <downhill/optim/powers.h>

#include <initializer_list>

#include <doctest/doctest.h>

namespace downhill {

TEST_CASE("powers asked for one after another, and in any order, are math::pow's") {
  for (const double base : {0.9, 0.999, 0.99, 0.5, 0.1, 0.96, 1e-3, 1e-40, 1 - 1e-9}) {
    int wrong = 0;
    for (int t = 1; t <= 20000; ++t) wrong += optim::pow(base, t) != math::pow(base, t);
    for (int t = 1; t <= 2000; ++t) {
      const int other = t * 7919 % 30011;  // nothing that is kept helps here
      wrong += optim::pow(base, other) != math::pow(base, other);
    }
    INFO(base);
    CHECK(wrong == 0);
  }
}

TEST_CASE("powers of bases and exponents that are not kept") {
  for (const double base : {0.0, 1.0, 2.5, -0.5}) {
    for (const double exponent : {0.0, 1.0, 3.0, -2.0}) {
      INFO(base, " ** ", exponent);
      CHECK(optim::pow(base, exponent) == math::pow(base, exponent));
    }
  }
  CHECK(optim::pow(0.9, 0.5) == math::pow(0.9, 0.5));
  CHECK(optim::pow(0.5, 1e6) == 0);
}

}  // namespace downhill
