// Losses between numbers that are quadratic near 0 and straight beyond.
#pragma once
#include <downhill/ops/losses.h>

namespace downhill::ops {

struct SmoothL1Loss {
  struct Attrs {
    std::string reduction = "mean";
    double beta = 1;
    static constexpr auto fields() {
      return std::tuple{field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'."),
                        field("beta", &Attrs::beta, "Where the square ends.")};
    }
  };
  static constexpr Info info{.name = "smooth_l1_loss",
                             .node = "SmoothL1LossBackward0",
                             .inputs = "input, target",
                             .where = "loss warns_sizes",
                             .doc = "0.5 * d^2 / beta where |d| < beta, else |d| - 0.5 * beta.",
                             .saves = {{.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[6] [6]"}, {"[2,3] [2,3]", "'sum', 0.5"}, {"[2,3] [2,3]", "'none', 2.0"}};
};
inline constexpr Function<SmoothL1Loss> smooth_l1_loss;

struct HuberLoss {
  struct Attrs {
    std::string reduction = "mean";
    double delta = 1;
    static constexpr auto fields() {
      return std::tuple{field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'."),
                        field("delta", &Attrs::delta, "Where the square ends.")};
    }
  };
  static constexpr Info info{
      .name = "huber_loss",
      .node = "HuberLossBackward0",
      .inputs = "input, target",
      .where = "loss warns_sizes",
      .doc = "0.5 * d^2 where |d| < delta, else delta * (|d| - 0.5 * delta).",
      .saves = {{.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[6] [6]"}, {"[2,3] [2,3]", "'sum', 0.5"}, {"[2,3] [2,3]", "'none', 2.0"}};
};
inline constexpr Function<HuberLoss> huber_loss;

}  // namespace downhill::ops

namespace downhill {
using ops::huber_loss, ops::smooth_l1_loss;
}
