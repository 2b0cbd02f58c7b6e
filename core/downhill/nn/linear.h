// Linear, and the layers that only look at shapes.
#pragma once
#include <downhill/nn/layer.h>

namespace downhill::nn {

namespace entries {

struct Linear {
  static constexpr ModuleInfo info{
      .name = "Linear", .doc = "input @ weight.T + bias.", .repr = "in_features out_features bias"};
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
  static Tensor forward(const Args& a, const Parameters& p, const Tensor& input);
};

struct Identity {
  static constexpr ModuleInfo info{.name = "Identity", .doc = "Returns its input."};
  using Args = Nothing;
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args&, const Parameters&, const Tensor& input) { return input; }
};

struct Flatten {
  static constexpr ModuleInfo info{.name = "Flatten",
                                   .doc = "Dimensions start_dim to end_dim as one.",
                                   .repr = "start_dim end_dim"};
  struct Args {
    int64_t start_dim = 1, end_dim = -1;
    static constexpr auto fields() {
      return std::tuple{field("start_dim", &Args::start_dim), field("end_dim", &Args::end_dim)};
    }
  };
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args& a, const Parameters&, const Tensor& input);
};

}  // namespace entries

using Linear = Layer<entries::Linear>;
using Identity = Layer<entries::Identity>;
using Flatten = Layer<entries::Flatten>;

}  // namespace downhill::nn
