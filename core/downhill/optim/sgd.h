#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct SGD {
  struct Options {
    Scalar lr = 1e-3;
    Number momentum = 0, dampening = 0, weight_decay = 0;
    bool nesterov = false, maximize = false;
    std::optional<bool> foreach = {};
    bool differentiable = false;
    std::optional<bool> fused = {};
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate: the length of a step.").shown(kLearningRate),
          field("momentum", &O::momentum, "How much of the last step goes on.")
              .in(kAtLeast0, "Invalid momentum value: {}")
              .shown({0, 0.99}),
          field("dampening", &O::dampening, "How much less of the gradient enters the momentum.")
              .shown({0, 1}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("nesterov", &O::nesterov, "Look ahead along the momentum."),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("foreach", &O::foreach).keyword(),
          field("differentiable", &O::differentiable).keyword(),
          field("fused", &O::fused).keyword()};
    }
  };
  struct State {
    Tensor momentum_buffer;
    static constexpr auto fields() {
      return std::tuple{field("momentum_buffer", &State::momentum_buffer)};
    }
  };
  static constexpr Check<Options> checks[] = {
      // The other classes ask `not 0.0 <= lr`: here NaN passes.
      {"lr < 0.0", [](const Options& o) { return o.lr.value() < 0; },
       "Invalid learning rate: {lr}"},
      {"nesterov and (momentum <= 0 or dampening != 0)",
       [](const Options& o) {
         return o.nesterov && (o.momentum.to<double>() <= 0 || o.dampening.to<double>() != 0);
       },
       "Nesterov momentum requires a momentum and zero dampening"},
      kNoFusedDifferentiable<Options>,
      kNoFusedForeach<Options>};
  static constexpr RuleInfo info{
      .name = "SGD",
      .source = "Robbins & Monro 1951; momentum: Polyak 1964; Nesterov 1983",
      .latex = R"(v \leftarrow \mu v + (1-\tau)\,g,\qquad \theta \leftarrow \theta - \eta\,v)",
      .doc = "Stochastic gradient descent, with momentum if wanted.",
      .defaults =
          "lr momentum dampening weight_decay nesterov maximize foreach differentiable fused"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
