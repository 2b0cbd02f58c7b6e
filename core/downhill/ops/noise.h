// Operators that draw from the default generator.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

// By what dropout multiplies: 1 / (1 - p) with a chance of 1 - p, else 0. Drawn in the order of
// memory, as in PyTorch.
struct DropoutNoise {
  struct Attrs {
    Number p = 0.5;
    static constexpr auto fields() { return std::tuple{field("p", &Attrs::p)}; }
  };
  static constexpr Info info{.name = "_dropout_noise", .where = "", .draws = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"[2,3]"}, {"[40]", "0.2"}};
};
inline constexpr Function<DropoutNoise> dropout_noise;

// As PyTorch on a CPU: one draw for each element, then a product.
struct Dropout {
  struct Attrs {
    Number p = 0.5;
    bool training = true, inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("p", &Attrs::p, "The share of elements that become 0."),
                        field("training", &Attrs::training, "Without it, input stays as it is."),
                        field("inplace", &Attrs::inplace, "Overwrite the input.")};
    }
  };
  static constexpr Info info{.name = "dropout",
                             .where = "functional",
                             .doc = "0 for some elements by chance, the others over 1 - p."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3]", "0.5, False"}, {"[2,3]", "0.0"}, {"[3]", "1.0"}};
};
inline constexpr Function<Dropout> dropout;

}  // namespace downhill::ops

namespace downhill {
using ops::dropout;
}
