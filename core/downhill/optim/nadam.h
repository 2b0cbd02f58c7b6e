#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct NAdam {
  struct Options {
    Scalar lr = 2e-3;
    Pair betas = {0.9, 0.999};
    Number eps = 1e-8, weight_decay = 0, momentum_decay = 4e-3;
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
          field("momentum_decay", &O::momentum_decay,
                "How fast the momentum grows to its full size.")
              .in(kAtLeast0, "Invalid momentum_decay value: {}")
              .shown({0, 0.1}),
          field("decoupled_weight_decay", &O::decoupled_weight_decay,
                "Decay the weights, not the gradient."),
          field("foreach", &O::foreach).keyword(),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("capturable", &O::capturable).keyword(),
          field("differentiable", &O::differentiable).keyword()};
    }
  };
  struct State {
    Tensor step, mu_product, exp_avg, exp_avg_sq;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("mu_product", &State::mu_product),
                        field("exp_avg", &State::exp_avg), field("exp_avg_sq", &State::exp_avg_sq)};
    }
  };
  static constexpr RuleInfo info{
      .name = "NAdam",
      .source = "Dozat 2016",
      .latex =
          R"(\theta \leftarrow \theta - \frac{\eta}{\sqrt{\hat v}+\epsilon}\left(\frac{\mu_{t+1}\,m}{1-\prod_{i\le t+1}\mu_i} + \frac{(1-\mu_t)\,g}{1-\prod_{i\le t}\mu_i}\right))",
      .doc = "Adam that looks ahead along its momentum, as Nesterov does.",
      .defaults =
          "lr betas eps weight_decay momentum_decay decoupled_weight_decay maximize foreach "
          "capturable differentiable",
      .capturable =
          "params, mu_products and state_steps must be on supported devices: ['cuda', "
          "'xpu', 'hpu', 'privateuseone', 'xla']."};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
