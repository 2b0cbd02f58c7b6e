// Activations that are one node of the graph each, in PyTorch's order of operations. Their backward
// rules are written with tensor operations; where they choose between two pieces, as PyTorch's do.
#pragma once
#include <downhill/ops/mapped.h>

namespace downhill::ops {

struct LogSigmoid {
  using Attrs = Nothing;
  static constexpr Info info{.name = "logsigmoid",
                             .node = "LogSigmoidBackward0",
                             .where = "functional",
                             .doc = "log(sigmoid(input)).",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<LogSigmoid> logsigmoid;

struct Gelu {
  struct Attrs {
    std::string approximate = "none";
    static constexpr auto fields() {
      return std::tuple{field("approximate", &Attrs::approximate, "'none' or 'tanh'.").keyword()};
    }
  };
  static constexpr Info info{.name = "gelu",
                             .node = "GeluBackward0",
                             .where = "functional",
                             .doc = "input times the normal distribution's share below it.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[6]"}, {"[2,3]", "'none'", -8, 8}, {"[6]", "'tanh'"}, {"[2,3]", "'tanh'", -8, 8}, {"[0]"}};
};
inline constexpr Function<Gelu> gelu;

struct Silu {
  using Attrs = Nothing;
  static constexpr Info info{.name = "silu",
                             .node = "SiluBackward0",
                             .where = "activation",
                             .doc = "input * sigmoid(input).",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Silu> silu;

struct Mish {
  using Attrs = Nothing;
  static constexpr Info info{.name = "mish",
                             .node = "MishBackward0",
                             .where = "activation",
                             .doc = "input * tanh(log(1 + exp(input))).",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Mish> mish;

struct Softplus {
  struct Attrs {
    double beta = 1, threshold = 20;
    static constexpr auto fields() {
      return std::tuple{field("beta", &Attrs::beta, "How sharp the bend is."),
                        field("threshold", &Attrs::threshold,
                              "Where beta * input is beyond it, the result is input.")};
    }
  };
  static constexpr Info info{
      .name = "softplus",
      .node = "SoftplusBackward0",
      .where = "functional",
      .doc = "log(1 + exp(beta * input)) / beta; input beyond the threshold.",
      .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[6]"}, {"[2,3]", "2.0, 5.0", -8, 8}, {"[0]"}};
};
inline constexpr Function<Softplus> softplus;

struct LeakyRelu {
  struct Attrs {
    double negative_slope = 0.01;
    static constexpr auto fields() {
      return std::tuple{field("negative_slope", &Attrs::negative_slope, "The slope below 0.")};
    }
  };
  static constexpr Info info{.name = "leaky_relu",
                             .node = "LeakyReluBackward0",
                             .where = "activation",
                             .doc = "input, times negative_slope below 0.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[6]", "0.2"}, {"[2,3]", "0.2", -8, 8}, {"[0]"}};
};
inline constexpr Function<LeakyRelu> leaky_relu;

struct Elu {
  struct Attrs {
    double alpha = 1;
    static constexpr auto fields() {
      return std::tuple{field("alpha", &Attrs::alpha, "Minus the limit far below 0.")};
    }
  };
  static constexpr Info info{.name = "elu",
                             .node = "EluBackward0",
                             .where = "activation",
                             .doc = "input; alpha * (exp(input) - 1) below 0.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[6]", "0.7"}, {"[2,3]", "0.7", -8, 8}, {"[0]"}};
};
inline constexpr Function<Elu> elu;

struct Selu {
  using Attrs = Nothing;
  static constexpr Info info{.name = "selu",
                             .node = "EluBackward0",
                             .where = "torch activation",
                             .doc = "elu, scaled so that mean 0 and variance 1 stay.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Selu> selu;

struct Celu {
  struct Attrs {
    double alpha = 1;
    static constexpr auto fields() {
      return std::tuple{field("alpha", &Attrs::alpha, "Minus the limit far below 0.")};
    }
  };
  static constexpr Info info{.name = "celu",
                             .node = "CeluBackward0",
                             .where = "torch activation",
                             .doc = "input; alpha * (exp(input / alpha) - 1) below 0.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[6]", "0.7"}, {"[2,3]", "0.7", -8, 8}, {"[0]"}};
};
inline constexpr Function<Celu> celu;

struct Hardtanh {
  struct Attrs {
    double min_val = -1, max_val = 1;
    static constexpr auto fields() {
      return std::tuple{field("min_val", &Attrs::min_val, "The least."),
                        field("max_val", &Attrs::max_val, "The most.")};
    }
  };
  static constexpr Info info{.name = "hardtanh",
                             .node = "HardtanhBackward0",
                             .where = "activation",
                             .doc = "input, not below min_val and not above max_val.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[6]", "-0.5, 0.9"}, {"[2,3]", "-0.5, 0.9", -8, 8}, {"[0]"}};
};
inline constexpr Function<Hardtanh> hardtanh;

struct Relu6 {
  using Attrs = Nothing;
  static constexpr Info info{.name = "relu6",
                             .node = "HardtanhBackward0",
                             .where = "activation",
                             .doc = "input, not below 0 and not above 6.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Relu6> relu6;

struct Hardsigmoid {
  using Attrs = Nothing;
  static constexpr Info info{.name = "hardsigmoid",
                             .node = "HardsigmoidBackward0",
                             .where = "activation",
                             .doc = "(input + 3) / 6, not below 0 and not above 1.",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Hardsigmoid> hardsigmoid;

struct Hardswish {
  using Attrs = Nothing;
  static constexpr Info info{.name = "hardswish",
                             .node = "HardswishBackward0",
                             .where = "activation",
                             .doc = "input * hardsigmoid(input).",
                             .saves = {{.inputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Hardswish> hardswish;

// Where input is not above 0, weight times it: the kernel of prelu, over weights of input's shape.
struct PreluKernel {
  using Attrs = Nothing;
  static constexpr Info info{.name = "_prelu_kernel",
                             .node = "PreluKernelBackward0",
                             .inputs = "input, weight",
                             .where = "",
                             .saves = {{.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [1,3]"}, {"[6] [1]"}};
};
struct Prelu {
  using Attrs = Nothing;
  static constexpr Info info{
      .name = "prelu",
      .inputs = "input, weight",
      .where = "torch method functional",
      .doc = "input, times weight below 0; one weight, or one for each channel."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3] [3]"}, {"[2,3] [1]"}, {"[6] [1]"}, {"[] [1]"}};
};
inline constexpr Function<Prelu> prelu;

// What PyTorch composes of other operators.
struct Softsign {
  using Attrs = Nothing;
  static constexpr Info info{
      .name = "softsign", .where = "functional", .doc = "input / (1 + |input|)."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Softsign> softsign;

struct Tanhshrink {
  using Attrs = Nothing;
  static constexpr Info info{
      .name = "tanhshrink", .where = "functional", .doc = "input - tanh(input)."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr auto& samples = kKinks;
};
inline constexpr Function<Tanhshrink> tanhshrink;

}  // namespace downhill::ops

namespace downhill {
using ops::celu, ops::elu, ops::gelu, ops::hardsigmoid, ops::hardswish, ops::hardtanh,
    ops::leaky_relu, ops::logsigmoid, ops::mish, ops::prelu, ops::relu6, ops::selu, ops::silu,
    ops::softplus, ops::softsign, ops::tanhshrink;
}
