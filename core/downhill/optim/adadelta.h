#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Adadelta {
  struct Options {
    Scalar lr = 1.0;
    Number rho = 0.9, eps = 1e-6, weight_decay = 0;
    std::optional<bool> foreach = {};
    bool capturable = false, maximize = false, differentiable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Scales the step that the rule finds by itself.")
              .in(kAtLeast0, kBadLearningRate)
              .shown({1e-3, 10, Scale::log}),
          field("rho", &O::rho, "How long the means of the squares remember.")
              .in({.min = 0, .max = 1}, "Invalid rho value: {}")
              .shown({0.5, 0.999}),
          field("eps", &O::eps, "Added to the denominator.")
              .in(kAtLeast0, "Invalid epsilon value: {}")
              .shown({1e-10, 1e-2, Scale::log}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("foreach", &O::foreach),
          field("capturable", &O::capturable).keyword(),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("differentiable", &O::differentiable).keyword()};
    }
  };
  struct State {
    Tensor step, square_avg, acc_delta;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("square_avg", &State::square_avg),
                        field("acc_delta", &State::acc_delta)};
    }
  };
  static constexpr RuleInfo info{
      .name = "Adadelta",
      .source = "Zeiler 2012",
      .latex =
          R"(\Delta = \frac{\sqrt{u+\epsilon}}{\sqrt{v+\epsilon}}\,g,\qquad u \leftarrow \rho u + (1-\rho)\Delta^2,\qquad \theta \leftarrow \theta - \eta\,\Delta)",
      .doc = "Steps in the units of the parameter: no learning rate needs to be found.",
      .defaults = "lr rho eps weight_decay maximize capturable foreach differentiable",
      .capturable =
          "params and state_steps must be on supported devices: ['cuda', 'xpu', 'hpu', "
          "'privateuseone']."};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
