#include <downhill/math/fma.h>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "inputs.h"

using namespace downhill;
using test::bits;

namespace {

// A number of any size: small and large exponents, short significands (which make ties), zeros.
template <class T>
T any(test::Splitmix& random) {
  using Word = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  constexpr int kFraction = sizeof(T) == 4 ? 23 : 52;
  constexpr int kTop = sizeof(T) == 4 ? 255 : 2047;
  const uint64_t r = random.next();
  Word word = static_cast<Word>(random.next());
  if ((r & 3) == 0) return math::bit_cast<T>(word);
  if ((r & 4) != 0) word &= ~((Word{1} << (r >> 8) % (kFraction + 1)) - 1);
  const Word spread = static_cast<Word>((r >> 20) % 60);
  const Word middle = kTop / 2 - 30 + spread;
  const Word exponent = (r & 24) == 0 ? spread : (r & 24) == 8 ? kTop - 1 - spread : middle;
  constexpr Word kMask = (Word{1} << kFraction) - 1;
  return math::bit_cast<T>(static_cast<Word>((word & (kMask | (Word{1} << (sizeof(T) * 8 - 1)))) |
                                             (exponent << kFraction)));
}

}  // namespace

// Hashes of the results by an x86 processor's own instruction. Not every C library can serve as the
// judge: musl's fmaf relies on rounding modes, which wasm lacks.
template <class T>
constexpr uint64_t kHardwareHash = 0;
template <>
constexpr uint64_t kHardwareHash<float> = 0x7c7775cd76938a81;
template <>
constexpr uint64_t kHardwareHash<double> = 0xc1f9e6772c42e084;

TEST_CASE_TEMPLATE("fma gives the hardware's bits", T, float, double) {
  test::Splitmix random(5);
  test::Fold results;
  for (int i = 0; i < 300000; ++i) {
    const T a = any<T>(random);
    const T b = any<T>(random);
    T c = any<T>(random);
    if (i % 5 == 0) c = -(a * b);  // cancels but for the rounding
    const T result = math::fma(a, b, c);
    results.add(result != result ? 1 : bits(result));
  }
  CHECK(results.hash() == kHardwareHash<T>);
}

TEST_CASE("fma: cases known to go wrong by rounding twice") {
  // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24: a tie between floats, broken by a sum beyond double.
  const float x = 1.0f + 0x1p-12f;
  CHECK(math::fma(x, x, 0x1p-80f) == 1.0f + 0x1p-11f + 0x1p-23f);
  CHECK(math::fma(x, x, -0x1p-80f) == 1.0f + 0x1p-11f);
  CHECK(math::fma(x, x, 0.0f) == 1.0f + 0x1p-11f);
  // Denormal results are rounded once, too.
  CHECK(math::fma(0x1.000002p-75f, 0x1p-75f, 0.0f) == 0x1p-149f);
  CHECK(math::fma(0x1p-75f, 0x1p-75f, 0.0f) == 0.0f);
  CHECK(math::fma(1e200, 1e200, -std::numeric_limits<double>::infinity()) ==
        -std::numeric_limits<double>::infinity());
  CHECK(std::signbit(math::fma(-1e-200, 1e-200, 0.0)));
}

TEST_CASE_TEMPLATE("the loops fuse as PyTorch's kernels do", T, float, double) {
  for (const int64_t n : {0, 1, 7, 8, 9, 37}) {
    const std::vector<T> x = test::values<T>(1, n);
    const std::vector<T> y = test::values<T>(2, n);
    const std::vector<T> z = test::values<T>(3, n);
    std::vector<T> out(x.size());
    const T alpha = static_cast<T>(0.1);
    math::axpy(n, alpha, x.data(), z.data(), out.data());
    for (size_t i = 0; i < x.size(); ++i) CHECK(out[i] == math::fma(alpha, x[i], z[i]));
    math::addcmul(n, alpha, x.data(), y.data(), z.data(), out.data());
    for (size_t i = 0; i < x.size(); ++i) CHECK(out[i] == math::fma(alpha * x[i], y[i], z[i]));
    math::fma(n, x.data(), y.data(), z.data(), out.data());
    for (size_t i = 0; i < x.size(); ++i) CHECK(out[i] == math::fma(x[i], y[i], z[i]));
    math::lerp(n, x.data(), y.data(), alpha, out.data());
    for (size_t i = 0; i < x.size(); ++i) CHECK(out[i] == math::fma(alpha, y[i] - x[i], x[i]));
    const T late = static_cast<T>(0.7);
    out = x;  // in place
    math::lerp(n, out.data(), y.data(), late, out.data());
    for (size_t i = 0; i < x.size(); ++i) {
      CHECK(out[i] == math::fma(late - T(1), y[i] - x[i], y[i]));
    }
  }
}
