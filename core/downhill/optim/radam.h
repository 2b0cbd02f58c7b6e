#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct RAdam {
  struct Options {
    Scalar lr = 1e-3;
    Pair betas = {0.9, 0.999};
    Number eps = 1e-8, weight_decay = 0;
    bool decoupled_weight_decay = false;
    std::optional<bool> foreach = {};
    bool maximize = false, capturable = false, differentiable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate: about the length of a step.")
              .in(kAtLeast0, kBadLearningRate)
              .shown(kLearningRate),
          field("betas", &O::betas,
                "How long the means of the gradient and of its square remember.")
              .in(kBetas, "Invalid beta parameter at index {index}: {}"),
          field("eps", &O::eps, "Added to the denominator.")
              .in(kAtLeast0, "Invalid epsilon value: {}")
              .shown({1e-10, 1e-2, Scale::log}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("decoupled_weight_decay", &O::decoupled_weight_decay,
                "Decay the weights, not the gradient."),
          field("foreach", &O::foreach).keyword(),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("capturable", &O::capturable).keyword(),
          field("differentiable", &O::differentiable).keyword()};
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
      .name = "RAdam",
      .source = "Liu et al. 2019",
      .latex =
          R"(\theta \leftarrow \theta - \eta\,\hat m\,r_t\,l_t \quad\text{if}\ \rho_t > 5,\qquad \theta \leftarrow \theta - \eta\,\hat m \quad\text{else})",
      .doc = "Adam that waits until the variance of its second moment is known well enough.",
      .defaults =
          "lr betas eps weight_decay maximize foreach capturable decoupled_weight_decay "
          "differentiable"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
