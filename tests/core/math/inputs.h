// The inputs of the golden cases (tests/golden/math/inputs.py makes the same), and how their
// results are compared.
#pragma once

#include <downhill/math/bits.h>

#include <cstdint>
#include <type_traits>
#include <vector>

namespace downhill::test {

class Splitmix {  // Steele, Lea and Flood's generator
 public:
  explicit Splitmix(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  uint64_t state_;
};

// n numbers in [-1, 1), multiples of 2^-23.
template <class T>
std::vector<T> values(uint64_t seed, int64_t n) {
  Splitmix random(seed);
  std::vector<T> result;
  for (int64_t i = 0; i < n; ++i) {
    result.push_back(static_cast<T>(static_cast<double>(random.next() >> 40) * 0x1p-23 - 1.0));
  }
  return result;
}

template <class T>
uint64_t bits(T x) {
  if constexpr (sizeof(T) == 1) {
    return static_cast<uint64_t>(x);
  } else {
    using Word = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
    return math::bit_cast<Word>(x);
  }
}

class Fold {  // a hash of 64-bit words
 public:
  void add(uint64_t word) { hash_ = (hash_ ^ word) * 0x100000001b3; }
  uint64_t hash() const { return hash_; }

 private:
  uint64_t hash_ = 0xcbf29ce484222325;
};

template <class T>
uint64_t fold(const T* values, int64_t n) {
  Fold result;
  for (int64_t i = 0; i < n; ++i) result.add(bits(values[i]));
  return result.hash();
}

// Distance in units in the last place; NaNs are equal.
template <class T>
uint64_t ulps(T a, T b) {
  if (a != a && b != b) return 0;
  if (a != a || b != b) return UINT64_MAX;
  const auto place = [](T x) {
    const int64_t sign_bit = sizeof(T) == 4 ? int64_t{1} << 31 : INT64_MIN;
    const int64_t word = static_cast<int64_t>(bits(x));
    return (word & sign_bit) != 0 ? -(word & ~sign_bit) : word;
  };
  const int64_t x = place(a);
  const int64_t y = place(b);
  return x > y ? static_cast<uint64_t>(x) - static_cast<uint64_t>(y)
               : static_cast<uint64_t>(y) - static_cast<uint64_t>(x);
}

}  // namespace downhill::test
