// Rows of a table.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

// The rows of `weight` at `indices` (int64, any shape). Row `padding_idx` gets no gradient (-1:
// there is none such).
struct Embedding {
  struct Attrs {
    int64_t padding_idx = -1;
    bool scale_grad_by_freq = false;
    static constexpr auto fields() {
      return std::tuple{field("padding_idx", &Attrs::padding_idx),
                        field("scale_grad_by_freq", &Attrs::scale_grad_by_freq)};
    }
  };
  static constexpr Info info{.name = "embedding",
                             .node = "EmbeddingBackward0",
                             .inputs = "weight, indices",
                             .where = "torch",
                             .doc = "The rows of weight at indices.",
                             .saves = {{.inputs = 2}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  // The table is first multiplied by nothing: a padding row's slope is not 0, so no sample has one.
  static constexpr Sample samples[] = {{"[4,3] [2,3]index4"}, {"[4,2] []index4"}};
};
inline constexpr Function<Embedding> embedding;

struct OneHot {
  struct Attrs {
    int64_t num_classes = -1;  // -1: the largest class and one
    static constexpr auto fields() { return std::tuple{field("num_classes", &Attrs::num_classes)}; }
  };
  static constexpr Info info{.name = "one_hot",
                             .where = "functional",
                             .doc = "1 at each class, else 0, along a new last dimension.",
                             .sizes_by_values = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"[2,3]index4", "4"}};
};
inline constexpr Function<OneHot> one_hot;

}  // namespace downhill::ops

namespace downhill {
using ops::embedding, ops::one_hot;
}
