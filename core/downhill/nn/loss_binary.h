// Losses whose targets are one of two.
#pragma once
#include <downhill/nn/loss.h>
#include <downhill/ops/margin_losses.h>
#include <downhill/ops/probability_losses.h>

namespace downhill::nn {

namespace entries {

struct BCELoss : Calls<binary_cross_entropy> {
  static constexpr ModuleInfo info{
      .name = "BCELoss",
      .file = "loss",
      .doc = "The cross entropy of probabilities with targets between 0 and 1.",
      .inputs = "input, target",
      .call =
          "binary_cross_entropy(input, target, weight=weight, "
          "reduction=reduction)",
      .base = "_WeightedLoss",
      .signature = "weight size_average reduce reduction"};
  struct Args {
    Tensor weight = {};
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("weight", &Args::weight, "A factor for each element."),
                        field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
};

struct BCEWithLogitsLoss : Calls<binary_cross_entropy_with_logits> {
  static constexpr ModuleInfo info{.name = "BCEWithLogitsLoss",
                                   .file = "loss",
                                   .doc = "BCELoss of sigmoid(input), without its rounding.",
                                   .inputs = "input, target",
                                   .call =
                                       "binary_cross_entropy_with_logits(input, target, "
                                       "weight=weight, pos_weight=pos_weight, "
                                       "reduction=reduction)",
                                   .constants = "-",
                                   .base = "_Loss",
                                   .signature = "weight size_average reduce reduction pos_weight"};
  struct Args {
    Tensor weight = {};
    Tensor pos_weight = {};
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{
          field("weight", &Args::weight, "A factor for each element."),
          field("pos_weight", &Args::pos_weight, "A factor for the ones of each class."),
          field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
};

struct HingeEmbeddingLoss : Calls<hinge_embedding_loss> {
  static constexpr ModuleInfo info{
      .name = "HingeEmbeddingLoss",
      .file = "loss",
      .doc = "input where target is 1, max(0, margin - input) where it is -1.",
      .inputs = "input, target",
      .call =
          "hinge_embedding_loss(input, target, margin=margin, "
          "reduction=reduction)",
      .base = "_Loss",
      .signature = "margin size_average reduce reduction"};
  struct Args {
    double margin = 1;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("margin", &Args::margin, "How far apart is far enough."),
                        field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
};

struct SoftMarginLoss : Calls<soft_margin_loss> {
  static constexpr ModuleInfo info{.name = "SoftMarginLoss",
                                   .file = "loss",
                                   .doc = "log(1 + exp(-target * input)).",
                                   .inputs = "input, target",
                                   .call = "soft_margin_loss(input, target, reduction=reduction)",
                                   .base = "_Loss",
                                   .signature = kReduced};
  using Args = ReductionArgs;
};

struct MarginRankingLoss : Calls<margin_ranking_loss> {
  static constexpr ModuleInfo info{.name = "MarginRankingLoss",
                                   .file = "loss",
                                   .doc = "max(0, margin - target * (input1 - input2)).",
                                   .inputs = "input1, input2, target",
                                   .call =
                                       "margin_ranking_loss(input1, input2, target, "
                                       "margin=margin, reduction=reduction)",
                                   .base = "_Loss",
                                   .signature = "margin size_average reduce reduction"};
  struct Args {
    double margin = 0;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("margin", &Args::margin, "How far apart is far enough."),
                        field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
};

struct CosineEmbeddingLoss : Calls<cosine_embedding_loss> {
  static constexpr ModuleInfo info{
      .name = "CosineEmbeddingLoss",
      .file = "loss",
      .doc = "1 - cos where target is 1, max(0, cos - margin) where it is -1.",
      .inputs = "input1, input2, target",
      .call =
          "cosine_embedding_loss(input1, input2, target, "
          "margin=margin, reduction=reduction)",
      .base = "_Loss",
      .signature = "margin size_average reduce reduction"};
  struct Args {
    double margin = 0;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("margin", &Args::margin, "How far apart is far enough."),
                        field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
};

}  // namespace entries

using BCELoss = Layer<entries::BCELoss>;
using BCEWithLogitsLoss = Layer<entries::BCEWithLogitsLoss>;
using HingeEmbeddingLoss = Layer<entries::HingeEmbeddingLoss>;
using SoftMarginLoss = Layer<entries::SoftMarginLoss>;
using MarginRankingLoss = Layer<entries::MarginRankingLoss>;
using CosineEmbeddingLoss = Layer<entries::CosineEmbeddingLoss>;

}  // namespace downhill::nn
