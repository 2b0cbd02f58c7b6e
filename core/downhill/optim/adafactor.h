#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Adafactor {
  struct Options {
    Scalar lr = 1e-2;
    Number beta2_decay = -0.8;
    MaybePair eps = {std::nullopt, 1e-3};
    Number d = 1.0, weight_decay = 0.0;
    std::optional<bool> foreach = {};
    bool maximize = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "The longest relative step, and the decay's rate.")
              .in(kAtLeast0, "Learning rate should be >= 0 but is: {}")
              .shown(kLearningRate),
          field("beta2_decay", &O::beta2_decay, "The exponent by which memory grows with steps.")
              .in({.max = 0}, "beta2_decay should be <= 0 but is: {}")
              .shown({-1, 0}),
          field("eps", &O::eps,
                "The least second moment (None: the dtype's epsilon); the least scale."),
          field("d", &O::d, "How much longer than usual an update may be.")
              .in({.min = 1}, "Clipping threshold d should be >= 1 but is: {}")
              .shown({1, 4}),
          field("weight_decay", &O::weight_decay, "Decay of the weights.")
              .in(kAtLeast0, "weight_decay should be >= 0 but is: {}")
              .shown({0, 0.5}),
          field("foreach", &O::foreach).keyword(),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword()};
    }
  };
  // Of matrices one row and one column of second moments, else one for each weight.
  struct State {
    Tensor step, row_var, col_var, variance;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("row_var", &State::row_var),
                        field("col_var", &State::col_var), field("variance", &State::variance)};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"eps[0] is not None and not 0.0 <= eps[0]",
       [](const Options& o) { return o.eps.first && !(o.eps.first->to<double>() >= 0); },
       "epsilon1 should be >= 0 but is: {eps[0]}"},
      {"not 0.0 <= eps[1]", [](const Options& o) { return !(o.eps.second.to<double>() >= 0); },
       "epsilon2 should be >= 0 but is: {eps[1]}"}};
  static constexpr RuleInfo info{
      .name = "Adafactor",
      .source = "Shazeer & Stern 2018",
      .latex =
          R"(\hat V = R\,C / \overline{R},\qquad \theta \leftarrow \theta - \alpha_t\, \frac{U}{\max(1, \mathrm{RMS}(U)/d)},\quad U = g/\sqrt{\hat V})",
      .doc = "Adam's second moment from one row and one column of a matrix.",
      .defaults = "lr beta2_decay eps d weight_decay foreach maximize",
      .factored = true};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
