// Products of vectors and matrices. Orders of additions: math/matmul.h.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

#define DOWNHILL_PRODUCT(Entry, function, in, text, ...)                 \
  struct Entry {                                                         \
    using Attrs = Nothing;                                               \
    static constexpr Info info{.name = #function,                        \
                               .node = #Entry "Backward0",               \
                               .inputs = in,                             \
                               .doc = text,                              \
                               .saves = {{.inputs = 2}, {.inputs = 1}}}; \
    static void infer(Call& c);                                          \
    static void kernel(Call& c);                                         \
    static void backward(Backward& b);                                   \
    static constexpr Sample samples[] = {__VA_ARGS__};                   \
  };                                                                     \
  inline constexpr Function<Entry> function
DOWNHILL_PRODUCT(Mm, mm, "input, mat2", "Matrix times matrix.", {"[2,3] [3,4]"}, {"[1,1] [1,3]"});
DOWNHILL_PRODUCT(Mv, mv, "input, vec", "Matrix times vector.", {"[2,3] [3]"});
DOWNHILL_PRODUCT(Dot, dot, "input, tensor", "The inner product of two vectors.", {"[3] [3]"},
                 {"[0] [0]"});
DOWNHILL_PRODUCT(Bmm, bmm, "input, mat2", "A batch of matrix products.", {"[2,2,3] [2,3,2]"});
#undef DOWNHILL_PRODUCT

// What backward asks of mv, in one: the matrix enters as its transpose.
struct MvTransposed {
  using Attrs = Nothing;
  static constexpr Info info{.name = "_mv_transposed", .inputs = "input, vec", .where = ""};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"[2,3] [2]"}};
};
inline constexpr Function<MvTransposed> mv_transposed;

struct Addmm {
  struct Attrs {
    Number beta = 1, alpha = 1;
    static constexpr auto fields() {
      return std::tuple{field("beta", &Attrs::beta).keyword(),
                        field("alpha", &Attrs::alpha).keyword()};
    }
  };
  static constexpr Info info{.name = "addmm",
                             .node = "AddmmBackward0",
                             .inputs = "input, mat1, mat2",
                             .doc = "beta * input + alpha * mat1 @ mat2.",
                             .saves = {{}, {.inputs = 4}, {.inputs = 2}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2] [3,4] [4,2]"},
                                       {"[3,2] [3,4] [4,2]", "beta=0.5, alpha=2"}};
};
inline constexpr Function<Addmm> addmm;

struct Matmul {
  using Attrs = Nothing;
  static constexpr Info info{.name = "matmul",
                             .inputs = "input, other",
                             .doc = "The product `@`, for one, two or more dimensions."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {
      {"[2,3] [3,4]"}, {"[3] [3]"}, {"[2,3] [3]"}, {"[3] [3,2]"}, {"[2,2,3] [3,2]"}};
};
inline constexpr Function<Matmul> matmul;

struct Linear {
  using Attrs = Nothing;
  static constexpr Info info{.name = "linear",
                             .inputs = "input, weight, bias?",
                             .where = "functional",
                             .doc = "input @ weight.T + bias."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[4,3] [2,3] [2]"}, {"[3] [2,3] [2]"}};
};
inline constexpr Function<Linear> linear;

}  // namespace downhill::ops

namespace downhill {
using ops::addmm, ops::bmm, ops::dot, ops::linear, ops::matmul, ops::mm, ops::mv,
    ops::mv_transposed;
}
