// The floors of W1, W2 and W3: what the step computes, written out, with the core's digits.

#include "wide.h"
#include "workloads.h"

namespace bench {
namespace {

float sink;  // losses that nobody reads must still be computed

struct Parabola {
  template <class M>
  static DOWNHILL_INLINE void run(int steps, float* at) {
    const auto size = static_cast<float>(-0.05);
    float x = 15, loss = 0;
    for (int i = 0; i < steps; ++i) {
      loss = x * x;
      x = M::fma(size, x * 2, x);
    }
    sink = loss;
    *at = x;
  }
};

class W1 final : public Case {
  void run() override { bench::run<Parabola>(100, &x_); }
  std::vector<double> values() override { return {static_cast<double>(x_)}; }
  float x_ = 0;
};

struct Regression {
  // PyTorch's order of summing 80 doubles: 16 running sums, then four by four.
  static DOWNHILL_INLINE double total(double (&sums)[16]) {
    for (int r = 1; r < 4; ++r) {
      for (int k = 0; k < 4; ++k) sums[k] += sums[4 * r + k];
    }
    return ((sums[0] + sums[1]) + sums[2]) + sums[3];
  }
  template <class M>
  static DOWNHILL_INLINE void run(int steps, const LeastSquares* data, double* result) {
    constexpr int n = LeastSquares::rows;
    const double lr = LeastSquares::lr, momentum = LeastSquares::momentum;
    double x0[n], x1[n], y[n], d[n];
    for (int i = 0; i < n; ++i) x0[i] = data->x[i][0], x1[i] = data->x[i][1], y[i] = data->y[i];
    double w0 = LeastSquares::w[0], w1 = LeastSquares::w[1], b = LeastSquares::b, loss = 0;
    double m0 = 0, m1 = 0, mb = 0;
    for (int s = 0; s < steps; ++s) {
      double squares[16] = {}, gradients[16] = {};
      for (int i = 0; i < n; i += 16) {
        for (int k = 0; k < 16; ++k) {
          const double e = x0[i + k] * w0 + x1[i + k] * w1 + b - y[i + k];
          d[i + k] = e * 2;
          squares[k] += e * e;
          gradients[k] += d[i + k];
        }
      }
      loss = total(squares);
      double g0 = x0[0] * d[0], g1 = x1[0] * d[0];  // in order of k, as matrix products are
      for (int i = 1; i < n; ++i) {
        g0 += x0[i] * d[i];
        g1 += x1[i] * d[i];
      }
      const double gb = total(gradients);
      m0 = m0 * momentum + g0;
      m1 = m1 * momentum + g1;
      mb = mb * momentum + gb;
      w0 = M::fma(-lr, m0, w0);
      w1 = M::fma(-lr, m1, w1);
      b = M::fma(-lr, mb, b);
    }
    sink = static_cast<float>(loss);
    result[0] = w0, result[1] = w1, result[2] = b;
  }
};

class W2 final : public Case {
  void run() override { bench::run<Regression>(500, &data_, result_); }
  std::vector<double> values() override { return {result_[0], result_[1], result_[2]}; }
  LeastSquares data_;
  double result_[3] = {};
};

// beta^1, beta^2, ...: as a sum of two doubles, so that each rounds as the exact power does.
template <class M>
struct Powers {
  double beta, high = 1, low = 0;
  DOWNHILL_INLINE double next() {
    const double p = high * beta;
    const double e = exact_error(p) + low * beta;
    high = p + e;
    low = e - (high - p);
    return high;
  }
  DOWNHILL_INLINE double exact_error(double p) const {
    if constexpr (!std::is_same_v<M, Software>) {
      return M::fma(high, beta, -p);
    } else {  // Dekker: halves of 26 bits
      const double ch = high * 134217729.0, hh = ch - (ch - high), hl = high - hh;
      const double cb = beta * 134217729.0, bh = cb - (cb - beta), bl = beta - bh;
      return ((hh * bh - p) + hh * bl + hl * bh) + hl * bl;
    }
  }
};

struct Rosenbrock {
  template <class M>
  static DOWNHILL_INLINE void run(int steps, double* result) {
    Powers<M> power1{0.9}, power2{0.999};
    double at[2] = {-1.5, 2}, m[2] = {}, v[2] = {}, loss = 0;
    for (int s = 0; s < steps; ++s) {
      const double a = 1 - at[0], d = at[1] - at[0] * at[0];
      loss = a * a + 100 * (d * d);
      const double gd = 100 * (d * 2);
      const double g[2] = {-gd * (at[0] * 2) + -(a * 2), gd};
      const double scale = -(1e-3 / (1 - power1.next())), root = std::sqrt(1 - power2.next());
      for (int k = 0; k < 2; ++k) {
        m[k] = M::fma(1 - 0.9, g[k] - m[k], m[k]);
        v[k] = M::fma((1 - 0.999) * g[k], g[k], v[k] * 0.999);
        at[k] = at[k] + scale * m[k] / (std::sqrt(v[k]) / root + 1e-8);
      }
    }
    sink = static_cast<float>(loss);
    result[0] = at[0], result[1] = at[1];
  }
};

class W3 final : public Case {
  void run() override { bench::run<Rosenbrock>(10000, result_); }
  std::vector<double> values() override { return {result_[0], result_[1]}; }
  double result_[2] = {};
};

}  // namespace

std::unique_ptr<Case> make_mlp_floor(Mlp data);
std::unique_ptr<Case> make_step_floor();

std::unique_ptr<Case> make_floor(const std::string& id) {
  if (id == "W1") return std::make_unique<W1>();
  if (id == "W2") return std::make_unique<W2>();
  if (id == "W3") return std::make_unique<W3>();
  if (id == "W4") return make_mlp_floor(w4());
  if (id == "W5") return make_mlp_floor(w5());
  if (id == "W6") return make_step_floor();
  return nullptr;
}

}  // namespace bench
