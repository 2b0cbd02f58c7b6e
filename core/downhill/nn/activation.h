// Activations: each is an operator as a module.
#pragma once
#include <downhill/nn/layer.h>

namespace downhill::nn {

namespace entries {

struct ReLU {
  static constexpr ModuleInfo info{.name = "ReLU", .doc = "max(input, 0).", .repr = "inplace?"};
  struct Args {
    bool inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("inplace", &Args::inplace, "Overwrite the input.")};
    }
  };
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args& a, const Parameters&, const Tensor& input);
};

struct Tanh {
  static constexpr ModuleInfo info{.name = "Tanh", .doc = "Hyperbolic tangent."};
  using Args = Nothing;
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args&, const Parameters&, const Tensor& input);
};

struct Sigmoid {
  static constexpr ModuleInfo info{.name = "Sigmoid", .doc = "1 / (1 + exp(-input))."};
  using Args = Nothing;
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args&, const Parameters&, const Tensor& input);
};

struct Softmax {
  static constexpr ModuleInfo info{
      .name = "Softmax", .doc = "exp(input) over its sum along dim.", .repr = "dim"};
  struct Args {
    std::optional<int64_t> dim =
        {};  // without one, as PyTorch chooses: 0 for 0, 1 and 3 dimensions, else 1
    static constexpr auto fields() {
      return std::tuple{field("dim", &Args::dim, "The dimension along which the sum is 1.")};
    }
  };
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args& a, const Parameters&, const Tensor& input);
};

}  // namespace entries

using ReLU = Layer<entries::ReLU>;
using Tanh = Layer<entries::Tanh>;
using Sigmoid = Layer<entries::Sigmoid>;
using Softmax = Layer<entries::Softmax>;

}  // namespace downhill::nn
