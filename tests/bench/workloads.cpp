#include "workloads.h"

#include <downhill/random/numpy_random_state.h>

namespace bench {

LeastSquares::LeastSquares() {
  downhill::NumpyRandomState random(0);
  random.rand(&x[0][0], 2 * rows);
  for (int i = 0; i < rows; ++i) {
    x[i][0] *= 10;
    x[i][1] *= 10;
    y[i] = x[i][0] * 0.77 + x[i][1] * -0.56 + 3;
  }
}

namespace {
void fill_layers(Mlp& m, uint32_t weight_seed, uint32_t bias_seed) {
  for (int k = 0; k < 3; ++k) {
    const int in = m.sizes[k], out = m.sizes[k + 1];
    const double root = std::sqrt(static_cast<double>(in));
    const auto seed = static_cast<uint32_t>(k + 1);
    for (int i = 0; i < in * out; ++i)
      m.weight[k].push_back(static_cast<float>(
          (2 * uniform(weight_seed + seed, static_cast<uint32_t>(i)) - 1) / root));
    for (int i = 0; i < out; ++i)
      m.bias[k].push_back(
          static_cast<float>((2 * uniform(bias_seed + seed, static_cast<uint32_t>(i)) - 1) / root));
  }
}
}  // namespace

Mlp w4() {
  Mlp m{256, {2, 64, 64, 1}, true, 200, {}, {}, {}, {}, {}};
  for (uint32_t i = 0; i < 256; ++i) {
    for (uint32_t j = 0; j < 2; ++j)
      m.x.push_back(static_cast<float>(2 * uniform(1, 2 * i + j) - 1));
    m.target.push_back(static_cast<float>(std::sin(3.0 * static_cast<double>(m.x[2 * i])) *
                                          std::cos(2.0 * static_cast<double>(m.x[2 * i + 1]))));
  }
  fill_layers(m, 10, 20);
  return m;
}

Mlp w5() {
  Mlp m{64, {784, 256, 128, 10}, false, 20, {}, {}, {}, {}, {}};
  for (uint32_t i = 0; i < 64 * 784; ++i) m.x.push_back(static_cast<float>(uniform(2, i)));
  for (uint32_t i = 0; i < 64; ++i)
    m.label.push_back(static_cast<int64_t>(std::floor(10 * uniform(3, i))));
  fill_layers(m, 30, 40);
  return m;
}

BigStep::BigStep() {
  for (uint32_t i = 0; i < n; ++i) {
    p.push_back(static_cast<float>(uniform(4, i) - 0.5));
    g.push_back(static_cast<float>(0.02 * (uniform(5, i) - 0.5)));
  }
}

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = {
      {"W1", 100, 1, false, "x", {0.0003984206705354154}, 0},
      {"W2",
       500,
       1,
       false,
       "w[0], w[1], b",
       {0.7708917330702689, -0.5591411102281596, 2.989906602922265},
       1e-15},
      {"W3", 10000, 1, false, "x, y", {0.9980238737716054, 0.9960457019199248}, 0},
      {"W4", 200, 1, true, "loss before, after", {0.29767292737960815, 0.0450414}, 2e-6},
      {"W5", 20, 1, true, "loss before, after", {2.3174078464508057, 0.81205}, 5e-6},
      // The sum is PyTorch's with correctly rounded square roots; with its own it is 133.150923778.
      {"W6",
       10,
       BigStep::n,
       true,
       "sum(p), p[0], p[n-1]",
       {133.15092315606307, -0.1930011361837387, 0.13489797711372375},
       1e-15},
  };
  return all;
}

}  // namespace bench
