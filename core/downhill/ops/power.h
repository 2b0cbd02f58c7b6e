// pow in its three forms: a tensor to a number, a tensor to a tensor, a number to a tensor.
#pragma once
#include <downhill/ops/elementwise.h>

namespace downhill::ops {

struct PowNumber {
  struct Attrs {
    Number exponent = 2;
    static constexpr auto fields() {
      return std::tuple{field("exponent", &Attrs::exponent).required()};
    }
  };
  static constexpr Info info{.name = "pow",
                             .node = "PowBackward0",
                             .where = "torch method inplace",
                             .doc = "input ** exponent.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  template <class T>
  static void run(const void* attributes, int64_t n, T* out, int64_t so, const T* x, int64_t sx,
                  const T*, int64_t);
  template <class T>
  static T one(const void* attributes, T x);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[3]", "exponent=2"},           {"[3]", "exponent=3"},
      {"[3]", "exponent=0.5", 0.1, 3}, {"[3]", "exponent=-1", 0.5, 2},
      {"[3]", "exponent=2.7", 0.1, 3}, {"[3]", "exponent=0"}};
};
inline constexpr Function<PowNumber> pow;

// grad · (input ** (exponent - 1) · exponent): what three operators would give, in one. Of squares,
// which are by far the commonest, by itself: x + x is x · 2 to the bit.
struct PowBackward : Binary<PowBackward, Promotes::floating> {
  using Attrs = PowNumber::Attrs;
  static constexpr Info info{.name = "_pow_backward", .inputs = "grad, input", .where = ""};
  template <class T>
  static void run(const void* attributes, int64_t n, T* out, int64_t so, const T* grad, int64_t sg,
                  const T* x, int64_t sx);
  static constexpr Sample samples[] = {{"[3] [3]", "exponent=2"}, {"[2,3] [2,3]", "exponent=3"}};
};
struct SquareBackward : Binary<SquareBackward, Promotes::floating> {
  static constexpr Info info{.name = "_square_backward", .inputs = "grad, input", .where = ""};
  static constexpr bool eigen = true;
  template <class G, class X>
  static auto value(const G& grad, const X& x) {
    return grad * (x + x);
  }
  static constexpr auto& samples = kPairs;
};
inline constexpr Function<PowBackward> pow_backward;
inline constexpr Function<SquareBackward> square_backward;

struct PowTensor {
  using Attrs = Nothing;
  static constexpr Info info{.name = "pow",
                             .node = "PowBackward1",
                             .inputs = "input, exponent",
                             .where = "torch method inplace",
                             .doc = "input ** exponent, element by element.",
                             .saves = {{.inputs = 3}, {.inputs = 3, .outputs = 1}}};
  static void infer(Call& c) { infer_elementwise(c, Promotes::keep); }
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]", "", 0.1, 3}, {"[2,3] [3]", "", 0.1, 3}};
};
inline constexpr Function<PowTensor> pow_tensor;

struct PowBase {
  struct Attrs {
    Number base = 2;
    static constexpr auto fields() { return std::tuple{field("self", &Attrs::base).required()}; }
  };
  // Python: 2 ** x. The number comes first there; the generated function swaps them.
  static constexpr Info info{.name = "_pow_scalar",
                             .node = "PowBackward2",
                             .inputs = "exponent",
                             .where = "torch",
                             .doc = "number ** exponent.",
                             .saves = {{.inputs = 1, .outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "2"}};
};
inline constexpr Function<PowBase> pow_base;

}  // namespace downhill::ops

namespace downhill {
using ops::pow, ops::pow_backward, ops::pow_base, ops::pow_tensor, ops::square_backward;
}  // namespace downhill
