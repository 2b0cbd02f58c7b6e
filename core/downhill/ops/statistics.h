// Reductions beyond sums and extremes: norms, products, variances, in PyTorch's order of
// operations.
#pragma once
#include <downhill/ops/reduce.h>

namespace downhill::ops {

struct VectorNorm {
  struct Attrs {
    Number ord = 2;
    std::optional<Ints> dim = {};
    bool keepdim = false;
    std::optional<DType> dtype = {};
    static constexpr auto fields() {
      return std::tuple{field("ord", &Attrs::ord, "Any number, infinities too."),
                        field("dim", &Attrs::dim, "Dimensions to reduce; None: all."),
                        field("keepdim", &Attrs::keepdim, "Keep them with size 1."),
                        field("dtype", &Attrs::dtype).keyword()};
    }
  };
  static constexpr Info info{.name = "_vector_norm",
                             .node = "LinalgVectorNormBackward0",
                             .where = "torch",
                             .doc = "sum(abs(x) ** ord) ** (1 / ord) over dimensions.",
                             .saves = {{.inputs = 1, .outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]"},
                                       {"[2,3]", "3, (1,)"},
                                       {"[2,3]", "1, (0,), True"},
                                       {"[2,3]", "1.5"},
                                       {"[2,3]", "0.5"},
                                       {"[2,3,2]", "2, (0, 2)"},
                                       {"[]"}};
};
inline constexpr Function<VectorNorm> vector_norm;

struct Prod {
  using Attrs = SumAttrs;
  static constexpr Info info{.name = "prod",
                             .node = "ProdBackward0",
                             .doc = "The product of all elements.",
                             .saves = {{.inputs = 1, .outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]"}, {"[2,3]"}, {"[]"}};
};
inline constexpr Function<Prod> prod;

struct ProdDim {
  struct Attrs {
    int64_t dim = 0;
    bool keepdim = false;
    std::optional<DType> dtype = {};
    static constexpr auto fields() {
      return std::tuple{field("dim", &Attrs::dim, "The dimension to reduce.").required(),
                        field("keepdim", &Attrs::keepdim, "Keep it with size 1."),
                        field("dtype", &Attrs::dtype).keyword()};
    }
  };
  static constexpr Info info{.name = "prod",
                             .node = "ProdBackward1",
                             .doc = "Products along a dimension.",
                             .saves = {{.inputs = 1, .outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "0"}, {"[2,3]", "1, True"}};
};
inline constexpr Function<ProdDim> prod_dim;

struct VarAttrs {
  std::optional<Ints> dim = {};
  Number correction = 1;
  bool keepdim = false;
  static constexpr auto fields() {
    return std::tuple{
        field("dim", &VarAttrs::dim, "Dimensions to reduce; None: all."),
        field("correction", &VarAttrs::correction, "Divided is by the count less this."),
        field("keepdim", &VarAttrs::keepdim, "Keep them with size 1.")};
  }
};
#define DOWNHILL_VARIANCE(Entry, function, results, kept, text)                            \
  struct Entry {                                                                           \
    using Attrs = VarAttrs;                                                                \
    static constexpr Info info{.name = "_" #function,                                      \
                               .node = #Entry "Backward0",                                 \
                               .where = "torch",                                           \
                               .doc = text,                                                \
                               .outputs = results,                                         \
                               .saves = {{.inputs = 1, .outputs = kept}}};                 \
    static void infer(Call& c);                                                            \
    static void kernel(Call& c);                                                           \
    static void backward(Backward& b);                                                     \
    static constexpr Sample samples[] = {                                                  \
        {"[4]"}, {"[3,4]", "(0,)"}, {"[3,2]", "None, 0"}, {"[2,3,2]", "(0, 2), 2, True"}}; \
  };                                                                                       \
  inline constexpr Function<Entry> function
DOWNHILL_VARIANCE(Var, var, "", 0, "The variance.");
DOWNHILL_VARIANCE(Std, std, "", 1, "The standard deviation.");
DOWNHILL_VARIANCE(VarMean, var_mean, "...", 0, "The variance and the mean.");
DOWNHILL_VARIANCE(StdMean, std_mean, "...", 1, "The standard deviation and the mean.");
#undef DOWNHILL_VARIANCE

}  // namespace downhill::ops

namespace downhill {
using ops::prod, ops::prod_dim, ops::vector_norm;
}
