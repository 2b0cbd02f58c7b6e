// LayerNorm, BatchNorm, GroupNorm.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/norm.h>

namespace downhill::nn {

namespace entries {

struct Affine {
  Tensor weight, bias;
  static constexpr auto fields() {
    return std::tuple{field("weight", &Affine::weight), field("bias", &Affine::bias)};
  }
};

struct LayerNorm {
  static constexpr ModuleInfo info{
      .name = "LayerNorm",
      .file = "normalization",
      .doc = "(input - mean) / sqrt(var + eps) * weight + bias over the last dimensions.",
      .call = "layer_norm(input, normalized_shape, weight, bias, eps)",
      .repr = "{normalized_shape} eps elementwise_affine bias",
      .constants = "normalized_shape eps elementwise_affine",
      .base = "_LayerNorm",
      .super = "normalized_shape"};
  struct Args {
    Ints normalized_shape;
    double eps = 1e-5;
    bool elementwise_affine = true, bias = true;
    DType dtype = DType::Float32;
    static constexpr auto fields() {
      return std::tuple{
          field("normalized_shape", &Args::normalized_shape, "Sizes of the last dimensions.")
              .required(),
          field("eps", &Args::eps, "Added to the variance."),
          field("elementwise_affine", &Args::elementwise_affine, "Whether a weight is learnt."),
          field("bias", &Args::bias, "Whether a bias is learnt beside the weight."),
          field("dtype", &Args::dtype)};
    }
  };
  using Parameters = Affine;
  static Parameters make(const Args& a);
  static void reset_parameters(const Args& a, Parameters& p);
  static Tensor forward(const Layer<LayerNorm>& m, const Tensor& input);
};

struct GroupNorm {
  static constexpr ModuleInfo info{
      .name = "GroupNorm",
      .file = "normalization",
      .doc = "(input - mean) / sqrt(var + eps) * weight + bias over groups of channels.",
      .call = "group_norm(input, num_groups, weight, bias, eps)",
      .repr = "{num_groups} {num_channels} eps affine bias",
      .constants = "num_groups num_channels eps affine",
      .base = "_GroupNorm",
      .super = "num_groups, num_channels",
      .signature = "num_groups num_channels eps affine dtype bias"};
  struct Args {
    int64_t num_groups = 1, num_channels = 0;
    double eps = 1e-5;
    bool affine = true;
    DType dtype = DType::Float32;
    bool bias = true;
    static constexpr auto fields() {
      return std::tuple{
          field("num_groups", &Args::num_groups, "Groups of channels.").required(),
          field("num_channels", &Args::num_channels, "Channels of the input.").required(),
          field("eps", &Args::eps, "Added to the variance."),
          field("affine", &Args::affine, "Whether weight and bias are learnt."),
          field("bias", &Args::bias, "Whether a bias is learnt beside the weight.").keyword(),
          field("dtype", &Args::dtype)};
    }
  };
  using Parameters = Affine;
  static Parameters make(const Args& a);
  static void reset_parameters(const Args& a, Parameters& p);
  static Tensor forward(const Layer<GroupNorm>& m, const Tensor& input);
};

struct BatchNormArgs {
  int64_t num_features = 0;
  double eps = 1e-5;
  std::optional<double> momentum = 0.1;  // none: the mean over all batches
  bool affine = true, track_running_stats = true;
  DType dtype = DType::Float32;
  bool bias = true;
  static constexpr auto fields() {
    return std::tuple{
        field("num_features", &BatchNormArgs::num_features, "Channels of the input.").required(),
        field("eps", &BatchNormArgs::eps, "Added to the variance."),
        field("momentum", &BatchNormArgs::momentum,
              "Weight of a batch in the running statistics; None: all batches weigh the same."),
        field("affine", &BatchNormArgs::affine, "Whether weight and bias are learnt."),
        field("track_running_stats", &BatchNormArgs::track_running_stats,
              "Whether running statistics are kept, for evaluation."),
        field("bias", &BatchNormArgs::bias, "Whether a bias is learnt beside the weight.")
            .keyword(),
        field("dtype", &BatchNormArgs::dtype)};
  }
};
struct BatchNormParameters {
  Tensor weight, bias, running_mean, running_var, num_batches_tracked;
  static constexpr auto fields() {
    return std::tuple{
        field("weight", &BatchNormParameters::weight), field("bias", &BatchNormParameters::bias),
        field("running_mean", &BatchNormParameters::running_mean).buffer(),
        field("running_var", &BatchNormParameters::running_var).buffer(),
        field("num_batches_tracked", &BatchNormParameters::num_batches_tracked).buffer()};
  }
};
BatchNormParameters make_batch_norm(const BatchNormArgs& a);
void reset_batch_norm(BatchNormParameters& p);
Tensor run_batch_norm(const BatchNormArgs& a, const BatchNormParameters& p, bool training,
                      const Tensor& input, int least, int most);

#define DOWNHILL_BATCH_NORM(Name, least, most, text)                                     \
  struct Name {                                                                          \
    static constexpr ModuleInfo info{                                                    \
        .name = #Name,                                                                   \
        .file = "batchnorm",                                                             \
        .doc = text,                                                                     \
        .repr = "{num_features} eps momentum affine bias track_running_stats",           \
        .constants = "track_running_stats momentum eps num_features affine",             \
        .base = "_" #Name,                                                               \
        .signature = "num_features eps momentum affine track_running_stats dtype bias"}; \
    using Args = BatchNormArgs;                                                          \
    using Parameters = BatchNormParameters;                                              \
    static Parameters make(const Args& a) { return make_batch_norm(a); }                 \
    static void reset_parameters(const Args&, Parameters& p) { reset_batch_norm(p); }    \
    static Tensor forward(const Layer<Name>& m, const Tensor& input) {                   \
      return run_batch_norm(m.args, m, m.is_training(), input, least, most);             \
    }                                                                                    \
  }
DOWNHILL_BATCH_NORM(BatchNorm1d, 2, 3, "Every channel of [N, C] or [N, C, L] normalised.");
DOWNHILL_BATCH_NORM(BatchNorm2d, 4, 4, "Every channel of [N, C, H, W] normalised.");
#undef DOWNHILL_BATCH_NORM

}  // namespace entries

using LayerNorm = Layer<entries::LayerNorm>;
using GroupNorm = Layer<entries::GroupNorm>;
using BatchNorm1d = Layer<entries::BatchNorm1d>;
using BatchNorm2d = Layer<entries::BatchNorm2d>;

}  // namespace downhill::nn
