// Choosing and fusing: where, clamp, masked_fill, lerp, addcmul, addcdiv.
#pragma once
#include <downhill/ops/elementwise.h>

namespace downhill::ops {

struct Where {
  using Attrs = Nothing;
  static constexpr Info info{.name = "where",
                             .node = "WhereBackward0",
                             .inputs = "condition, input|number, other|number",
                             .where = "torch",
                             .doc = "input where condition is true, else other.",
                             .saves = {{}, {.inputs = 1}, {.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]bool [3] [3]"}, {"[2,3]bool [3] []"}};
};
inline constexpr Function<Where> where;

struct Clamp {
  struct Attrs {
    std::optional<Number> min = {}, max = {};
    static constexpr auto fields() {
      return std::tuple{field("min", &Attrs::min), field("max", &Attrs::max)};
    }
  };
  static constexpr Info info{.name = "clamp",
                             .node = "ClampBackward1",
                             .where = "torch method inplace",
                             .doc = "input, not below min and not above max.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[3]", "-0.5, 0.5"}, {"[3]", "min=0.1"}, {"[3]", "max=0.1"}};
};
inline constexpr Function<Clamp> clamp;

struct MaskedFill {
  struct Attrs {
    Number value = 0;
    static constexpr auto fields() { return std::tuple{field("value", &Attrs::value).required()}; }
  };
  static constexpr Info info{.name = "masked_fill",
                             .node = "MaskedFillBackward0",
                             .inputs = "input, mask",
                             .where = "method inplace",
                             .doc = "value where mask is true, else input.",
                             .saves = {{.inputs = 2}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]bool", "0.5"}};
};
inline constexpr Function<MaskedFill> masked_fill;

struct Lerp {
  struct Attrs {
    Number weight = 0.5;
    static constexpr auto fields() {
      return std::tuple{field("weight", &Attrs::weight).required()};
    }
  };
  static constexpr Info info{.name = "lerp",
                             .node = "LerpBackward0",
                             .inputs = "input, end",
                             .where = "torch method inplace",
                             .doc = "input + weight * (end - input), fused."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]", "0.1"}, {"[3] [3]", "0.9"}};
};
inline constexpr Function<Lerp> lerp;

struct Valued {
  Number value = 1;
  static constexpr auto fields() { return std::tuple{field("value", &Valued::value).keyword()}; }
};
struct Addcmul {
  using Attrs = Valued;
  static constexpr Info info{.name = "addcmul",
                             .node = "AddcmulBackward0",
                             .inputs = "input, tensor1, tensor2",
                             .where = "torch method inplace",
                             .doc = "input + value * tensor1 * tensor2, fused.",
                             .saves = {{}, {.inputs = 4}, {.inputs = 2}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3] [3]", "value=0.3"}, {"[2,3] [3] []"}};
};
inline constexpr Function<Addcmul> addcmul;

struct Addcdiv {
  using Attrs = Valued;
  static constexpr Info info{.name = "addcdiv",
                             .node = "AddcdivBackward0",
                             .inputs = "input, tensor1, tensor2",
                             .where = "torch method inplace",
                             .doc = "input + value * tensor1 / tensor2.",
                             .saves = {{}, {.inputs = 4}, {.inputs = 6}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3] [3]", "value=0.3", 0.5, 2}};
};
inline constexpr Function<Addcdiv> addcdiv;

}  // namespace downhill::ops

namespace downhill {
using ops::addcdiv, ops::addcmul, ops::clamp, ops::lerp, ops::masked_fill, ops::where;
}
