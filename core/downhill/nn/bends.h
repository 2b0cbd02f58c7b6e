// Activations with a bend or two, and smooth ones of their kind.
#pragma once
#include <downhill/nn/activation.h>
#include <downhill/ops/activations.h>

namespace downhill::nn {

namespace entries {

struct LogSigmoid : Calls<logsigmoid> {
  static constexpr ModuleInfo info{.name = "LogSigmoid",
                                   .file = "activation",
                                   .doc = "log(sigmoid(input)).",
                                   .call = "logsigmoid(input)"};
};

struct GELU : Calls<gelu> {
  static constexpr ModuleInfo info{.name = "GELU",
                                   .file = "activation",
                                   .doc = "input times the normal distribution's share below it.",
                                   .call = "gelu(input, approximate=approximate)",
                                   .repr = "approximate!r"};
  struct Args {
    std::string approximate = "none";
    static constexpr auto fields() {
      return std::tuple{field("approximate", &Args::approximate, "'none' or 'tanh'.")};
    }
  };
};

struct SiLU : Calls<silu> {
  static constexpr ModuleInfo info{.name = "SiLU",
                                   .file = "activation",
                                   .doc = "input * sigmoid(input).",
                                   .call = "silu(input, inplace=inplace)",
                                   .repr = "inplace?"};
  using Args = Inplace;
};

struct Mish : Calls<mish> {
  static constexpr ModuleInfo info{.name = "Mish",
                                   .file = "activation",
                                   .doc = "input * tanh(log(1 + exp(input))).",
                                   .call = "mish(input, inplace=inplace)",
                                   .repr = "inplace?"};
  using Args = Inplace;
};

struct Softplus : Calls<softplus> {
  static constexpr ModuleInfo info{.name = "Softplus",
                                   .file = "activation",
                                   .doc = "log(1 + exp(beta * input)) / beta.",
                                   .call = "softplus(input, beta, threshold)",
                                   .repr = "beta threshold"};
  struct Args {
    double beta = 1;
    double threshold = 20;
    static constexpr auto fields() {
      return std::tuple{field("beta", &Args::beta, "How sharp the bend is."),
                        field("threshold", &Args::threshold,
                              "Where beta * input is beyond it, the result is input.")};
    }
  };
};

struct LeakyReLU : Calls<leaky_relu> {
  static constexpr ModuleInfo info{.name = "LeakyReLU",
                                   .file = "activation",
                                   .doc = "input, times negative_slope below 0.",
                                   .call = "leaky_relu(input, negative_slope, inplace)",
                                   .repr = "negative_slope inplace?",
                                   .constants = "inplace negative_slope"};
  struct Args {
    double negative_slope = 1e-2;
    bool inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("negative_slope", &Args::negative_slope, "The slope below 0."),
                        field("inplace", &Args::inplace, "Overwrite the input.")};
    }
  };
};

struct ELU : Calls<elu> {
  static constexpr ModuleInfo info{.name = "ELU",
                                   .file = "activation",
                                   .doc = "input; alpha * (exp(input) - 1) below 0.",
                                   .call = "elu(input, alpha, inplace)",
                                   .repr = "alpha inplace?"};
  struct Args {
    double alpha = 1;
    bool inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("alpha", &Args::alpha, "Minus the limit far below 0."),
                        field("inplace", &Args::inplace, "Overwrite the input.")};
    }
  };
};

struct SELU : Calls<selu> {
  static constexpr ModuleInfo info{.name = "SELU",
                                   .file = "activation",
                                   .doc = "elu, scaled so that mean 0 and variance 1 stay.",
                                   .call = "selu(input, inplace)",
                                   .repr = "inplace?"};
  using Args = Inplace;
};

struct CELU : Calls<celu> {
  static constexpr ModuleInfo info{.name = "CELU",
                                   .file = "activation",
                                   .doc = "input; alpha * (exp(input / alpha) - 1) below 0.",
                                   .call = "celu(input, alpha, inplace)",
                                   .repr = "alpha inplace?"};
  struct Args {
    double alpha = 1;
    bool inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("alpha", &Args::alpha, "Minus the limit far below 0."),
                        field("inplace", &Args::inplace, "Overwrite the input.")};
    }
  };
};

