// Random numbers through handles. Values of seed 0 were printed by PyTorch 2.13 and NumPy.
#include <doctest/doctest.h>

#include "api.h"

using namespace downhill::test;
using Floats = std::vector<float>;

TEST_CASE("generators are handles; the same seed gives the same numbers, 0 is the default one") {
  NO_HANDLE_STAYS;
  const Handle g(dh_generator(0)), t = vector({0, 0, 0}), u = vector({0, 0, 0});
  CHECK(dh_seed(g, 0, 0) == 1);
  CHECK(dh_random(g, DH_UNIFORM, t, 0, 1) == 1);
  CHECK(values(t) == Floats{0x1.fc2abp-2F, 0x1.89545ep-1F, 0x1.6a675p-4F});
  CHECK(dh_version(t) == 1);
  CHECK(dh_seed(0, 0, 0) == 1);
  CHECK(dh_random(0, DH_UNIFORM, u, 0, 1) == 1);
  CHECK(values(t) == values(u));
  CHECK(dh_random(g, DH_UNIFORM, u, 0, 1) == 1);
  CHECK(values(t) != values(u));

  CHECK(dh_seed(g, 0, 0) == 1);
  CHECK(dh_random(g, DH_NORMAL, t, 0, 1) == 1);
  CHECK(values(t) == Floats{0x1.8a7eb8p+0F, -0x1.2c78ap-2F, -0x1.16e292p+1F});
  const Handle n(dh_generator(1)), d = made<double>({3}, {0, 0, 0});
  CHECK(dh_seed(n, 0, 0) == 1);
  CHECK(dh_random(n, DH_NORMAL, d, 0, 1) == 1);
  CHECK(values<double>(d) ==
        std::vector<double>{0x1.c398ef3e5cfa5p+0, 0x1.99c2cfacc8953p-2, 0x1.f51d25222c9abp-1});
}

TEST_CASE("a generator's state goes out and comes back") {
  NO_HANDLE_STAYS;
  const Handle g(dh_generator(0)), other(dh_generator(0)), t = vector({0, 0}), u = vector({0, 0});
  dh_random(g, DH_NORMAL, t, 0, 1);
  const int bytes = dh_generator_state(g);
  REQUIRE(bytes > 0);
  const std::string state = staged();
  dh_random(g, DH_NORMAL, t, 0, 1);
  dh_copy_in(state.data(), bytes);
  CHECK(dh_generator_set_state(other) == 1);
  dh_random(other, DH_NORMAL, u, 0, 1);
  CHECK(values(t) == values(u));
  dh_stage_resize(7);
  CHECK(dh_generator_set_state(g) == 0);
  CHECK(error() == "RNG state is wrong size");
}

TEST_CASE("what cannot be filled says so, and leaves are respected") {
  NO_HANDLE_STAYS;
  const Handle g(dh_generator(0)), whole = made<int64_t>({2}, {1, 2}), x = vector({1, 2});
  CHECK(dh_random(g, DH_NORMAL, whole, 0, 1) == 0);
  CHECK(error() != "");
  CHECK(values<int64_t>(whole) == std::vector<int64_t>{1, 2});
  dh_set_requires_grad(x, 1);
  CHECK(dh_random(g, DH_UNIFORM, x, 0, 1) == 0);
  CHECK(error() == "a leaf Variable that requires grad is being used in an in-place operation.");
  CHECK(values(x) == Floats{1, 2});
  CHECK(dh_random(x, DH_UNIFORM, whole, 0, 1) == 0);
  CHECK(error() == "handle " + std::to_string(x) + " is not a generator");
  CHECK(dh_seed_list(g) == 0);
  CHECK(error() != "");
}

TEST_CASE("strided tensors are filled in the order of memory") {
  NO_HANDLE_STAYS;
  const Handle g(dh_generator(0)), m = made<float>({2, 2}, {0, 0, 0, 0}),
                                   turned(dh_call1(op("t"), m)),
                                   plain = made<float>({2, 2}, {0, 0, 0, 0});
  dh_seed(g, 0, 7);
  dh_random(g, DH_UNIFORM, turned, 0, 1);
  dh_seed(g, 0, 7);
  dh_random(g, DH_UNIFORM, plain, 0, 1);
  CHECK(values(m) == values(plain));
  CHECK(values(turned) != values(plain));
}
