#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

// Adam for gradients that hold some rows only. Downhill has no sparse tensors, so that every
// gradient is a dense one, which PyTorch's SparseAdam refuses too: this entry has its arguments,
// its checks and that error. Adam gives the same steps to the rows that every step touches.
struct SparseAdam {
  struct Options {
    Scalar lr = 1e-3;
    Pair betas = {0.9, 0.999};
    Number eps = 1e-8;
    bool maximize = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{field("lr", &O::lr, "Learning rate: about the length of a step.")
                            .in({.min = 0, .open_min = true}, kBadLearningRate)
                            .shown(kLearningRate),
                        field("betas", &O::betas,
                              "How long the means of the gradient and of its square remember.")
                            .in(kBetas, "Invalid beta parameter at index {index}: {}"),
                        field("eps", &O::eps, "Added to the denominator.")
                            .in({.min = 0, .open_min = true}, "Invalid epsilon value: {}")
                            .shown({1e-10, 1e-2, Scale::log}),
                        field("maximize", &O::maximize, "Climb instead of descend.")};
    }
  };
  struct State {
    Tensor step, exp_avg, exp_avg_sq;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("exp_avg", &State::exp_avg),
                        field("exp_avg_sq", &State::exp_avg_sq)};
    }
  };
  static constexpr RuleInfo info{
      .name = "SparseAdam",
      .source = "Kingma & Ba 2014, on the rows that a gradient holds",
      .latex = R"(\theta_i \leftarrow \theta_i - \eta\,\hat m_i/(\sqrt{\hat v_i}+\epsilon))",
      .doc = "Adam for sparse gradients, which Downhill does not have.",
      .defaults = "lr betas eps maximize"};
  static void step(const Options&, State&, const Tensor&, const Tensor&) {
    fail("SparseAdam does not support dense gradients, please consider Adam instead");
  }
};

}  // namespace downhill::optim
