// The floors of W4, W5 and W6: arrays, the core's products, functions and sums, and loops.
#include <downhill/math/functions.h>
#include <downhill/math/matmul.h>
#include <downhill/math/reduce.h>

#include <algorithm>

#include "floor_adam.h"
#include "workloads.h"

namespace bench {
namespace {

namespace math = downhill::math;

class Adam {
 public:
  explicit Adam(std::size_t n) : m_(n, 0.0f), v_(n, 0.0f) {}
  void step(std::vector<float>& p, const std::vector<float>& g) {
    ++count_;
    const AdamScalars s(math::pow(0.9, count_), math::pow(0.999, count_), 1e-3);
    run<AdamLoop>(static_cast<int64_t>(p.size()), p.data(), g.data(), m_.data(), v_.data(), &s);
  }

 private:
  double count_ = 0;
  std::vector<float> m_, v_;
};

struct AddBias {
  template <class M>
  static DOWNHILL_INLINE void run(int rows, int n, const float* bias, float* z, bool relu) {
    for (int i = 0; i < rows; ++i) {
      float* row = z + static_cast<int64_t>(i) * n;
      if (relu) {
        for (int j = 0; j < n; ++j) {
          const float x = row[j] + bias[j];
          row[j] = x < 0.0f ? 0.0f : x;
        }
      } else {
        for (int j = 0; j < n; ++j) row[j] += bias[j];
      }
    }
  }
};
struct ReluBack {
  template <class M>
  static DOWNHILL_INLINE void run(int64_t n, const float* y, float* g) {
    for (int64_t i = 0; i < n; ++i) g[i] = y[i] <= 0.0f ? 0.0f : g[i];
  }
};

class MlpFloor final : public Case {
 public:
  explicit MlpFloor(Mlp data) : data_(std::move(data)) {}

  void rebuild() override {
    p_.clear();
    for (int k = 0; k < 3; ++k) {
      weight_at_[k] = p_.size();
      p_.insert(p_.end(), data_.weight[k].begin(), data_.weight[k].end());
      bias_at_[k] = p_.size();
      p_.insert(p_.end(), data_.bias[k].begin(), data_.bias[k].end());
      const auto size = static_cast<std::size_t>(data_.batch * data_.sizes[k + 1]);
      h_[k].assign(size, 0.0f);
      d_[k].assign(size, 0.0f);
    }
    scratch_.assign(static_cast<std::size_t>(data_.batch * 256), 0.0f);
    g_.assign(p_.size(), 0.0f);
    adam_ = std::make_unique<Adam>(p_.size());
  }
  void run() override {
    for (int i = 0; i < data_.steps; ++i) {
      const float loss = forward();
      if (i == 0) first_ = loss;
      backward();
      adam_->step(p_, g_);
    }
  }
  std::vector<double> values() override {
    return {static_cast<double>(first_), static_cast<double>(forward())};
  }

 private:
  const float* input(int k) const { return k == 0 ? data_.x.data() : h_[k - 1].data(); }

  float forward() {
    const int64_t rows = data_.batch;
    for (int k = 0; k < 3; ++k) {
      const int64_t in = data_.sizes[k], out = data_.sizes[k + 1];
      float* z = h_[k].data();
      math::matmul<float>(rows, out, in, input(k), in, 1, &p_[weight_at_[k]], 1, in, z);
      bench::run<AddBias>(data_.batch, data_.sizes[k + 1],
                          static_cast<const float*>(&p_[bias_at_[k]]), z, !data_.tanh && k < 2);
      if (data_.tanh && k < 2) math::tanh(z, z, rows * out);
    }
    return data_.tanh ? squared_error() : cross_entropy();
  }

  float squared_error() {
    const int64_t n = data_.batch;
    float* d = d_[2].data();
    float* squares = scratch_.data();
    for (int64_t i = 0; i < n; ++i) {
      const float e =
          h_[2][static_cast<std::size_t>(i)] - data_.target[static_cast<std::size_t>(i)];
      squares[i] = e * e;
      d[i] = e * static_cast<float>(2.0 / static_cast<double>(n));
    }
    float sum = 0;
    const int64_t sizes[] = {n, 1}, in[] = {1, 1}, out[] = {0, 0};
    math::sum<float>(squares, sizes, in, &sum, out);
    return sum / static_cast<float>(n);
  }

