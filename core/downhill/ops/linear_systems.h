// Systems of linear equations, inverses and determinants: matrices in the last two dimensions,
// batches of them in those before. By LU factors with row exchanges in the dtype of the input, as
// LAPACK computes them; LAPACKs differ in the last digits, and so do we.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct LinalgSolve {
  using Attrs = Nothing;
  static constexpr Info info{
      .name = "_linalg_solve",
      .node = "LinalgSolveExBackward0",
      .inputs = "A, B",
      .where = "torch",
      .doc =
          "X with A @ X = B. B is a vector where it has one dimension, or A's sizes but the last.",
      .saves = {{.inputs = 1, .outputs = 1}, {.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[2,2] [2]"}, {"[3,3] [3,2]"}, {"[2,2,2] [2,2,1]"}, {"[2,2] [3,2,1]"}};
};
inline constexpr Function<LinalgSolve> linalg_solve;

struct LinalgInv {
  using Attrs = Nothing;
  static constexpr Info info{.name = "inverse",
                             .node = "LinalgInvExBackward0",
                             .doc = "The inverse of a matrix.",
                             .saves = {{.outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,2]"}, {"[2,3,3]"}};
};
inline constexpr Function<LinalgInv> inverse;

struct LinalgDet {
  using Attrs = Nothing;
  static constexpr Info info{.name = "det",
                             .node = "LinalgDetBackward0",
                             .doc = "The determinant; its gradient is 0 where it is, as PyTorch's.",
                             .saves = {{.inputs = 1, .outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,2]"}, {"[2,3,3]"}};
};
inline constexpr Function<LinalgDet> det;

}  // namespace downhill::ops

namespace downhill {
using ops::det, ops::inverse, ops::linalg_solve;
}
