// PyTorch's CPU random generator: mt19937 and the distributions on it, bit for bit as torch 2.13
// computes them on x86 with AVX2.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <downhill/random/mt19937.h>

namespace downhill {

class Generator {
 public:
  static constexpr uint64_t kDefaultSeed = 67280421310721;

  // All of what the generator remembers; copy it to save, set it to restore.
  struct State {
    uint64_t seed;
    Mt19937 engine;
    std::optional<double> next_normal;  // second value of the last Box-Muller pair
    friend bool operator==(const State&, const State&) = default;
  };

  explicit Generator(uint64_t seed = kDefaultSeed) { manual_seed(seed); }

  // torch.manual_seed; a negative seed is passed as its two's complement, as torch does.
  void manual_seed(uint64_t seed);
  uint64_t initial_seed() const { return state_.seed; }
  const State& state() const { return state_; }
  void set_state(const State& state) { state_ = state; }

  uint32_t random() { return state_.engine.next(); }
  uint64_t random64();

  // Every function below fills n contiguous elements in order, one draw after another. Where the
  // tensor is not contiguous, fill a contiguous buffer and copy.

  // tensor.uniform_(from, to); torch.rand is uniform(0, 1).
  void uniform(float* out, int64_t n, double from = 0, double to = 1);
  void uniform(double* out, int64_t n, double from = 0, double to = 1);

  // tensor.normal_(mean, std); torch.randn is normal(0, 1). `contiguous` says whether the tensor
  // that will get the values is: PyTorch draws other numbers for 16 or more elements if it is not.
  void normal(float* out, int64_t n, double mean = 0, double std = 1, bool contiguous = true);
  void normal(double* out, int64_t n, double mean = 0, double std = 1, bool contiguous = true);

  // tensor.random_(low, high) and torch.randint: low <= value < high (high > low, unchecked).
  void randint(int64_t* out, int64_t n, int64_t low, int64_t high);
  void randint(float* out, int64_t n, int64_t low, int64_t high);
  void randint(double* out, int64_t n, int64_t low, int64_t high);
  void randint(bool* out, int64_t n, int64_t low, int64_t high);

  // tensor.random_() without bounds.
  void random_(int64_t* out, int64_t n);
  void random_(float* out, int64_t n);
  void random_(double* out, int64_t n);
  void random_(bool* out, int64_t n);

  // torch.randperm(n).
  void randperm(int64_t* out, int64_t n);

  // tensor.bernoulli_(p): one probability for all. Dropout draws bernoulli_(1 - p).
  template <class T>
  void bernoulli(T* out, int64_t n, double p);
  // torch.bernoulli(tensor of probabilities); P is float or double.
  template <class T, class P>
  void bernoulli(T* out, int64_t n, const P* p);

 private:
  double uniform01_double();
  float uniform01_float();
  double next_normal(double mean, double std);

  State state_;
};

}  // namespace downhill
