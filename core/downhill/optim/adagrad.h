#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Adagrad {
  struct Options {
    Scalar lr = 1e-2;
    Number lr_decay = 0, weight_decay = 0, initial_accumulator_value = 0, eps = 1e-10;
    std::optional<bool> foreach = {};
    bool maximize = false, differentiable = false;
    std::optional<bool> fused = {};
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate.")
              .in(kAtLeast0, kBadLearningRate)
              .shown(kLearningRate),
          field("lr_decay", &O::lr_decay, "How fast the learning rate falls.")
              .in(kAtLeast0, "Invalid lr_decay value: {}")
              .shown({0, 1}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("initial_accumulator_value", &O::initial_accumulator_value,
                "Where the sum of squares begins.")
              .in(kAtLeast0, "Invalid initial_accumulator_value value: {}"),
          field("eps", &O::eps, "Added to the denominator.")
              .in(kAtLeast0, "Invalid epsilon value: {}")
              .shown({1e-12, 1e-2, Scale::log}),
          field("foreach", &O::foreach),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("differentiable", &O::differentiable).keyword(),
          field("fused", &O::fused).keyword()};
    }
  };
  struct State {
    Tensor step, sum;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("sum", &State::sum)};
    }
  };
  static constexpr Check<Options> checks[] = {kNoFusedDifferentiable<Options>,
                                              kNoFusedForeach<Options>};
  static constexpr RuleInfo info{
      .name = "Adagrad",
      .source = "Duchi, Hazan & Singer 2011",
      .latex =
          R"(s \leftarrow s + g^2,\qquad \theta \leftarrow \theta - \eta\,g/(\sqrt{s}+\epsilon))",
      .doc = "Divides each gradient by the root of the sum of its squares.",
      .defaults =
          "lr lr_decay eps weight_decay initial_accumulator_value foreach maximize differentiable "
          "fused"};
  static void init(const Options& o, State& s, const Tensor& p);  // PyTorch makes it in __init__
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
