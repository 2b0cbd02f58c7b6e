#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct ASGD {
  struct Options {
    Scalar lr = 1e-2;
    Number lambd = 1e-4, alpha = 0.75, t0 = 1e6, weight_decay = 0;
    std::optional<bool> foreach = {};
    bool maximize = false, differentiable = false, capturable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate: the length of a step.")
              .in(kAtLeast0, kBadLearningRate)
              .shown(kLearningRate),
          field("lambd", &O::lambd, "Decay of the weights.").shown({0, 0.1}),
          field("alpha", &O::alpha, "How fast the learning rate falls.").shown({0, 1}),
          field("t0", &O::t0, "The step at which averaging begins."),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("foreach", &O::foreach),
          field("maximize", &O::maximize, "Climb instead of descend."),
          field("differentiable", &O::differentiable),
          field("capturable", &O::capturable)};
    }
  };
  struct State {
    Tensor step, eta, mu, ax;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("eta", &State::eta),
                        field("mu", &State::mu), field("ax", &State::ax)};
    }
  };
  static constexpr RuleInfo info{
      .name = "ASGD",
      .source = "Polyak & Juditsky 1992; Bottou's schedule",
      .latex =
          R"(\theta \leftarrow (1-\lambda\eta_t)\,\theta - \eta_t\,g,\qquad a \leftarrow a + \mu_t(\theta - a))",
      .doc = "Gradient descent that keeps an average of where it was (state ax).",
      .defaults = "lr lambd alpha t0 weight_decay foreach maximize differentiable capturable",
      .capturable =
          "params, mus, etas, and state_steps must be on supported devices: ['cuda', "
          "'xpu', 'hpu', 'privateuseone', 'xla']."};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
