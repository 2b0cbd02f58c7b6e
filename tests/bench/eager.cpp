// The workloads through the core's public C++ functions: the graph is built anew in each step.
#include <downhill/downhill.h>

#include "workloads.h"

namespace bench {
namespace {

namespace dh = downhill;
using dh::Tensor;

Tensor variable(const dh::Shape& sizes, const std::vector<double>& values) {
  return Tensor::of<double>(sizes, values).set_requires_grad(true);
}

class W1 final : public Case {
  void run() override {
    *x_.data<float>() = 15;
    for (int i = 0; i < 100; ++i) {
      optimizer_.zero_grad();
      const Tensor y = dh::pow(x_, 2);
      y.backward();
      optimizer_.step();
    }
  }
  std::vector<double> values() override { return {x_.item()}; }
  Tensor x_ = Tensor::of<float>({1}, {15}).set_requires_grad(true);
  dh::Optimizer<dh::optim::SGD> optimizer_{{x_}, {.lr = 0.05}};
};

class W2 final : public Case {
 public:
  W2() {
    const LeastSquares d;
    x_ = Tensor::of<double>({80, 2}, std::vector<double>(&d.x[0][0], &d.x[0][0] + 160));
    y_ = Tensor::of<double>({80}, std::vector<double>(d.y, d.y + 80));
  }
  void run() override {
    w_ = variable({2}, {LeastSquares::w[0], LeastSquares::w[1]});
    b_ = variable({}, {LeastSquares::b});
    dh::Optimizer<dh::optim::SGD> optimizer(
        {w_, b_}, {.lr = LeastSquares::lr, .momentum = LeastSquares::momentum});
    for (int i = 0; i < 500; ++i) {
      optimizer.zero_grad();
      const Tensor loss = dh::sum(dh::pow(dh::sub(dh::add(dh::matmul(x_, w_), b_), y_), 2));
      loss.backward();
      optimizer.step();
    }
  }
  std::vector<double> values() override {
    return {w_.data<double>()[0], w_.data<double>()[1], b_.item()};
  }

 private:
  Tensor x_, y_, w_, b_;
};

class W3 final : public Case {
  void run() override {
    x_ = variable({}, {-1.5});
    y_ = variable({}, {2});
    dh::Optimizer<dh::optim::Adam> optimizer({x_, y_}, {.lr = 1e-3});
    for (int i = 0; i < 10000; ++i) {
      optimizer.zero_grad();
      const Tensor d = dh::sub(y_, dh::pow(x_, 2));
      const Tensor f = dh::add(dh::pow(dh::rsub(x_, 1), 2), dh::mul(dh::pow(d, 2), 100));
      f.backward();
      optimizer.step();
    }
  }
  std::vector<double> values() override { return {x_.item(), y_.item()}; }
  Tensor x_, y_;
};

class MlpEager final : public Case {
 public:
  explicit MlpEager(Mlp data) : data_(std::move(data)) {
    x_ = Tensor::of<float>({data_.batch, data_.sizes[0]}, data_.x);
    target_ = data_.tanh ? Tensor::of<float>({data_.batch, 1}, data_.target)
                         : Tensor::of<int64_t>({data_.batch}, data_.label);
  }
  void rebuild() override {
    std::vector<Tensor> all;
    for (int k = 0; k < 3; ++k) {
      const int in = data_.sizes[k], out = data_.sizes[k + 1];
      all.push_back(Tensor::of<float>({out, in}, data_.weight[k]).set_requires_grad(true));
      all.push_back(Tensor::of<float>({out}, data_.bias[k]).set_requires_grad(true));
    }
    parameters_ = all;
    optimizer_ =
        std::make_unique<dh::Optimizer<dh::optim::Adam>>(all, dh::optim::Adam::Options{.lr = 1e-3});
  }
  void run() override {
    for (int i = 0; i < data_.steps; ++i) {
      optimizer_->zero_grad();
      const Tensor l = loss();
      if (i == 0) first_ = l.item();
      l.backward();
      optimizer_->step();
    }
  }
  std::vector<double> values() override { return {first_, loss().item()}; }

 private:
  Tensor loss() const {
    Tensor h = x_;
    for (std::size_t k = 0; k < 3; ++k) {
      h = dh::linear(h, parameters_[2 * k], parameters_[2 * k + 1]);
      if (k < 2) h = data_.tanh ? dh::tanh(h) : dh::relu(h);
    }
    if (data_.tanh) return dh::mse_loss(h, target_);
    return dh::nll_loss(dh::log_softmax(h, 1), target_, Tensor());
  }
  const Mlp data_;
  Tensor x_, target_;
  std::vector<Tensor> parameters_;
  std::unique_ptr<dh::Optimizer<dh::optim::Adam>> optimizer_;
  double first_ = 0;
};

class W6 final : public Case {
  void rebuild() override {
    const BigStep data;
    p_ = Tensor::of<float>({BigStep::n}, data.p).set_requires_grad(true);
    p_.set_grad(Tensor::of<float>({BigStep::n}, data.g));
    optimizer_ = std::make_unique<dh::Optimizer<dh::optim::Adam>>(
        std::vector<Tensor>{p_}, dh::optim::Adam::Options{.lr = 1e-3});
  }
  void run() override {
    for (int i = 0; i < 10; ++i) optimizer_->step();
  }
  std::vector<double> values() override {
    const float* p = p_.data<float>();
    double sum = 0;
    for (int i = 0; i < BigStep::n; ++i) sum += static_cast<double>(p[i]);
    return {sum, static_cast<double>(p[0]), static_cast<double>(p[BigStep::n - 1])};
  }
  Tensor p_;
  std::unique_ptr<dh::Optimizer<dh::optim::Adam>> optimizer_;
};

}  // namespace

std::unique_ptr<Case> make_eager(const std::string& id) {
  if (id == "W1") return std::make_unique<W1>();
  if (id == "W2") return std::make_unique<W2>();
  if (id == "W3") return std::make_unique<W3>();
  if (id == "W4") return std::make_unique<MlpEager>(w4());
  if (id == "W5") return std::make_unique<MlpEager>(w5());
  if (id == "W6") return std::make_unique<W6>();
  return nullptr;
}

}  // namespace bench
