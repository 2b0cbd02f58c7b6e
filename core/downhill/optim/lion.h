#pragma once
#include <downhill/optim/fused.h>
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Lion {
  struct Options {
    Scalar lr = 1e-4;
    Pair betas = {0.9, 0.99};
    Number weight_decay = 0.0;
    bool maximize = false, differentiable = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{field("lr", &O::lr, "Learning rate: the length of every step.")
                            .in(kAtLeast0, kBadLearningRate)
                            .shown(kLearningRate),
                        field("betas", &O::betas,
                              "The share of the momentum in a step, and how long it remembers.")
                            .in(kBetas, "Invalid beta parameter at index {index}: {}"),
                        field("weight_decay", &O::weight_decay,
                              "Pull of the weights towards 0, beside the gradient.")
                            .in(kAtLeast0, "Invalid weight_decay value: {}")
                            .shown({0, 0.5}),
                        field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
                        field("differentiable", &O::differentiable).keyword()};
    }
  };
  struct State {
    Tensor exp_avg;
    static constexpr auto fields() { return std::tuple{field("exp_avg", &State::exp_avg)}; }
  };
  static constexpr RuleInfo info{
      .name = "Lion",
      .source = "Chen et al. 2023",
      .latex =
          R"(\theta \leftarrow \theta - \eta\,(\operatorname{sign}(\beta_1 m + (1-\beta_1) g) + \lambda\theta),\qquad m \leftarrow \beta_2 m + (1-\beta_2) g)",
      .doc = "Steps by the sign of a momentum: every weight moves by the same amount.",
      .defaults = "lr betas weight_decay maximize differentiable",
      .module = "downhill.optim"};
  // The sign of the momentum that this gradient gives; then the momentum goes on.
  struct Update {
    template <class V, class S>
    DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, const S& decay, const S& lerp1,
                                    const S& lerp2, const S& size) const {
      mul_(p, decay);
      add_(p, sign(lerp(m, g, lerp1)), size);
      lerp_(m, g, lerp2);
    }
  };
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
    if (!s.exp_avg.defined()) s.exp_avg = zeros_like(p);
    const Tensor g = signed_gradient(gradient, o.maximize);
    fused(Update{}, {&p, &g, &s.exp_avg},
          {1 - o.lr * o.weight_decay, 1 - o.betas.first.to<double>(),
           1 - o.betas.second.to<double>(), -o.lr});
  }
};

}  // namespace downhill::optim
