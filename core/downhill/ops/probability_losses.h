// Losses between a prediction and what it was for: probabilities and distributions.
#pragma once
#include <downhill/ops/losses.h>

namespace downhill::ops {

struct BinaryCrossEntropy {
  using Attrs = Reduced;
  static constexpr Info info{.name = "binary_cross_entropy",
                             .node = "BinaryCrossEntropyBackward0",
                             .inputs = "input, target, weight?",
                             .where = "loss",
                             .doc =
                                 "-weight * (target * log(input) + (1 - target) * log(1 - input)), "
                                 "logarithms not below -100.",
                             .saves = {{.inputs = 7}, {.inputs = 7}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[6] [6]", "", 0.1, 0.9},
                                       {"[2,3] [2,3] [2,3]", "'sum'", 0.1, 0.9},
                                       {"[2,3] [2,3] [3]", "'none'", 0.1, 0.9}};
};
inline constexpr Function<BinaryCrossEntropy> binary_cross_entropy;

struct BinaryCrossEntropyWithLogits {
  using Attrs = Reduced;
  static constexpr Info info{
      .name = "binary_cross_entropy_with_logits",
      .node = "BinaryCrossEntropyWithLogitsBackward0",
      .inputs = "input, target, weight?, pos_weight?",
      .where = "loss",
      .doc = "binary_cross_entropy of sigmoid(input), without its rounding.",
      .saves = {{.inputs = 15}, {.inputs = 15}, {.inputs = 11}, {.inputs = 15}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[6] [6]"}, {"[2,3] [2,3] [2,3]", "'sum'"}, {"[2,3] [2,3] [3] [3]", "'none'"}};
};
inline constexpr Function<BinaryCrossEntropyWithLogits> binary_cross_entropy_with_logits;

struct KlDiv {
  struct Attrs {
    std::string reduction = "mean";
    bool log_target = false;
    static constexpr auto fields() {
      return std::tuple{
          field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'."),
          field("log_target", &Attrs::log_target, "Whether target is given as logarithms.")};
    }
  };
  static constexpr Info info{
      .name = "kl_div",
      .inputs = "input, target",
      .where = "loss",
      .doc = "target * (log(target) - input), of a target that may be given as logarithms."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3] [2,3]", "'sum'", 0.1, 2},
                                       {"[2,3] [2,3]", "'none', True"},
                                       {"[2,3] [2,3]", "'batchmean', True"}};
};
inline constexpr Function<KlDiv> kl_div;

struct PoissonNllLoss {
  struct Attrs {
    bool log_input = true;
    bool full = false;
    double eps = 1e-8;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{
          field("log_input", &Attrs::log_input, "Whether input is the logarithm of the rate."),
          field("full", &Attrs::full, "Whether Stirling's term is added."),
          field("eps", &Attrs::eps, "Added to a rate before its logarithm."),
          field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
  static constexpr Info info{.name = "poisson_nll_loss",
                             .inputs = "input, target",
                             .where = "loss",
                             .doc = "exp(input) - target * input."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[6] [6]"},
                                       {"[2,3] [2,3]", "False, True, 1e-8, 'sum'", 0.1, 3},
                                       {"[2,3] [2,3]", "True, False, 1e-8, 'none'"}};
};
inline constexpr Function<PoissonNllLoss> poisson_nll_loss;

struct GaussianNllLoss {
  struct Attrs {
    bool full = false;
    double eps = 1e-6;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("full", &Attrs::full, "Whether the constant term is added."),
                        field("eps", &Attrs::eps, "The least var."),
                        field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
  static constexpr Info info{.name = "gaussian_nll_loss",
                             .inputs = "input, target, var",
                             .where = "loss",
                             .doc = "0.5 * (log(var) + (input - target)^2 / var)."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[6] [6] [6]", "", 0.1, 2},
                                       {"[2,3] [2,3] [2,1]", "True, 1e-6, 'none'", 0.1, 2}};
};
inline constexpr Function<GaussianNllLoss> gaussian_nll_loss;

}  // namespace downhill::ops

namespace downhill {
using ops::binary_cross_entropy, ops::binary_cross_entropy_with_logits, ops::gaussian_nll_loss,
    ops::kl_div, ops::poisson_nll_loss;
}
