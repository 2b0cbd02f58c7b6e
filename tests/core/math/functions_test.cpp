#include <downhill/math/functions.h>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "inputs.h"

using namespace downhill;
using test::ulps;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b) {
  return ulps(a, b) == 0 && (a != a || std::signbit(a) == std::signbit(b));
}

}  // namespace

TEST_CASE("functions: correctly rounded on the golden arguments") {
  int wrong = 0;
  int wrong_log1p = 0;
  const auto check = [&](const char* name, auto x, auto got, auto want) {
    if (got == want) return;
    // log1p of double keeps fdlibm's digits, which are not always the nearest.
    if (std::string(name) == "log1p" && sizeof(x) == 8) {
      wrong_log1p += 1;
      CHECK_MESSAGE(ulps(got, want) <= 1, name, " ", x);
    } else {
      wrong += 1;
      CHECK_MESSAGE(got == want, name, " of ", x, " off by ", ulps(got, want), " ulp");
    }
  };
#define FLOAT(name, x, y)                                                      \
  check(#name, math::bit_cast<float>(x), math::name(math::bit_cast<float>(x)), \
        math::bit_cast<float>(y));
#define DOUBLE(name, x, y)                          \
  check(#name, math::bit_cast<double>(uint64_t{x}), \
        math::name(math::bit_cast<double>(uint64_t{x})), math::bit_cast<double>(uint64_t{y}));
#define POW_FLOAT(x, y, z)               \
  check("pow", math::bit_cast<float>(x), \
        math::pow(math::bit_cast<float>(x), math::bit_cast<float>(y)), math::bit_cast<float>(z));
#define POW_DOUBLE(x, y, z)                                                                  \
  check("pow", math::bit_cast<double>(uint64_t{x}),                                          \
        math::pow(math::bit_cast<double>(uint64_t{x}), math::bit_cast<double>(uint64_t{y})), \
        math::bit_cast<double>(uint64_t{z}));
#include "../../golden/math/functions.inc"
#undef FLOAT
#undef DOUBLE
#undef POW_FLOAT
#undef POW_DOUBLE
  CHECK(wrong == 0);
  CHECK(wrong_log1p <= 12);  // of 110
}

TEST_CASE("functions: special values of one argument") {
  const double smallest = std::numeric_limits<double>::denorm_min();
  struct Case {
    double (*function)(double);
    double x, y;
  };
  const Case cases[] = {
      {math::exp, 0.0, 1.0},
      {math::exp, kInfinity, kInfinity},
      {math::exp, -kInfinity, 0.0},
      {math::exp, 710.0, kInfinity},
      {math::exp, -746.0, 0.0},
      {math::exp, -745.0, smallest},
      {math::expm1, -0.0, -0.0},
      {math::expm1, -kInfinity, -1.0},
      {math::expm1, 1000.0, kInfinity},
      {math::expm1, smallest, smallest},
      {math::log, 0.0, -kInfinity},
      {math::log, -0.0, -kInfinity},
      {math::log, -1.0, kNaN},
      {math::log, kInfinity, kInfinity},
      {math::log, 1.0, 0.0},
      {math::log1p, -0.0, -0.0},
      {math::log1p, -1.0, -kInfinity},
      {math::log1p, -2.0, kNaN},
      {math::log1p, kInfinity, kInfinity},
      {math::sin, -0.0, -0.0},
      {math::sin, kInfinity, kNaN},
      {math::cos, 0.0, 1.0},
      {math::cos, -kInfinity, kNaN},
      {math::tan, -0.0, -0.0},
      {math::tanh, -0.0, -0.0},
      {math::tanh, kInfinity, 1.0},
      {math::tanh, -kInfinity, -1.0},
      {math::sigmoid, 0.0, 0.5},
      {math::sigmoid, kInfinity, 1.0},
      {math::sigmoid, -kInfinity, 0.0},
      {math::erf, -0.0, -0.0},
      {math::erf, -kInfinity, -1.0},
      {math::sqrt, -0.0, -0.0},
      {math::sqrt, -1.0, kNaN},
  };
  for (const Case& c : cases) {
    CHECK_MESSAGE(same(c.function(c.x), c.y), "f(", c.x, ") = ", c.function(c.x), " not ", c.y);
    CHECK(std::isnan(c.function(kNaN)));
  }
}

