// NumPy's legacy generator, numpy.random.RandomState and numpy.random.seed, bit for bit.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <downhill/random/mt19937.h>

namespace downhill {

class NumpyRandomState {
 public:
  struct State {
    Mt19937 engine;
    std::optional<double> gauss;  // second value of the last polar pair
  };

  explicit NumpyRandomState(uint32_t value = 0) { seed(value); }

  // numpy.random.seed(int) and numpy.random.seed(list); a list is not empty.
  void seed(uint32_t value);
  void seed(std::span<const uint32_t> key);
  const State& state() const { return state_; }
  void set_state(const State& state) { state_ = state; }

  uint32_t next32() { return state_.engine.next(); }
  uint64_t next64();
  double next_double();  // [0, 1), 53 bits
  double gauss();        // standard normal

  // Each fills n values in C order.
  void rand(double* out, int64_t n);   // also random_sample, random
  void randn(double* out, int64_t n);  // also standard_normal
  void uniform(double* out, int64_t n, double low, double high);
  void normal(double* out, int64_t n, double loc, double scale);
  void exponential(double* out, int64_t n, double scale);
  // int64 in [low, high), high > low (unchecked).
  void randint(int64_t* out, int64_t n, int64_t low, int64_t high);

  // Shuffles indices (or rows by index) in place.
  void shuffle(int64_t* values, int64_t n);
  void permutation(int64_t* out, int64_t n);
  // Indices of numpy.random.choice(population, n, replace) without p; n <= population unless
  // `replace` (unchecked).
  void choice(int64_t* out, int64_t n, int64_t population, bool replace);
  // numpy.random.choice(population, n, p=p): p sums to 1 (unchecked); with replacement.
  void choice(int64_t* out, int64_t n, std::span<const double> p);

 private:
  uint64_t masked(uint64_t range);  // uniform in [0, range], by masking and rejection

  State state_;
};

}  // namespace downhill
