// Normalisation: layer_norm, batch_norm, group_norm, in PyTorch's order of additions.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct LayerNormAttrs {
  Ints normalized_shape;
  double eps = 1e-5;
  static constexpr auto fields() {
    return std::tuple{field("normalized_shape", &LayerNormAttrs::normalized_shape).required(),
                      field("eps", &LayerNormAttrs::eps)};
  }
};
struct LayerNorm {
  using Attrs = LayerNormAttrs;
  static constexpr Info info{
      .name = "_layer_norm",
      .node = "NativeLayerNormBackward0",
      .inputs = "input, weight?, bias?",
      .where = "functional",
      .doc = "(input - mean) / sqrt(var + eps) * weight + bias over the last dimensions.",
      .saves = {{.inputs = 3}, {.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [3] [3]", "(3,)"},
                                       {"[2,2,5] [2,5] [2,5]", "(2, 5), 0.1"}};
};
inline constexpr Function<LayerNorm> layer_norm;

struct LayerNormBackward {
  using Attrs = LayerNormAttrs;
  static constexpr Info info{.name = "_layer_norm_backward",
                             .node = "NativeLayerNormBackwardBackward0",
                             .inputs = "grad, input, weight?",
                             .where = "",
                             .outputs = "input, weight, bias",
                             .saves = {{.inputs = 7}, {.inputs = 7}, {.inputs = 7}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3,4] [3,4] [4]", "(4,), 0.1"}};
};

// In training the mean and the variance are those of the batch, and the running ones move towards
// them by `momentum`: they are written to, without history.
struct BatchNormAttrs {
  bool training = false;
  double momentum = 0.1, eps = 1e-5;
  static constexpr auto fields() {
    return std::tuple{field("training", &BatchNormAttrs::training),
                      field("momentum", &BatchNormAttrs::momentum),
                      field("eps", &BatchNormAttrs::eps)};
  }
};
struct BatchNorm {
  using Attrs = BatchNormAttrs;
  static constexpr Info info{
      .name = "_batch_norm",
      .node = "NativeBatchNormBackward0",
      .inputs = "input, weight?, bias?, running_mean?, running_var?",
      .where = "functional",
      .doc = "(input - mean) / sqrt(var + eps) * weight + bias for every channel.",
      .saves = {{.inputs = 0x1b}, {.inputs = 0x1b}, {.inputs = 0x1b}},
      .writes = 0x18};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[4,3] [3] [3]", "True"},
                                       {"[2,3,4] [3] [3] [3]fixed [3]fixed", "True, 0.1, 0.1"},
                                       {"[2,3,2,2] [3] [3] [3]fixed [3]fixed", "False", 0.1, 2}};
};
inline constexpr Function<BatchNorm> batch_norm;

struct BatchNormBackward {
  using Attrs = BatchNormAttrs;
  static constexpr Info info{.name = "_batch_norm_backward",
                             .node = "NativeBatchNormBackwardBackward0",
                             .inputs = "grad, input, weight?, running_mean?, running_var?",
                             .where = "",
                             .outputs = "input, weight, bias",
                             .saves = {{.inputs = 0x1f}, {.inputs = 0x1f}, {.inputs = 0x1f}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3,2,2] [3,2,2] [2]", "True, 0.1, 0.1"},
                                       {"[3,2] [3,2] [2] [2]fixed [2]fixed", "False", 0.1, 2}};
};

struct GroupNormAttrs {
  int64_t num_groups = 1;
  double eps = 1e-5;
  static constexpr auto fields() {
    return std::tuple{field("num_groups", &GroupNormAttrs::num_groups).required(),
                      field("eps", &GroupNormAttrs::eps)};
  }
};
struct GroupNorm {
  using Attrs = GroupNormAttrs;
  static constexpr Info info{
      .name = "_group_norm",
      .node = "NativeGroupNormBackward0",
      .inputs = "input, weight?, bias?",
      .where = "functional",
      .doc = "(input - mean) / sqrt(var + eps) * weight + bias over groups of channels.",
      .saves = {{.inputs = 3}, {.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,4,3] [4] [4]", "2, 0.1"}, {"[2,4] [4] [4]", "2, 0.1"}};
};
inline constexpr Function<GroupNorm> group_norm;

struct GroupNormBackward {
  using Attrs = GroupNormAttrs;
  static constexpr Info info{.name = "_group_norm_backward",
                             .node = "NativeGroupNormBackwardBackward0",
                             .inputs = "grad, input, weight?",
                             .where = "",
                             .outputs = "input, weight, bias",
                             .saves = {{.inputs = 7}, {.inputs = 7}, {.inputs = 7}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,4,3] [2,4,3] [4]", "2, 0.1"}};
};

}  // namespace downhill::ops

namespace downhill {
using ops::batch_norm, ops::group_norm, ops::layer_norm;
}
