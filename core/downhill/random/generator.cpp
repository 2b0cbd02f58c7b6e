#include <downhill/random/generator.h>

#include <downhill/math/fma.h>
#include <downhill/math/functions.h>
#include <downhill/random/box_muller.h>

#include <cmath>
#include <numeric>
#include <type_traits>
#include <utility>

namespace downhill {

namespace {

constexpr int64_t kVectorMinimum = 16;  // from so many elements on, PyTorch fills in vectors

float to_uniform_float(uint32_t bits) { return static_cast<float>(bits & 0xffffffu) * 0x1p-24f; }

double to_uniform_double(uint64_t bits) {
  return static_cast<double>(bits & ((uint64_t{1} << 53) - 1)) * 0x1p-53;
}

}  // namespace

void Generator::manual_seed(uint64_t seed) {
  state_.seed = seed;
  state_.engine.seed(static_cast<uint32_t>(seed));  // the high half is not used
  state_.next_normal.reset();
}

uint64_t Generator::random64() {
  const uint64_t high = random();
  return (high << 32) | random();
}

float Generator::uniform01_float() { return to_uniform_float(random()); }

double Generator::uniform01_double() { return to_uniform_double(random64()); }

void Generator::uniform(float* out, int64_t n, double from, double to) {
  const float low = static_cast<float>(from);
  const float range = static_cast<float>(to) - low;
  for (int64_t i = 0; i < n; ++i) out[i] = math::fma(uniform01_float(), range, low);
}

void Generator::uniform(double* out, int64_t n, double from, double to) {
  const double range = to - from;
  for (int64_t i = 0; i < n; ++i) out[i] = math::fma(uniform01_double(), range, from);
}

double Generator::next_normal(double mean, double std) {
  double value = 0;
  if (state_.next_normal) {
    value = *std::exchange(state_.next_normal, std::nullopt);
  } else {
    constexpr double kTwoPi = 6.283185307179586;
    const double u1 = uniform01_double();
    const double u2 = uniform01_double();
    const double radius = std::sqrt(-2.0 * math::log1p(-u2));
    const double angle = kTwoPi * u1;
    state_.next_normal = radius * math::sin(angle);
    value = radius * math::cos(angle);
  }
  return math::fma(value, std, mean);
}

void Generator::normal(float* out, int64_t n, double mean, double std, bool contiguous) {
  if (n < kVectorMinimum || !contiguous) {
    for (int64_t i = 0; i < n; ++i) out[i] = static_cast<float>(next_normal(mean, std));
    return;
  }
  const auto draw = [&](float* p, int64_t count) {
    for (int64_t i = 0; i < count; ++i) p[i] = uniform01_float();
  };
  const auto transform = [&](float* p) {
    detail::box_muller_16(p, static_cast<float>(mean), static_cast<float>(std));
  };
  draw(out, n);
  for (int64_t i = 0; i + 16 <= n; i += 16) transform(out + i);
  if (n % 16 != 0) {  // the last 16 are drawn again
    draw(out + n - 16, 16);
    transform(out + n - 16);
  }
}

void Generator::normal(double* out, int64_t n, double mean, double std, bool contiguous) {
  if (n < kVectorMinimum || !contiguous) {
    for (int64_t i = 0; i < n; ++i) out[i] = next_normal(mean, std);
    return;
  }
  const auto draw = [&](double* p, int64_t count) {
    for (int64_t i = 0; i < count; ++i) p[i] = uniform01_double();
  };
  draw(out, n);
  for (int64_t i = 0; i + 16 <= n; i += 16) detail::box_muller_16(out + i, mean, std);
  if (n % 16 != 0) {
    draw(out + n - 16, 16);
    detail::box_muller_16(out + n - 16, mean, std);
  }
}

namespace {

template <class T>
void fill_integers(Generator& generator, T* out, int64_t n, int64_t low, int64_t high) {
  constexpr uint64_t kWideRange = uint64_t{1} << 28;
  const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  for (int64_t i = 0; i < n; ++i) {
    const uint64_t draw = range >= kWideRange ? generator.random64() : generator.random();
    out[i] = static_cast<T>(static_cast<int64_t>(draw % range + static_cast<uint64_t>(low)));
  }
}

}  // namespace

void Generator::randint(int64_t* out, int64_t n, int64_t low, int64_t high) {
  fill_integers(*this, out, n, low, high);
}
void Generator::randint(float* out, int64_t n, int64_t low, int64_t high) {
  fill_integers(*this, out, n, low, high);
}
void Generator::randint(double* out, int64_t n, int64_t low, int64_t high) {
  fill_integers(*this, out, n, low, high);
}
void Generator::randint(bool* out, int64_t n, int64_t low, int64_t high) {
  fill_integers(*this, out, n, low, high);
}

void Generator::random_(int64_t* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    out[i] = static_cast<int64_t>(random64() & ~(uint64_t{1} << 63));
  }
}

void Generator::random_(float* out, int64_t n) {
  constexpr uint32_t kRange = (uint32_t{1} << 24) + 1;
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<float>(random() % kRange);
}

void Generator::random_(double* out, int64_t n) {
  constexpr uint64_t kRange = (uint64_t{1} << 53) + 1;
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<double>(random64() % kRange);
}

void Generator::random_(bool* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = (random() & 1) != 0;
}

void Generator::randperm(int64_t* out, int64_t n) {
  std::iota(out, out + n, int64_t{0});
  for (int64_t i = 0; i < n - 1; ++i) {
    const int64_t offset = static_cast<int64_t>(random() % static_cast<uint64_t>(n - i));
    std::swap(out[i], out[i + offset]);
  }
}

template <class T>
void Generator::bernoulli(T* out, int64_t n, double p) {
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<T>(uniform01_double() < p);
}

template <class T, class P>
void Generator::bernoulli(T* out, int64_t n, const P* p) {
  for (int64_t i = 0; i < n; ++i) {
    if constexpr (std::is_same_v<P, float>) {
      out[i] = static_cast<T>(uniform01_float() < p[i]);
    } else {
      out[i] = static_cast<T>(uniform01_double() < p[i]);
    }
  }
}

template void Generator::bernoulli(float*, int64_t, double);
template void Generator::bernoulli(double*, int64_t, double);
template void Generator::bernoulli(int64_t*, int64_t, double);
template void Generator::bernoulli(bool*, int64_t, double);
template void Generator::bernoulli(float*, int64_t, const float*);
template void Generator::bernoulli(float*, int64_t, const double*);
template void Generator::bernoulli(double*, int64_t, const float*);
template void Generator::bernoulli(double*, int64_t, const double*);

}  // namespace downhill