TEST_CASE("functions: float takes the special values of double") {
  const float infinity = std::numeric_limits<float>::infinity();
  const float points[] = {0.0f,   -0.0f,   1.0f,  -1.0f,  infinity, -infinity, std::nanf(""),
                          1e-45f, -1e-45f, 3e38f, -3e38f, 88.8f,    -104.5f,   -2.0f};
#define CHECK_FUNCTION(name)                                                    \
  for (const float x : points) {                                                \
    const double wide = static_cast<float>(math::name(static_cast<double>(x))); \
    CHECK_MESSAGE(same(math::name(x), wide), #name, " of ", x);                 \
  }
  CHECK_FUNCTION(exp)
  CHECK_FUNCTION(expm1)
  CHECK_FUNCTION(log)
  CHECK_FUNCTION(log1p)
  CHECK_FUNCTION(sin)
  CHECK_FUNCTION(cos)
  CHECK_FUNCTION(tan)
  CHECK_FUNCTION(tanh)
  CHECK_FUNCTION(sigmoid)
  CHECK_FUNCTION(erf)
  CHECK_FUNCTION(sqrt)
#undef CHECK_FUNCTION
}

TEST_CASE("pow: C99's special cases") {
  struct Case {
    double x, y, z;
  };
  const Case cases[] = {
      {0.0, -3.0, kInfinity},
      {-0.0, -3.0, -kInfinity},
      {-0.0, -2.0, kInfinity},
      {-0.0, 3.0, -0.0},
      {-0.0, 2.0, 0.0},
      {-0.0, 0.5, 0.0},
      {0.0, kInfinity, 0.0},
      {0.0, -kInfinity, kInfinity},
      {-1.0, kInfinity, 1.0},
      {1.0, kNaN, 1.0},
      {kNaN, 0.0, 1.0},
      {kNaN, 1.0, kNaN},
      {2.0, kNaN, kNaN},
      {-8.0, 1.0 / 3, kNaN},
      {0.5, kInfinity, 0.0},
      {0.5, -kInfinity, kInfinity},
      {-2.0, -kInfinity, 0.0},
      {-kInfinity, -3.0, -0.0},
      {-kInfinity, -2.0, 0.0},
      {-kInfinity, 3.0, -kInfinity},
      {-kInfinity, 2.5, kInfinity},
      {kInfinity, -1.0, 0.0},
      {kInfinity, 0.1, kInfinity},
      {-2.0, 3.0, -8.0},
      {-2.0, 1023.0, -0x1p1023},
      {2.0, 1024.0, kInfinity},
      {2.0, -1074.0, 0x1p-1074},
      {2.0, -1080.0, 0.0},
      {-2.0, 1e300, kInfinity},
      {1.5, 34.0, 0x1.d9a57e4bcccdbp+19},
      {10.0, 22.0, 1e22},
      {9.0, 0.5, 3.0},
  };
  for (const Case& c : cases) {
    if (c.x == 1.5) {  // lies half-way between two doubles: the even one
      CHECK(math::pow(c.x, c.y) == 16677181699666569.0 / 17179869184.0);
      continue;
    }
    CHECK_MESSAGE(same(math::pow(c.x, c.y), c.z), c.x, " ** ", c.y);
    if (std::fabs(c.z) < 1e30 || c.z != c.z || std::isinf(c.z)) {
      if (std::fabs(c.y) > 100 && std::isfinite(c.y)) continue;
      const float z = math::pow(static_cast<float>(c.x), static_cast<float>(c.y));
      CHECK_MESSAGE(same(z, static_cast<float>(c.z)), "float ", c.x, " ** ", c.y);
    }
  }
}

TEST_CASE_TEMPLATE("loops give what the functions give", T, float, double) {
  const std::vector<T> small = test::values<T>(11, 203);
  std::vector<T> x;
  for (size_t i = 0; i < small.size(); ++i) x.push_back(small[i] * (i % 7 == 0 ? T(1e9) : T(20)));
  std::vector<T> out(x.size());
  const int64_t n = static_cast<int64_t>(x.size());
#define CHECK_LOOP(name)               \
  math::name(x.data(), out.data(), n); \
  for (size_t i = 0; i < x.size(); ++i) CHECK(test::bits(out[i]) == test::bits(math::name(x[i])));
  CHECK_LOOP(exp)
  CHECK_LOOP(expm1)
  CHECK_LOOP(sin)
  CHECK_LOOP(cos)
  CHECK_LOOP(tan)
  CHECK_LOOP(tanh)
  CHECK_LOOP(sigmoid)
  CHECK_LOOP(erf)
  for (T& value : x) value = std::fabs(value);
  CHECK_LOOP(log)
  CHECK_LOOP(log1p)
  CHECK_LOOP(sqrt)
#undef CHECK_LOOP
  for (const T y : {T(2), T(3), T(0.5), T(-0.5), T(-1), T(-2), T(1.7)}) {
    math::pow(x.data(), y, out.data(), n);
    for (size_t i = 0; i < x.size(); ++i) CHECK(ulps(out[i], math::pow(x[i], y)) <= 2);
  }
}
