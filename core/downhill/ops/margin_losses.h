// Losses whose targets are 1 and -1.
#pragma once
#include <downhill/ops/losses.h>

namespace downhill::ops {

struct SoftMarginLoss {
  using Attrs = Reduced;
  static constexpr Info info{.name = "soft_margin_loss",
                             .node = "SoftMarginLossBackward0",
                             .inputs = "input, target",
                             .where = "loss",
                             .doc = "log(1 + exp(-target * input)).",
                             .saves = {{.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[6] [6]"}, {"[2,3] [2,3]", "'sum'"}, {"[2,3] [2,3]", "'none'"}};
};
inline constexpr Function<SoftMarginLoss> soft_margin_loss;

struct HingeEmbeddingLoss {
  struct Attrs {
    double margin = 1;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("margin", &Attrs::margin, "How far apart is far enough."),
                        field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
  static constexpr Info info{
      .name = "hinge_embedding_loss",
      .inputs = "input, target",
      .where = "loss",
      .doc = "input where target is 1, max(0, margin - input) where it is -1."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[6] [6]index2"}, {"[2,3] [2,3]index2", "0.5, 'none'"}};
};
inline constexpr Function<HingeEmbeddingLoss> hinge_embedding_loss;

struct MarginRankingLoss {
  struct Attrs {
    double margin = 0;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("margin", &Attrs::margin, "How far apart is far enough."),
                        field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
  static constexpr Info info{.name = "margin_ranking_loss",
                             .inputs = "input1, input2, target",
                             .where = "loss",
                             .doc = "max(0, margin - target * (input1 - input2))."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[6] [6] [6]"}, {"[2,3] [2,3] [2,3]", "0.5, 'none'"}};
};
inline constexpr Function<MarginRankingLoss> margin_ranking_loss;

struct CosineEmbeddingLoss {
  struct Attrs {
    double margin = 0;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("margin", &Attrs::margin, "The least cosine that counts."),
                        field("reduction", &Attrs::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
  static constexpr Info info{
      .name = "cosine_embedding_loss",
      .inputs = "input1, input2, target",
      .where = "loss",
      .doc = "1 - cos where target is 1, max(0, cos - margin) where it is -1."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3] [2,3] [2]index2"},
                                       {"[2,3] [2,3] [2]index2", "0.5, 'none'"}};
};
inline constexpr Function<CosineEmbeddingLoss> cosine_embedding_loss;

}  // namespace downhill::ops

namespace downhill {
using ops::cosine_embedding_loss, ops::hinge_embedding_loss, ops::margin_ranking_loss,
    ops::soft_margin_loss;
}
