#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Adamax {
  struct Options {
    Scalar lr = 2e-3;
    Pair betas = {0.9, 0.999};
    Number eps = 1e-8, weight_decay = 0;
    std::optional<bool> foreach = {};
    bool maximize = false, differentiable = false, capturable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate: the longest step.")
              .in(kAtLeast0, kBadLearningRate)
              .shown(kLearningRate),
          field("betas", &O::betas, "How long the means of the gradient and of its size remember.")
              .in(kBetas, "Invalid beta parameter at index {index}: {}"),
          field("eps", &O::eps, "Added to the denominator.")
              .in(kAtLeast0, "Invalid epsilon value: {}")
              .shown({1e-10, 1e-2, Scale::log}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("foreach", &O::foreach),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("differentiable", &O::differentiable).keyword(),
          field("capturable", &O::capturable).keyword()};
    }
  };
  struct State {
    Tensor step, exp_avg, exp_inf;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("exp_avg", &State::exp_avg),
                        field("exp_inf", &State::exp_inf)};
    }
  };
  static constexpr RuleInfo info{
      .name = "Adamax",
      .source = "Kingma & Ba 2014",
      .latex =
          R"(u \leftarrow \max(\beta_2 u,\ |g|+\epsilon),\qquad \theta \leftarrow \theta - \frac{\eta}{1-\beta_1^t}\,\frac{m}{u})",
      .doc = "Adam with the largest recent gradient in place of the root mean square.",
      .defaults = "lr betas eps weight_decay foreach maximize differentiable capturable"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
