#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Rprop {
  struct Options {
    Scalar lr = 1e-2;
    Pair etas = {0.5, 1.2}, step_sizes = {1e-6, 50};
    bool capturable = false;
    std::optional<bool> foreach = {};
    bool maximize = false, differentiable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "The first step's length.")
              .in(kAtLeast0, kBadLearningRate)
              .shown(kLearningRate),
          field("etas", &O::etas,
                "Factors of the step where the gradient turned, and where it did not."),
          field("step_sizes", &O::step_sizes, "The shortest and the longest step."),
          field("capturable", &O::capturable).keyword(),
          field("foreach", &O::foreach).keyword(),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("differentiable", &O::differentiable).keyword()};
    }
  };
  struct State {
    Tensor step, prev, step_size;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("prev", &State::prev),
                        field("step_size", &State::step_size)};
    }
  };
  static constexpr Check<Options> checks[] = {{"not 0.0 < etas[0] < 1.0 < etas[1]",
                                               [](const Options& o) {
                                                 const double less = o.etas.first,
                                                              more = o.etas.second;
                                                 return !(0 < less && less < 1 && 1 < more);
                                               },
                                               "Invalid eta values: {etas[0]}, {etas[1]}"}};
  static constexpr RuleInfo info{
      .name = "Rprop",
      .source = "Riedmiller & Braun 1993",
      .latex =
          R"(\eta_i \leftarrow \eta_i\,\eta^{\pm},\qquad \theta \leftarrow \theta - \operatorname{sign}(g)\,\eta_i)",
      .doc =
          "Looks at the gradient's sign only; each weight has a step of its own. For full batches.",
      .defaults = "lr etas step_sizes foreach maximize differentiable capturable"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
