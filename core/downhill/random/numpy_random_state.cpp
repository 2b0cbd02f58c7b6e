#include <downhill/random/numpy_random_state.h>

#include <downhill/math/functions.h>

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace downhill {

void NumpyRandomState::seed(uint32_t value) {
  state_.engine.seed(value);
  state_.gauss.reset();
}

void NumpyRandomState::seed(std::span<const uint32_t> key) {
  state_.engine.seed(key);
  state_.gauss.reset();
}

uint64_t NumpyRandomState::next64() {
  const uint64_t high = next32();
  return (high << 32) | next32();
}

double NumpyRandomState::next_double() {
  const double high = next32() >> 5;
  const double low = next32() >> 6;
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

double NumpyRandomState::gauss() {  // Marsaglia's polar method
  if (state_.gauss) return *std::exchange(state_.gauss, std::nullopt);
  double x1 = 0;
  double x2 = 0;
  double square = 0;
  do {
    x1 = 2.0 * next_double() - 1.0;
    x2 = 2.0 * next_double() - 1.0;
    square = x1 * x1 + x2 * x2;
  } while (square >= 1.0 || square == 0.0);
  const double factor = std::sqrt(-2.0 * math::log(square) / square);
  state_.gauss = factor * x1;
  return factor * x2;
}

void NumpyRandomState::rand(double* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = next_double();
}

void NumpyRandomState::randn(double* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = gauss();
}

void NumpyRandomState::uniform(double* out, int64_t n, double low, double high) {
  const double range = high - low;
  for (int64_t i = 0; i < n; ++i) out[i] = low + range * next_double();
}

void NumpyRandomState::normal(double* out, int64_t n, double loc, double scale) {
  for (int64_t i = 0; i < n; ++i) out[i] = loc + scale * gauss();
}

void NumpyRandomState::exponential(double* out, int64_t n, double scale) {
  for (int64_t i = 0; i < n; ++i) out[i] = scale * -math::log(1.0 - next_double());
}

uint64_t NumpyRandomState::masked(uint64_t range) {
  if (range == 0) return 0;
  const uint64_t mask = std::numeric_limits<uint64_t>::max() >> std::countl_zero(range);
  const bool narrow = range <= std::numeric_limits<uint32_t>::max();
  while (true) {
    const uint64_t value = (narrow ? next32() : next64()) & mask;
    if (value <= range) return value;
  }
}

void NumpyRandomState::randint(int64_t* out, int64_t n, int64_t low, int64_t high) {
  const uint64_t base = static_cast<uint64_t>(low);
  const uint64_t range = static_cast<uint64_t>(high) - base - 1;
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<int64_t>(base + masked(range));
}

void NumpyRandomState::shuffle(int64_t* values, int64_t n) {
  for (int64_t i = n - 1; i > 0; --i) {
    std::swap(values[i], values[masked(static_cast<uint64_t>(i))]);
  }
}

void NumpyRandomState::permutation(int64_t* out, int64_t n) {
  std::iota(out, out + n, int64_t{0});
  shuffle(out, n);
}

void NumpyRandomState::choice(int64_t* out, int64_t n, int64_t population, bool replace) {
  if (replace) return randint(out, n, 0, population);
  std::vector<int64_t> all(static_cast<size_t>(population));
  permutation(all.data(), population);
  for (int64_t i = 0; i < n; ++i) out[i] = all[static_cast<size_t>(i)];
}

void NumpyRandomState::choice(int64_t* out, int64_t n, std::span<const double> p) {
  std::vector<double> cumulative(p.size());
  std::partial_sum(p.begin(), p.end(), cumulative.begin());
  const double total = cumulative.back();
  for (double& value : cumulative) value /= total;
  for (int64_t i = 0; i < n; ++i) {
    const double draw = next_double();
    int64_t index = 0;
    while (cumulative[static_cast<size_t>(index)] <= draw) ++index;
    out[i] = index;
  }
}

}  // namespace downhill