struct Hardtanh : Calls<hardtanh> {
  static constexpr ModuleInfo info{.name = "Hardtanh",
                                   .file = "activation",
                                   .doc = "input, not below min_val and not above max_val.",
                                   .call = "hardtanh(input, min_val, max_val, inplace)",
                                   .repr = "min_val max_val inplace?"};
  struct Args {
    double min_val = -1;
    double max_val = 1;
    bool inplace = false;
    static constexpr auto fields() {
      return std::tuple{field("min_val", &Args::min_val, "The least."),
                        field("max_val", &Args::max_val, "The most."),
                        field("inplace", &Args::inplace, "Overwrite the input.")};
    }
  };
};

struct ReLU6 : Calls<relu6> {
  static constexpr ModuleInfo info{.name = "ReLU6",
                                   .file = "activation",
                                   .doc = "input, not below 0 and not above 6.",
                                   .call = "hardtanh(input, min_val, max_val, inplace)",
                                   .repr = "inplace?",
                                   .constants = "-",
                                   .base = "Hardtanh",
                                   .super = "0.0, 6.0, inplace"};
  using Args = Inplace;
};

struct Hardsigmoid : Calls<hardsigmoid> {
  static constexpr ModuleInfo info{.name = "Hardsigmoid",
                                   .file = "activation",
                                   .doc = "(input + 3) / 6, not below 0 and not above 1.",
                                   .call = "hardsigmoid(input, inplace)"};
  using Args = Inplace;
};

struct Hardswish : Calls<hardswish> {
  static constexpr ModuleInfo info{.name = "Hardswish",
                                   .file = "activation",
                                   .doc = "input * hardsigmoid(input).",
                                   .call = "hardswish(input, inplace)"};
  using Args = Inplace;
};

struct Softsign : Calls<softsign> {
  static constexpr ModuleInfo info{.name = "Softsign",
                                   .file = "activation",
                                   .doc = "input / (1 + |input|).",
                                   .call = "softsign(input)"};
};

struct Tanhshrink : Calls<tanhshrink> {
  static constexpr ModuleInfo info{.name = "Tanhshrink",
                                   .file = "activation",
                                   .doc = "input - tanh(input).",
                                   .call = "tanhshrink(input)"};
};

struct PReLU {
  static constexpr ModuleInfo info{.name = "PReLU",
                                   .file = "activation",
                                   .doc = "input, times a learnt weight below 0.",
                                   .call = "prelu(input, weight)",
                                   .repr = "num_parameters",
                                   .constants = "num_parameters"};
  struct Args {
    int64_t num_parameters = 1;
    double init = 0.25;
    DType dtype = DType::Float32;
    static constexpr auto fields() {
      return std::tuple{
          field("num_parameters", &Args::num_parameters, "One weight, or one for each channel."),
          field("init", &Args::init, "What the weights start with."), field("dtype", &Args::dtype)};
    }
  };
  struct Parameters {
    Tensor weight;
    static constexpr auto fields() { return std::tuple{field("weight", &Parameters::weight)}; }
  };
  static Parameters make(const Args& a);
  static void reset_parameters(const Args& a, Parameters& p);
  static Tensor forward(const Layer<PReLU>& m, const Tensor& input);
};

}  // namespace entries

using LogSigmoid = Layer<entries::LogSigmoid>;
using GELU = Layer<entries::GELU>;
using SiLU = Layer<entries::SiLU>;
using Mish = Layer<entries::Mish>;
using Softplus = Layer<entries::Softplus>;
using LeakyReLU = Layer<entries::LeakyReLU>;
using ELU = Layer<entries::ELU>;
using SELU = Layer<entries::SELU>;
using CELU = Layer<entries::CELU>;
using Hardtanh = Layer<entries::Hardtanh>;
using ReLU6 = Layer<entries::ReLU6>;
using Hardsigmoid = Layer<entries::Hardsigmoid>;
using Hardswish = Layer<entries::Hardswish>;
using Softsign = Layer<entries::Softsign>;
using Tanhshrink = Layer<entries::Tanhshrink>;
using PReLU = Layer<entries::PReLU>;

}  // namespace downhill::nn
