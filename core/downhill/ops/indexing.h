// Joining tensors, and indexing by tensors.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct Joined {
  int64_t dim = 0;
  static constexpr auto fields() { return std::tuple{field("dim", &Joined::dim)}; }
};
struct Cat {
  using Attrs = Joined;
  static constexpr Info info{.name = "cat",
                             .node = "CatBackward0",
                             .inputs = "tensors...",
                             .where = "torch",
                             .doc = "Tensors joined along an existing dimension.",
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [1,3]"}, {"[2,3] [2,1]", "1"}};
};
inline constexpr Function<Cat> cat;

struct Stack {
  using Attrs = Joined;
  static constexpr Info info{.name = "stack",
                             .node = "StackBackward0",
                             .inputs = "tensors...",
                             .where = "torch",
                             .doc = "Tensors joined along a new dimension."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]"}, {"[2,3] [2,3]", "-1"}};
};
inline constexpr Function<Stack> stack;

struct Nonzero {
  using Attrs = Nothing;
  static constexpr Info info{.name = "nonzero",
                             .doc = "Indices of the elements that are not 0, one row each.",
                             .sizes_by_values = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"[2,3]"}};
};
inline constexpr Function<Nonzero> nonzero;

// x[indices]: int64 or bool tensors, None for a full dimension.
struct Index {
  using Attrs = Nothing;
  static constexpr Info info{.name = "_index",
                             .node = "IndexBackward0",
                             .inputs = "input, indices...?",
                             .where = "torch",
                             .saves = {{.inputs = 0xfe}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[4,3] [2]index4"}};
};
inline constexpr Function<Index> index;

// x[indices] = values, or += with accumulate.
struct IndexPut {
  struct Attrs {
    bool accumulate = false;
    static constexpr auto fields() { return std::tuple{field("accumulate", &Attrs::accumulate)}; }
  };
  static constexpr Info info{.name = "_index_put",
                             .node = "IndexPutBackward0",
                             .inputs = "input, values, indices...?",
                             .where = "torch inplace",
                             .saves = {{.inputs = 0xfc}, {.inputs = 0xfc}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[4,3] [2,3] [2]index4"}};
};
inline constexpr Function<IndexPut> index_put;

}  // namespace downhill::ops

namespace downhill {
using ops::cat, ops::index, ops::index_put, ops::nonzero, ops::stack;
}
