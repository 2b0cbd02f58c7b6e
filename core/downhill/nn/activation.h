// Activations: each is an operator as a module.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/functions.h>

namespace downhill::nn {

namespace entries {

struct Inplace {
  bool inplace = false;
  static constexpr auto fields() {
    return std::tuple{field("inplace", &Inplace::inplace, "Overwrite the input.")};
  }
};

struct ReLU : Calls<relu> {
  static constexpr ModuleInfo info{.name = "ReLU",
                                   .file = "activation",
                                   .doc = "max(input, 0).",
                                   .call = "relu(input, inplace=inplace)",
                                   .repr = "inplace?"};
  using Args = Inplace;
};

struct Tanh : Calls<tanh> {
  static constexpr ModuleInfo info{.name = "Tanh",
                                   .file = "activation",
                                   .doc = "Hyperbolic tangent.",
                                   .call = "torch.tanh(input)"};
};

struct Sigmoid : Calls<sigmoid> {
  static constexpr ModuleInfo info{.name = "Sigmoid",
                                   .file = "activation",
                                   .doc = "1 / (1 + exp(-input)).",
                                   .call = "torch.sigmoid(input)"};
};

// Without a dim, as PyTorch chooses: 0 for 0, 1 and 3 dimensions, else 1.
struct AlongDim {
  std::optional<int64_t> dim = {};
  static constexpr auto fields() {
    return std::tuple{field("dim", &AlongDim::dim, "The dimension along which the sum is 1.")};
  }
  int64_t of(const Tensor& input) const;
};

struct Softmax {
  static constexpr ModuleInfo info{.name = "Softmax",
                                   .file = "activation",
                                   .doc = "exp(input) over its sum along dim.",
                                   .call = "softmax(input, dim, _stacklevel=5)",
                                   .repr = "dim"};
  using Args = AlongDim;
  using Parameters = Nothing;
  static Tensor forward(const Layer<Softmax>& m, const Tensor& input);
};

struct LogSoftmax {
  static constexpr ModuleInfo info{.name = "LogSoftmax",
                                   .file = "activation",
                                   .doc = "log(softmax(input)).",
                                   .call = "log_softmax(input, dim, _stacklevel=5)",
                                   .repr = "dim"};
  using Args = AlongDim;
  using Parameters = Nothing;
  static Tensor forward(const Layer<LogSoftmax>& m, const Tensor& input);
};

struct Softmin {
  static constexpr ModuleInfo info{.name = "Softmin",
                                   .file = "activation",
                                   .doc = "softmax(-input).",
                                   .call = "softmin(input, dim, _stacklevel=5)",
                                   .repr = "dim"};
  using Args = AlongDim;
  using Parameters = Nothing;
  static Tensor forward(const Layer<Softmin>& m, const Tensor& input);
};

}  // namespace entries

using ReLU = Layer<entries::ReLU>;
using Tanh = Layer<entries::Tanh>;
using Sigmoid = Layer<entries::Sigmoid>;
using Softmax = Layer<entries::Softmax>;
using LogSoftmax = Layer<entries::LogSoftmax>;
using Softmin = Layer<entries::Softmin>;

}  // namespace downhill::nn
