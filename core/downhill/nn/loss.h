// Losses: modules of two tensors.
#pragma once
#include <downhill/nn/layer.h>

namespace downhill::nn {

namespace entries {

struct ReductionArgs {
  std::string reduction = "mean";
  static constexpr auto fields() {
    return std::tuple{field("reduction", &ReductionArgs::reduction, "'mean', 'sum' or 'none'.")};
  }
};

struct MSELoss {
  static constexpr ModuleInfo info{
      .name = "MSELoss", .doc = "The squared difference.", .inputs = "input, target"};
  using Args = ReductionArgs;
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args& a, const Parameters&, const Tensor& input,
                        const Tensor& target);
};

struct L1Loss {
  static constexpr ModuleInfo info{
      .name = "L1Loss", .doc = "The absolute difference.", .inputs = "input, target"};
  using Args = ReductionArgs;
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args& a, const Parameters&, const Tensor& input,
                        const Tensor& target);
};

struct CrossEntropyLoss {
  static constexpr ModuleInfo info{.name = "CrossEntropyLoss",
                                   .doc = "The cross entropy of logits with classes.",
                                   .inputs = "input, target"};
  struct Args {
    std::string reduction = "mean";
    int64_t ignore_index = -100;
    static constexpr auto fields() {
      return std::tuple{
          field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.").keyword(),
          field("ignore_index", &Args::ignore_index, "A class that counts for nothing.").keyword()};
    }
  };
  using Parameters = NoParameters;
  static Parameters make(const Args&) { return {}; }
  static Tensor forward(const Args& a, const Parameters&, const Tensor& input,
                        const Tensor& target);
};

}  // namespace entries

using MSELoss = Layer<entries::MSELoss>;
using L1Loss = Layer<entries::L1Loss>;
using CrossEntropyLoss = Layer<entries::CrossEntropyLoss>;

}  // namespace downhill::nn
