// The six workloads that are measured, each once: data, and the values that a right run ends with
// (those of real PyTorch 2.13). floor.cpp, eager.cpp and replay.cpp run them; workloads.py is the
// same as a program of PyTorch's.
//
//   W1  x = [15] float32, y = x**2, SGD lr .05; from the start again every 100 steps
//   W2  least squares, 80 rows, float64, SGD lr 5e-5 momentum .9; 500 steps
//   W3  Rosenbrock's function of two float64 scalars from (-1.5, 2), Adam lr 1e-3; 10,000 steps
//   W4  2-64-64-1 tanh, 256 rows, mean squared error, Adam; 200 steps
//   W5  784-256-128-10 ReLU, 64 rows, cross entropy, Adam; 20 steps
//   W6  Adam's step on 1,000,000 float32 with a fixed gradient; 10 steps
#pragma once
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bench {

// In [0, 1): element i of stream `seed`.
inline double uniform(uint32_t seed, uint32_t i) {
  uint32_t h = i + seed * 0x9E3779B9u;
  h ^= h >> 16;
  h *= 0x85ebca6bu;
  h ^= h >> 13;
  h *= 0xc2b2ae35u;
  h ^= h >> 16;
  return h / 4294967296.0;
}

struct LeastSquares {  // numpy.random.RandomState(0).rand(100, 2) * 10, its first 80 rows
  static constexpr int rows = 80;
  double x[rows][2], y[rows];
  static constexpr double w[2] = {-1.7755, 1.4201}, b = 1.0382, lr = 5e-5, momentum = 0.9;
  LeastSquares();
};

// A network of three layers, its inputs and what it should give.
struct Mlp {
  int batch, sizes[4];
  bool tanh;  // and mean squared error; else ReLU and cross entropy
  int steps;
  std::vector<float> x, target, weight[3], bias[3];
  std::vector<int64_t> label;
};
Mlp w4();
Mlp w5();

struct BigStep {
  static constexpr int n = 1000000;
  std::vector<float> p, g;
  BigStep();
};

// One workload in one mode. run() does `steps` steps from the start state, for W4 to W6 after a
// rebuild() that is not timed.
class Case {
 public:
  virtual ~Case() = default;
  virtual void rebuild() {}
  virtual void run() = 0;
  // The values that the last run ended with; the same bits in every mode.
  virtual std::vector<double> values() = 0;
};

struct Workload {
  const char* id;
  int64_t steps;       // of a run
  int64_t per;         // what ns are divided by, beside the steps: elements in W6
  bool rebuilds;       // else a run starts anew by itself, and may be repeated without a break
  const char* values;  // what values() are, for messages
  std::vector<double> expected;
  double within;  // relative; 0: to the bit
};
const std::vector<Workload>& workloads();

// Null where a workload has no such mode.
std::unique_ptr<Case> make_floor(const std::string& id);
std::unique_ptr<Case> make_eager(const std::string& id);
std::unique_ptr<Case> make_replay(const std::string& id);

// One line of figures for our matrix product (float32, contiguous) beside Eigen's.
struct Product {
  double ours, eigen;       // GFLOP/s, median
  const char* eigen_flags;  // beyond the baseline
};
Product measure_product(int m, int k, int n, double seconds);

}  // namespace bench
