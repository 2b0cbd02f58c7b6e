// A table of learnt vectors.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/embedding.h>

namespace downhill::nn {

namespace entries {

struct Embedding {
  static constexpr ModuleInfo info{
      .name = "Embedding",
      .file = "sparse",
      .doc = "The rows of weight at the indices given.",
      .call =
          "embedding(input, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)",
      .repr =
          "{num_embeddings} {embedding_dim} padding_idx? max_norm? norm_type? "
          "scale_grad_by_freq? sparse?",
      .constants =
          "num_embeddings embedding_dim padding_idx max_norm norm_type "
          "scale_grad_by_freq sparse",
      .base = "_Embedding",
      .super = "num_embeddings, padding_idx"};
  struct Args {
    int64_t num_embeddings = 0, embedding_dim = 0;
    std::optional<int64_t> padding_idx = {};
    std::optional<double> max_norm = {};  // not here
    double norm_type = 2;
    bool scale_grad_by_freq = false, sparse = false;
    DType dtype = DType::Float32;
    static constexpr auto fields() {
      return std::tuple{
          field("num_embeddings", &Args::num_embeddings, "Rows of the table.").required(),
          field("embedding_dim", &Args::embedding_dim, "Size of each row.").required(),
          field("padding_idx", &Args::padding_idx, "A row that stays 0 and is not learnt."),
          field("max_norm", &Args::max_norm),
          field("norm_type", &Args::norm_type),
          field("scale_grad_by_freq", &Args::scale_grad_by_freq,
                "Whether a row's gradient is divided by how often it occurs."),
          field("sparse", &Args::sparse),
          field("dtype", &Args::dtype)};
    }
  };
  struct Parameters {
    Tensor weight;
    static constexpr auto fields() { return std::tuple{field("weight", &Parameters::weight)}; }
  };
  static Parameters make(const Args& a);
  static void reset_parameters(const Args& a, Parameters& p);
  static Tensor forward(const Layer<Embedding>& m, const Tensor& input);
};

}  // namespace entries

using Embedding = Layer<entries::Embedding>;

}  // namespace downhill::nn
