#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

// Adam and AdamW differ in two defaults, in the order of their arguments, and in whether the decay
// is an argument.
template <bool decoupled>
struct AdamOptions {
  Scalar lr = 1e-3;
  ScalarPair betas = {0.9, 0.999};
  Number eps = 1e-8, weight_decay = decoupled ? Number(1e-2) : Number(0);
  bool amsgrad = false;
  std::optional<bool> foreach = {};
  bool maximize = false, capturable = false, differentiable = false;
  std::optional<bool> fused = {};
  bool decoupled_weight_decay = decoupled;

  static constexpr auto fields() {
    using O = AdamOptions;
    const auto foreach = field("foreach", &O::foreach).keyword();
    const auto maximize = field("maximize", &O::maximize, "Climb instead of descend.").keyword();
    const auto first = std::tuple{
        field("lr", &O::lr, "Learning rate: about the length of a step.")
            .in(kAtLeast0, kBadLearningRate)
            .shown(kLearningRate),
        field("betas", &O::betas, "How long the means of the gradient and of its square remember.")
            .in(kBetas, "Invalid beta parameter at index {index}: {}"),
        field("eps", &O::eps, "Added to the denominator.")
            .in(kAtLeast0, "Invalid epsilon value: {}")
            .shown({1e-10, 1e-2, Scale::log}),
        field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).")
            .in(kAtLeast0, "Invalid weight_decay value: {}")
            .shown({0, 0.5}),
        field("amsgrad", &O::amsgrad, "Divide by the largest second moment so far.")};
    const auto last = std::tuple{field("capturable", &O::capturable).keyword(),
                                 field("differentiable", &O::differentiable).keyword(),
                                 field("fused", &O::fused).keyword()};
    if constexpr (decoupled) {
      return std::tuple_cat(first, std::tuple{maximize, foreach}, last);
    } else {
      return std::tuple_cat(first, std::tuple{foreach, maximize}, last,
                            std::tuple{field("decoupled_weight_decay", &O::decoupled_weight_decay,
                                             "Decay the weights, not the gradient (AdamW).")
                                           .keyword()});
    }
  }
};

// To PyTorch a whole number, as in betas=(0, 0.999), is no float. In C++ and JavaScript a number is
// a number.
template <class O>
inline constexpr Check<O> kFloatBetas{
    "not (all(isinstance(b, float) for b in betas) or all(isinstance(b, Tensor) for b in betas))",
    [](const O& o) { return o.betas.first.is_tensor() != o.betas.second.is_tensor(); },
    "betas must be either both floats or both Tensors"};
// Tensors of one element, and not with the implementation over lists of tensors.
#define DOWNHILL_TENSOR_CHECKS(Options)                                      \
  {"isinstance(lr, Tensor) and foreach and not capturable",                  \
   [](const Options& o) {                                                    \
     return o.lr.is_tensor() && o.foreach.value_or(false) && !o.capturable;  \
   },                                                                        \
   "lr as a Tensor is not supported for capturable=False and foreach=True"}, \
      kFloatBetas<Options>, DOWNHILL_TENSOR_BETA(Options, first, "0"),       \
      DOWNHILL_TENSOR_BETA(Options, second, "1")
#define DOWNHILL_TENSOR_BETA(Options, which, index)                                        \
  {"isinstance(betas[" index "], Tensor) and not capturable and foreach",                  \
   [](const Options& o) {                                                                  \
     return o.betas.which.is_tensor() && o.foreach.value_or(false) && !o.capturable;       \
   },                                                                                      \
   "betas[" index "] as a Tensor is not supported for capturable=False and foreach=True"}, \
  {                                                                                        \
    "isinstance(betas[" index "], Tensor) and betas[" index "].numel() != 1",              \
        [](const Options&) { return false; }, "Tensor betas[" index "] must be 1-element"  \
  }

struct AdamState {
  Tensor step, exp_avg, exp_avg_sq, max_exp_avg_sq;
  static constexpr auto fields() {
    return std::tuple{field("step", &AdamState::step), field("exp_avg", &AdamState::exp_avg),
                      field("exp_avg_sq", &AdamState::exp_avg_sq),
                      field("max_exp_avg_sq", &AdamState::max_exp_avg_sq)};
  }
};

template <bool decoupled>
void adam_step(const AdamOptions<decoupled>& o, AdamState& s, const Tensor& p,
               const Tensor& gradient);

struct Adam {
  using Options = AdamOptions<false>;
  using State = AdamState;
  static constexpr Check<Options> checks[] = {
      DOWNHILL_TENSOR_CHECKS(Options), kNoFusedDifferentiable<Options>, kNoFusedForeach<Options>};
  static constexpr RuleInfo info{
      .name = "Adam",
      .source = "Kingma & Ba 2014; AMSGrad: Reddi et al. 2018",
      .latex =
          R"(m \leftarrow \beta_1 m + (1-\beta_1)g,\quad v \leftarrow \beta_2 v + (1-\beta_2)g^2,\quad \theta \leftarrow \theta - \eta\,\hat m/(\sqrt{\hat v}+\epsilon))",
      .doc = "Adaptive moment estimation.",
      .defaults =
          "lr betas eps weight_decay amsgrad maximize foreach capturable differentiable fused "
          "decoupled_weight_decay"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
    adam_step(o, s, p, gradient);
  }
};

// Adam that decays the weights themselves; in PyTorch a subclass.
struct AdamW {
  using Options = AdamOptions<true>;
  using State = AdamState;
  static constexpr Check<Options> checks[] = {
      DOWNHILL_TENSOR_CHECKS(Options), kNoFusedDifferentiable<Options>, kNoFusedForeach<Options>};
  static constexpr RuleInfo info{
      .name = "AdamW",
      .source = "Loshchilov & Hutter 2017",
      .latex =
          R"(\theta \leftarrow (1-\eta\lambda)\,\theta - \eta\,\hat m/(\sqrt{\hat v}+\epsilon))",
      .doc = "Adam with decoupled weight decay.",
      .defaults = Adam::info.defaults,
      .base = "Adam"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
    adam_step(o, s, p, gradient);
  }
};

}  // namespace downhill::optim
