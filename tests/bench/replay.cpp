// W1 to W3 recorded once (replay/replay.h) and run again: what the playground does.
#include <downhill/downhill.h>
#include <downhill/replay/replay.h>

#include <cstring>

#include "workloads.h"

namespace bench {
namespace {

namespace dh = downhill;
using dh::Tensor;

class Replayed final : public Case {
 public:
  Replayed(int steps, std::vector<Tensor> parameters, std::unique_ptr<dh::OptimizerBase> optimizer,
           const std::function<Tensor()>& loss)
      : steps_(steps), parameters_(std::move(parameters)), optimizer_(std::move(optimizer)) {
    for (const Tensor& p : parameters_) starts_.push_back(dh::clone(p.detach()));
    replay_ = std::make_unique<dh::Replay>(*optimizer_, loss);
    if (!replay_->reason().empty()) dh::fail("not replayed: ", replay_->reason());
  }
  void run() override {
    // From the start again: a momentum of 0 gives the first step's digits, as no momentum does.
    for (std::size_t i = 0; i < parameters_.size(); ++i)
      std::memcpy(parameters_[i].raw(), starts_[i].raw(), bytes_of(starts_[i]));
    for (const auto& group : optimizer_->groups()) {
      for (const auto& p : group.params) {
        for (const Tensor& state : p.state)
          if (state.defined()) std::memset(state.raw(), 0, bytes_of(state));
      }
    }
    replay_->run(steps_);
  }
  std::vector<double> values() override {
    std::vector<double> all;
    for (const Tensor& p : parameters_) {
      const Tensor wide = p.detach().to(dh::DType::Float64);
      for (const double v : wide.to_vector<double>()) all.push_back(v);
    }
    return all;
  }

 private:
  static std::size_t bytes_of(const Tensor& t) {
    return static_cast<std::size_t>(t.numel() * dh::item_size(t.dtype()));
  }
  int steps_;
  std::vector<Tensor> parameters_, starts_;
  std::unique_ptr<dh::OptimizerBase> optimizer_;
  std::unique_ptr<dh::Replay> replay_;
};

Tensor variable(const dh::Shape& sizes, const std::vector<double>& values) {
  return Tensor::of<double>(sizes, values).set_requires_grad(true);
}

template <class R>
std::unique_ptr<dh::OptimizerBase> make(const std::vector<Tensor>& params,
                                        const typename R::Options& options) {
  return std::make_unique<dh::Optimizer<R>>(params, options);
}

}  // namespace

std::unique_ptr<Case> make_replay(const std::string& id) {
  if (id == "W1") {
    const Tensor x = Tensor::of<float>({1}, {15}).set_requires_grad(true);
    return std::make_unique<Replayed>(100, std::vector{x}, make<dh::optim::SGD>({x}, {.lr = 0.05}),
                                      [=] { return dh::pow(x, 2); });
  }
  if (id == "W2") {
    const LeastSquares d;
    const Tensor x = Tensor::of<double>({80, 2}, std::vector<double>(&d.x[0][0], &d.x[0][0] + 160));
    const Tensor y = Tensor::of<double>({80}, std::vector<double>(d.y, d.y + 80));
    const Tensor w = variable({2}, {LeastSquares::w[0], LeastSquares::w[1]});
    const Tensor b = variable({}, {LeastSquares::b});
    return std::make_unique<Replayed>(
        500, std::vector{w, b},
        make<dh::optim::SGD>({w, b}, {.lr = LeastSquares::lr, .momentum = LeastSquares::momentum}),
        [=] { return dh::sum(dh::pow(dh::sub(dh::add(dh::matmul(x, w), b), y), 2)); });
  }
  if (id == "W3") {
    const Tensor x = variable({}, {-1.5}), y = variable({}, {2});
    return std::make_unique<Replayed>(10000, std::vector{x, y},
                                      make<dh::optim::Adam>({x, y}, {.lr = 1e-3}), [=] {
                                        const Tensor d = dh::sub(y, dh::pow(x, 2));
                                        const Tensor a = dh::pow(dh::rsub(x, 1), 2);
                                        return dh::add(a, dh::mul(dh::pow(d, 2), 100));
                                      });
  }
  return nullptr;
}

}  // namespace bench
