// Pooling, padding with a constant.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct MaxPoolAttrs {
  Ints kernel_size, stride, padding{0}, dilation{1};  // no stride: the kernel's size
  bool ceil_mode = false;
  static constexpr auto fields() {
    return std::tuple{
        field("kernel_size", &MaxPoolAttrs::kernel_size).required(),
        field("stride", &MaxPoolAttrs::stride), field("padding", &MaxPoolAttrs::padding),
        field("dilation", &MaxPoolAttrs::dilation), field("ceil_mode", &MaxPoolAttrs::ceil_mode)};
  }
};
struct MaxPool2d {
  using Attrs = MaxPoolAttrs;
  static constexpr Info info{.name = "_max_pool2d",
                             .node = "MaxPool2DWithIndicesBackward0",
                             .where = "functional",
                             .doc = "The largest value of each window, and its place in its plane.",
                             .outputs = "values, indices",
                             .saves = {{.outputs = 2}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,4,5]", "(2,)"},
                                       {"[1,2,5,4]", "(3, 2), (2, 1), (1, 0), (1, 2), True"}};
};
inline constexpr Function<MaxPool2d> max_pool2d;

struct AvgPoolAttrs {
  Ints kernel_size, stride, padding{0};
  bool ceil_mode = false, count_include_pad = true;
  std::optional<int64_t> divisor_override = {};
  static constexpr auto fields() {
    return std::tuple{field("kernel_size", &AvgPoolAttrs::kernel_size).required(),
                      field("stride", &AvgPoolAttrs::stride),
                      field("padding", &AvgPoolAttrs::padding),
                      field("ceil_mode", &AvgPoolAttrs::ceil_mode),
                      field("count_include_pad", &AvgPoolAttrs::count_include_pad),
                      field("divisor_override", &AvgPoolAttrs::divisor_override)};
  }
};
struct AvgPool2d {
  using Attrs = AvgPoolAttrs;
  static constexpr Info info{.name = "_avg_pool2d",
                             .node = "AvgPool2DBackward0",
                             .where = "functional",
                             .doc = "The mean of each window.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,4,5]", "(2,)"},
                                       {"[1,2,5,4]", "(3, 2), (2, 1), (1, 0), True, False"}};
};
inline constexpr Function<AvgPool2d> avg_pool2d;

struct AdaptiveAvgPool2d {
  struct Attrs {
    Ints output_size;
    static constexpr auto fields() {
      return std::tuple{field("output_size", &Attrs::output_size).required()};
    }
  };
  static constexpr Info info{.name = "_adaptive_avg_pool2d",
                             .node = "AdaptiveAvgPool2DBackward0",
                             .where = "functional",
                             .doc = "Means of windows that give a result of the size wanted.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,4,5]", "(2, 3)"}};
};
inline constexpr Function<AdaptiveAvgPool2d> adaptive_avg_pool2d;

// The gradient of both means, for an input of `sizes`.
struct AvgPoolBackward {
  struct Attrs {
    Ints sizes, output_size;  // output_size: adaptive
    AvgPoolAttrs how;
    static constexpr auto fields() {
      return std::tuple{field("sizes", &Attrs::sizes), field("output_size", &Attrs::output_size)};
    }
  };
  static constexpr Info info{
      .name = "_avg_pool_backward", .node = "AvgPool2DBackwardBackward0", .where = ""};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr std::span<const Sample> samples{};  // tested as the second derivative of both
};

struct Pad {
  struct Attrs {
    Ints pad;  // before and after the last dimension, then of the one before it; negative cuts
    Number value = 0.0;
    static constexpr auto fields() {
      return std::tuple{field("pad", &Attrs::pad).required(), field("value", &Attrs::value)};
    }
  };
  static constexpr Info info{.name = "_pad",
                             .node = "ConstantPadNdBackward0",
                             .where = "functional",
                             .doc = "Surrounded by a constant."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "(1, 2), 0.5"}, {"[2,3]", "(-1, 1, 0, 2)"}};
};
inline constexpr Function<Pad> pad;

}  // namespace downhill::ops

namespace downhill {
using ops::adaptive_avg_pool2d, ops::avg_pool2d, ops::max_pool2d, ops::pad;
}
