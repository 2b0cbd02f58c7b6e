// Reductions: sums in PyTorch's order of additions, extremes with PyTorch's ties.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct SumAttrs {
  std::optional<DType> dtype = {};
  static constexpr auto fields() { return std::tuple{field("dtype", &SumAttrs::dtype).keyword()}; }
};
struct SumDimAttrs {
  std::optional<Ints> dim = {};
  bool keepdim = false;
  std::optional<DType> dtype = {};
  static constexpr auto fields() {
    return std::tuple{
        field("dim", &SumDimAttrs::dim, "Dimensions to reduce; None: all.").required().varargs(),
        field("keepdim", &SumDimAttrs::keepdim, "Keep them with size 1."),
        field("dtype", &SumDimAttrs::dtype).keyword()};
  }
};

struct Sum {
  using Attrs = SumAttrs;
  static constexpr Info info{.name = "sum",
                             .node = "SumBackward0",
                             .doc = "The sum of all elements.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]"}, {"[2,3]"}, {"[40]"}, {"[]"}};
};
inline constexpr Function<Sum> sum;

struct SumDim {
  using Attrs = SumDimAttrs;
  static constexpr Info info{
      .name = "sum", .node = "SumBackward1", .doc = "Sums over dimensions.", .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "0"}, {"[2,3]", "1, True"}, {"[2,3,4]", "(0, 2)"}};
};
inline constexpr Function<SumDim> sum_dim;

struct NumpySum {  // NumPy's pairwise order, for the numpy package
  using Attrs = SumDimAttrs;
  static constexpr Info info{.name = "numpy_sum", .where = "torch", .doc = "NumPy's sum."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"[2,3]", "0"}};
};
inline constexpr Function<NumpySum> numpy_sum;

struct Mean {
  using Attrs = SumAttrs;
  static constexpr Info info{.name = "mean",
                             .node = "MeanBackward0",
                             .doc = "The mean of all elements.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]"}, {"[2,3]"}, {"[]"}};
};
inline constexpr Function<Mean> mean;

struct MeanDim {
  using Attrs = SumDimAttrs;
  static constexpr Info info{.name = "mean",
                             .node = "MeanBackward1",
                             .doc = "Means over dimensions.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "0"}, {"[2,3]", "1, True"}};
};
inline constexpr Function<MeanDim> mean_dim;

struct Along {  // one dimension
  int64_t dim = 0;
  bool keepdim = false;
  static constexpr auto fields() {
    return std::tuple{field("dim", &Along::dim).required(), field("keepdim", &Along::keepdim)};
  }
};
struct AlongOrAll {
  std::optional<int64_t> dim = {};
  bool keepdim = false;
  static constexpr auto fields() {
    return std::tuple{field("dim", &AlongOrAll::dim), field("keepdim", &AlongOrAll::keepdim)};
  }
};

#define DOWNHILL_EXTREME(Entry, Arg, function, text)                                          \
  struct Entry {                                                                              \
    using Attrs = Nothing;                                                                    \
    static constexpr Info info{.name = #function,                                             \
                               .node = #Entry "Backward1",                                    \
                               .doc = "The " text " of all elements.",                        \
                               .saves = {{.inputs = 1, .outputs = 1}}};                       \
    static void infer(Call& c);                                                               \
    static void kernel(Call& c);                                                              \
    static void backward(Backward& b);                                                        \
    static constexpr Sample samples[] = {{"[3]"}, {"[2,3]"}};                                 \
  };                                                                                          \
  inline constexpr Function<Entry> function;                                                  \
  struct Entry##Dim {                                                                         \
    using Attrs = Along;                                                                      \
    static constexpr Info info{.name = #function,                                             \
                               .node = #Entry "Backward0",                                    \
                               .doc = "The " text " along a dimension, and its index.",       \
                               .outputs = "values, indices",                                  \
                               .saves = {{.outputs = 2}},                                     \
                               .keeps_shapes = true};                                         \
    static void infer(Call& c);                                                               \
    static void kernel(Call& c);                                                              \
    static void backward(Backward& b);                                                        \
    static constexpr Sample samples[] = {{"[2,3]", "0"}, {"[2,3]", "1, True"}};               \
  };                                                                                          \
  inline constexpr Function<Entry##Dim> function##_dim;                                       \
  struct Arg {                                                                                \
    using Attrs = AlongOrAll;                                                                 \
    static constexpr Info info{.name = "arg" #function, .doc = "The index of the " text "."}; \
    static void infer(Call& c);                                                               \
    static void kernel(Call& c);                                                              \
    static constexpr Sample samples[] = {{"[2,3]"}, {"[2,3]", "1"}};                          \
  };                                                                                          \
  inline constexpr Function<Arg> arg##function
DOWNHILL_EXTREME(Max, Argmax, max, "largest");
DOWNHILL_EXTREME(Min, Argmin, min, "smallest");
#undef DOWNHILL_EXTREME

#define DOWNHILL_QUANTIFIER(Entry, function, text)                           \
  struct Entry {                                                             \
    using Attrs = AlongOrAll;                                                \
    static constexpr Info info{.name = #function, .doc = text};              \
    static void infer(Call& c);                                              \
    static void kernel(Call& c);                                             \
    static constexpr Sample samples[] = {{"[2,3]bool"}, {"[2,3]bool", "1"}}; \
  };                                                                         \
  inline constexpr Function<Entry> function
DOWNHILL_QUANTIFIER(All, all, "Is every element true?");
DOWNHILL_QUANTIFIER(Any, any, "Is any element true?");
#undef DOWNHILL_QUANTIFIER

}  // namespace downhill::ops

namespace downhill {
using ops::all, ops::any, ops::argmax, ops::argmin, ops::max, ops::max_dim, ops::mean,
    ops::mean_dim, ops::min, ops::min_dim;
using ops::numpy_sum, ops::sum, ops::sum_dim;
Tensor sum_to(const Tensor& t, const Shape& sizes);  // undoes a broadcast
}  // namespace downhill