  float cross_entropy() {
    const int rows = data_.batch, n = data_.sizes[3];
    float levels[8] = {};
    for (int i = 0; i < rows; ++i) {
      float* row = &h_[2][static_cast<std::size_t>(i * n)];
      float* g = &d_[2][static_cast<std::size_t>(i * n)];
      const int label = static_cast<int>(data_.label[static_cast<std::size_t>(i)]);
      const float top = *std::max_element(row, row + n);
      for (int j = 0; j < n; ++j) row[j] -= top;
      math::exp(row, g, n);
      float total = g[0];
      for (int j = 1; j < n; ++j) total += g[j];
      const float log_total = math::log(total);
      for (int j = 0; j < n; ++j) row[j] -= log_total;
      // The mean over rows: every 16 a sum is emptied into the next.
      levels[0] += -row[label];
      for (int l = 0; l < 7 && (i & (15 << (4 * l))) == 0; ++l) {
        levels[l + 1] += levels[l];
        levels[l] = 0;
      }
      const float size = -(1.0f / static_cast<float>(rows));
      math::exp(row, g, n);
      for (int j = 0; j < n; ++j) g[j] = math::fma(-g[j], size, j == label ? size : 0.0f);
    }
    float loss = 0;
    for (const float level : levels) loss += level;
    return loss / static_cast<float>(rows);
  }

  void backward() {
    const int64_t rows = data_.batch;
    for (int k = 2; k >= 0; --k) {
      const int64_t in = data_.sizes[k], out = data_.sizes[k + 1];
      const float* g = d_[k].data();
      const int64_t sizes[] = {rows, out}, strides[] = {out, 1}, kept[] = {0, 1};
      math::sum<float>(g, sizes, strides, &g_[bias_at_[k]], kept);
      math::matmul<float>(out, in, rows, g, 1, out, input(k), in, 1, &g_[weight_at_[k]]);
      if (k == 0) break;
      float* below = d_[k - 1].data();
      math::matmul<float>(rows, in, out, g, out, 1, &p_[weight_at_[k]], in, 1, below);
      const float* y = h_[k - 1].data();
      if (data_.tanh)
        tanh_back(rows * in, y, below);
      else
        bench::run<ReluBack>(rows * in, y, below);
    }
  }

  void tanh_back(int64_t n, const float* y, float* g) {
    if (ones_.size() < static_cast<std::size_t>(n)) ones_.assign(static_cast<std::size_t>(n), 1.0f);
    math::addcmul<float>(n, -1.0f, y, y, ones_.data(), scratch_.data());
    for (int64_t i = 0; i < n; ++i) g[i] *= scratch_[static_cast<std::size_t>(i)];
  }

  const Mlp data_;
  std::vector<float> p_, g_, h_[3], d_[3], scratch_, ones_;  // d_: gradients of h_
  std::size_t weight_at_[3] = {}, bias_at_[3] = {};
  std::unique_ptr<Adam> adam_;
  float first_ = 0;
};

class StepFloor final : public Case {
  void rebuild() override {
    p_ = data_.p;
    adam_ = std::make_unique<Adam>(p_.size());
  }
  void run() override {
    for (int i = 0; i < 10; ++i) adam_->step(p_, data_.g);
  }
  std::vector<double> values() override {
    double sum = 0;
    for (const float v : p_) sum += static_cast<double>(v);
    return {sum, static_cast<double>(p_.front()), static_cast<double>(p_.back())};
  }
  const BigStep data_;
  std::vector<float> p_;
  std::unique_ptr<Adam> adam_;
};

}  // namespace

std::unique_ptr<Case> make_mlp_floor(Mlp data) {
  return std::make_unique<MlpFloor>(std::move(data));
}
std::unique_ptr<Case> make_step_floor() { return std::make_unique<StepFloor>(); }

}  // namespace bench
