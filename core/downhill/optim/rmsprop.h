#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct RMSprop {
  struct Options {
    Scalar lr = 1e-2;
    Number alpha = 0.99, eps = 1e-8, weight_decay = 0, momentum = 0;
    bool centered = false, capturable = false;
    std::optional<bool> foreach = {};
    bool maximize = false, differentiable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate.")
              .in(kAtLeast0, kBadLearningRate)
              .shown(kLearningRate),
          field("alpha", &O::alpha, "How long the mean of the squared gradient remembers.")
              .in(kAtLeast0, "Invalid alpha value: {}")
              .shown({0.5, 0.999}),
          field("eps", &O::eps, "Added to the denominator.")
              .in(kAtLeast0, "Invalid epsilon value: {}")
              .shown({1e-10, 1e-2, Scale::log}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
              .in(kAtLeast0, "Invalid weight_decay value: {}")
              .shown({0, 0.5}),
          field("momentum", &O::momentum, "How much of the last step goes on.")
              .in(kAtLeast0, "Invalid momentum value: {}")
              .shown({0, 0.99}),
          field("centered", &O::centered,
                "Divide by the standard deviation, not the root mean square."),
          field("capturable", &O::capturable),
          field("foreach", &O::foreach),
          field("maximize", &O::maximize, "Climb instead of descend."),
          field("differentiable", &O::differentiable)};
    }
  };
  struct State {
    Tensor step, square_avg, momentum_buffer, grad_avg;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("square_avg", &State::square_avg),
                        field("momentum_buffer", &State::momentum_buffer),
                        field("grad_avg", &State::grad_avg)};
    }
  };
  static constexpr RuleInfo info{
      .name = "RMSprop",
      .source = "Tieleman & Hinton 2012; centered: Graves 2013",
      .latex =
          R"(v \leftarrow \alpha v + (1-\alpha)g^2,\qquad \theta \leftarrow \theta - \eta\,g/(\sqrt{v}+\epsilon))",
      .doc = "Divides each gradient by its recent root mean square.",
      .defaults =
          "lr momentum alpha eps centered weight_decay capturable foreach maximize differentiable"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
