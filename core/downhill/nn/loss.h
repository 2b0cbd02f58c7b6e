// Losses: modules of two tensors.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/losses.h>

namespace downhill::nn {

namespace entries {

// Python's losses take the old arguments size_average and reduce too, and say that they go.
inline constexpr const char* kReduced = "size_average reduce reduction";

struct ReductionArgs {
  std::string reduction = "mean";
  static constexpr auto fields() {
    return std::tuple{field("reduction", &ReductionArgs::reduction, "'mean', 'sum' or 'none'.")};
  }
};

struct MSELoss : Calls<mse_loss> {
  static constexpr ModuleInfo info{.name = "MSELoss",
                                   .file = "loss",
                                   .doc = "The squared difference.",
                                   .inputs = "input, target",
                                   .call = "mse_loss(input, target, reduction=reduction)",
                                   .base = "_Loss",
                                   .signature = kReduced};
  using Args = ReductionArgs;
};

struct L1Loss : Calls<l1_loss> {
  static constexpr ModuleInfo info{.name = "L1Loss",
                                   .file = "loss",
                                   .doc = "The absolute difference.",
                                   .inputs = "input, target",
                                   .call = "l1_loss(input, target, reduction=reduction)",
                                   .base = "_Loss",
                                   .signature = kReduced};
  using Args = ReductionArgs;
};

struct NLLLoss {
  static constexpr ModuleInfo info{
      .name = "NLLLoss",
      .file = "loss",
      .doc = "The negative log likelihood of classes, from log-probabilities.",
      .inputs = "input, target",
      .call =
          "nll_loss(input, target, weight=weight, ignore_index=ignore_index, "
          "reduction=reduction)",
      .base = "_WeightedLoss",
      .signature = "weight size_average ignore_index reduce reduction"};
  struct Args {
    Tensor weight = {};
    int64_t ignore_index = -100;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{
          field("weight", &Args::weight, "One factor for each class."),
          field("ignore_index", &Args::ignore_index, "A class that counts for nothing."),
          field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
  using Parameters = Nothing;
  static Tensor forward(const Layer<NLLLoss>& m, const Tensor& input, const Tensor& target);
};

struct CrossEntropyLoss {
  static constexpr ModuleInfo info{
      .name = "CrossEntropyLoss",
      .file = "loss",
      .doc =
          "The cross entropy of logits with classes (indices), or with probabilities of classes.",
      .inputs = "input, target",
      .call =
          "cross_entropy(input, target, weight=weight, ignore_index=ignore_index, "
          "reduction=reduction, label_smoothing=label_smoothing)",
      .base = "_WeightedLoss",
      .signature = "weight size_average ignore_index reduce reduction label_smoothing"};
  struct Args {
    Tensor weight = {};
    int64_t ignore_index = -100;
    std::string reduction = "mean";
    double label_smoothing = 0;
    static constexpr auto fields() {
      return std::tuple{
          field("weight", &Args::weight, "One factor for each class."),
          field("ignore_index", &Args::ignore_index, "A class that counts for nothing."),
          field("reduction", &Args::reduction, "'mean', 'sum' or 'none'."),
          field("label_smoothing", &Args::label_smoothing, "How much goes to all classes alike.")};
    }
  };
  using Parameters = Nothing;
  static Tensor forward(const Layer<CrossEntropyLoss>& m, const Tensor& input,
                        const Tensor& target);
};

}  // namespace entries

using MSELoss = Layer<entries::MSELoss>;
using L1Loss = Layer<entries::L1Loss>;
using NLLLoss = Layer<entries::NLLLoss>;
using CrossEntropyLoss = Layer<entries::CrossEntropyLoss>;

}  // namespace downhill::nn
