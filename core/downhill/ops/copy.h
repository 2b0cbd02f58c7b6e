// Copies: clone, conversion of dtype, and writing into a tensor.
#pragma once
#include <downhill/ops/elementwise.h>

namespace downhill::ops {

struct Clone {
  using Attrs = Nothing;
  static constexpr Info info{
      .name = "clone", .node = "CloneBackward0", .doc = "A copy, in the same order in memory."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Clone> clone;

struct ToCopy {
  struct Attrs {
    DType dtype = DType::Float32;
    static constexpr auto fields() { return std::tuple{field("dtype", &Attrs::dtype).required()}; }
  };
  static constexpr Info info{.name = "_to_copy",
                             .node = "ToCopyBackward0",
                             .where = "torch",
                             .doc = "A copy of another dtype.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "torch.float64"}};
};
inline constexpr Function<ToCopy> to_copy;

struct CopyFrom {  // in place only
  using Attrs = Nothing;
  static constexpr Info info{.name = "copy",
                             .node = "CopyBackwards",
                             .inputs = "input, src|number",
                             .where = "inplace",
                             .doc = "Overwrites self with src, which broadcasts."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]"}, {"[2,3] [3]"}};
};
inline constexpr Function<CopyFrom> copy;

struct Fill {
  struct Attrs {
    Number value = 0;
    static constexpr auto fields() { return std::tuple{field("value", &Attrs::value).required()}; }
  };
  static constexpr Info info{.name = "fill",
                             .node = "FillBackward0",
                             .where = "inplace",
                             .doc = "Overwrites every element."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "1.5"}};
};
inline constexpr Function<Fill> fill;

struct Zero {
  using Attrs = Nothing;
  static constexpr Info info{.name = "zero",
                             .node = "ZeroBackward0",
                             .where = "inplace",
                             .doc = "Overwrites every element with 0."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Zero> zero;

}  // namespace downhill::ops

namespace downhill {
using ops::clone, ops::copy, ops::fill, ops::to_copy, ops::zero;
// Raw copies without history: broadcast and convert `from` into `to`; a converted copy.
void copy_into(const Tensor& to, const Tensor& from);
Tensor cast(const Tensor& t, DType dtype);
Tensor zeros_like(const Tensor& t);
// A dense block of memory whose dimensions are permuted (a transposed matrix).
bool is_permutation_of_dense(const Tensor& t);
// What a copy of t takes: its own layout where that is such a block, else a contiguous one.
Ref<Layout> layout_without_gaps(const Tensor& t);
}  // namespace downhill
