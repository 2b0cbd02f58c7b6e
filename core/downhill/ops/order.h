// What goes along one dimension: running sums and products, sorting, picking by index, turning
// round.
#pragma once
#include <downhill/ops/losses.h>

namespace downhill::ops {

#define DOWNHILL_CUMULATIVE(Entry, function, kept, text)                                \
  struct Entry {                                                                        \
    struct Attrs {                                                                      \
      int64_t dim = 0;                                                                  \
      std::optional<DType> dtype = {};                                                  \
      static constexpr auto fields() {                                                  \
        return std::tuple{field("dim", &Attrs::dim).required(),                         \
                          field("dtype", &Attrs::dtype).keyword()};                     \
      }                                                                                 \
    };                                                                                  \
    static constexpr Info info{.name = #function,                                       \
                               .node = #Entry "Backward0",                              \
                               .doc = "Running " text " along a dimension.",            \
                               .saves = {{.inputs = kept, .outputs = kept}},            \
                               .keeps_shapes = true};                                   \
    static void infer(Call& c);                                                         \
    static void kernel(Call& c);                                                        \
    static void backward(Backward& b);                                                  \
    static constexpr Sample samples[] = {{"[2,3]", "0"}, {"[2,3]", "-1"}, {"[]", "0"}}; \
  };                                                                                    \
  inline constexpr Function<Entry> function
DOWNHILL_CUMULATIVE(Cumsum, cumsum, 0, "sums");
DOWNHILL_CUMULATIVE(Cumprod, cumprod, 1, "products");
#undef DOWNHILL_CUMULATIVE

struct Flip {
  struct Attrs {
    Ints dims;
    static constexpr auto fields() {
      return std::tuple{
          field("dims", &Attrs::dims, "Dimensions to turn round.").required().varargs()};
    }
  };
  static constexpr Info info{.name = "flip",
                             .node = "FlipBackward0",
                             .doc = "The elements in reverse order along dimensions."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "(0,)"}, {"[2,3]", "(0, 1)"}};
};
inline constexpr Function<Flip> flip;

struct Sort {
  struct Attrs {
    int64_t dim = -1;
    bool descending = false, stable = false;
    static constexpr auto fields() {
      return std::tuple{
          field("dim", &Attrs::dim), field("descending", &Attrs::descending),
          field("stable", &Attrs::stable, "Equals keep their order: always.").keyword()};
    }
  };
  static constexpr Info info{.name = "sort",
                             .node = "SortBackward0",
                             .doc = "Sorted along a dimension, and where the elements were.",
                             .outputs = "values, indices",
                             .saves = {{.outputs = 2}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[5]"}, {"[2,3]", "0, True"}};
};
inline constexpr Function<Sort> sort;

struct Topk {
  struct Attrs {
    int64_t k = 1, dim = -1;
    bool largest = true, sorted = true;
    static constexpr auto fields() {
      return std::tuple{field("k", &Attrs::k).required(), field("dim", &Attrs::dim),
                        field("largest", &Attrs::largest),
                        field("sorted", &Attrs::sorted, "Whether in order.")};
    }
  };
  static constexpr Info info{
      .name = "topk",
      .node = "TopkBackward0",
      .doc = "The k largest (or smallest) along a dimension, and their indices.",
      .outputs = "values, indices",
      .saves = {{.outputs = 2}},
      .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[5]", "2"}, {"[2,3]", "1, 0, False"}};
};
inline constexpr Function<Topk> topk;

struct Gather {
  using Attrs = AlongDim;
  static constexpr Info info{.name = "_gather",
                             .node = "GatherBackward0",
                             .inputs = "input, index",
                             .where = "torch",
                             .doc = "Elements by their indices along a dimension.",
                             .saves = {{.inputs = 2}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [2,4]index3", "1"}, {"[2,3] [1,2]index2", "0"}};
};
inline constexpr Function<Gather> gather;

struct ScatterAdd {
  using Attrs = AlongDim;
  static constexpr Info info{.name = "_scatter_add",
                             .node = "ScatterAddBackward0",
                             .inputs = "input, index, src",
                             .where = "torch",
                             .doc = "src added to the elements at the indices along a dimension.",
                             .saves = {{}, {}, {.inputs = 2}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [2,2]index3 [2,2]", "1"}};
};
inline constexpr Function<ScatterAdd> scatter_add;

}  // namespace downhill::ops

namespace downhill {
using ops::cumprod, ops::cumsum, ops::flip, ops::gather, ops::scatter_add, ops::sort, ops::topk;
}
