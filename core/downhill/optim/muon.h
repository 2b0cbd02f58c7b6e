#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Muon {
  struct Options {
    Scalar lr = 1e-3;
    Number weight_decay = 0.1, momentum = 0.95;
    bool nesterov = true;
    NumberList ns_coefficients = {3.4445, -4.775, 2.0315};
    Number eps = 1e-7;
    int64_t ns_steps = 5;
    std::optional<std::string> adjust_lr_fn = {};
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate: the length of a step.")
              .in(kAtLeast0, "Learning rate should be >= 0 but is: {}")
              .shown(kLearningRate),
          field("weight_decay", &O::weight_decay, "Decay of the weights.")
              .in(kAtLeast0, "weight decay should be >= 0 but is: {}")
              .shown({0, 0.5}),
          field("momentum", &O::momentum, "How long the mean of the gradient remembers.")
              .in(kAtLeast0, "momentum should be >= 0 but is: {}")
              .shown({0, 0.99}),
          field("nesterov", &O::nesterov, "Look ahead along the momentum."),
          field("ns_coefficients", &O::ns_coefficients, "The quintic of an iteration."),
          field("eps", &O::eps, "The least norm to divide by."),
          field("ns_steps", &O::ns_steps, "Newton-Schulz iterations."),
          field("adjust_lr_fn", &O::adjust_lr_fn,
                "How the matrix's shape scales the step: 'original' or 'match_rms_adamw'.")};
    }
  };
  struct State {
    Tensor momentum_buffer;
    static constexpr auto fields() {
      return std::tuple{field("momentum_buffer", &State::momentum_buffer)};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"adjust_lr_fn is not None and adjust_lr_fn not in ('original', 'match_rms_adamw')",
       [](const Options& o) {
         return o.adjust_lr_fn && *o.adjust_lr_fn != "original" &&
                *o.adjust_lr_fn != "match_rms_adamw";
       },
       "Adjust learning rate function {adjust_lr_fn} is not supported"}};
  static constexpr RuleInfo info{
      .name = "Muon",
      .source = "Jordan et al. 2024; Liu et al. 2025",
      .latex =
          R"(B \leftarrow \mu B + (1-\mu)\,g,\qquad \theta \leftarrow (1-\eta\lambda)\,\theta - \eta\,r\,\mathrm{NS}_5(B))",
      .doc =
          "Steps by the orthogonal matrix nearest to the momentum. For matrices of hidden layers.",
      .defaults = "lr weight_decay momentum nesterov ns_coefficients eps ns_steps adjust_lr_fn"};
  static void init(const Options& o, State& s, const Tensor& p);  // checks that p is a matrix
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

}  // namespace downhill::optim
