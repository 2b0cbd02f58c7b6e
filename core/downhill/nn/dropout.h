// Layers that only act in training.
#pragma once
#include <downhill/nn/layer.h>

namespace downhill::nn {

namespace entries {

struct Dropout {
  static constexpr ModuleInfo info{.name = "Dropout",
                                   .file = "dropout",
                                   .doc = "In training, 0 for a share p of the elements by chance.",
                                   .call = "dropout(input, p, training, inplace)",
                                   .repr = "p inplace",
                                   .constants = "-",
                                   .base = "_DropoutNd",
                                   .super = "p, inplace"};
  struct Args {
    double p = 0.5;
    bool inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("p", &Args::p, "The share of elements that become 0.")
                            .in({.min = 0, .max = 1},
                                "dropout probability has to be between 0 and 1, but got {}"),
                        field("inplace", &Args::inplace, "Overwrite the input.")};
    }
  };
  using Parameters = Nothing;
  static Tensor forward(const Layer<Dropout>& m, const Tensor& input);
};

}  // namespace entries

using Dropout = Layer<entries::Dropout>;

}  // namespace downhill::nn
