// Linear and Identity.
#pragma once
#include <downhill/nn/layer.h>

namespace downhill::nn {

namespace entries {

struct Linear {
  static constexpr ModuleInfo info{.name = "Linear",
                                   .file = "linear",
                                   .doc = "input @ weight.T + bias.",
                                   .call = "linear(input, weight, bias)",
                                   .repr = "in_features out_features bias"};
  struct Args {
    int64_t in_features = 0, out_features = 0;
    bool bias = true;
    DType dtype = DType::Float32;
    static constexpr auto fields() {
      return std::tuple{
          field("in_features", &Args::in_features, "Size of each input sample.").required(),
          field("out_features", &Args::out_features, "Size of each output sample.").required(),
          field("bias", &Args::bias, "Whether a bias is learnt too."),
          field("dtype", &Args::dtype)};
    }
  };
  struct Parameters {
    Tensor weight, bias;
    static constexpr auto fields() {
      return std::tuple{field("weight", &Parameters::weight), field("bias", &Parameters::bias)};
    }
  };
  static Parameters make(const Args& a);
  static void reset_parameters(const Args& a, Parameters& p);
  static Tensor forward(const Layer<Linear>& m, const Tensor& input);
};

struct Identity {
  static constexpr ModuleInfo info{.name = "Identity",
                                   .file = "linear",
                                   .doc = "Returns its input; takes any arguments.",
                                   .call = "input",
                                   .signature = "*args **kwargs"};
  using Args = Nothing;
  using Parameters = Nothing;
  static Tensor forward(const Layer<Identity>& m, const Tensor& input);
};

}  // namespace entries

using Linear = Layer<entries::Linear>;
using Identity = Layer<entries::Identity>;

}  // namespace downhill::nn
