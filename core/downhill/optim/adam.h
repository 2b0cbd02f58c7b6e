#pragma once
#include <downhill/optim/rule.h>

namespace downhill::optim {

struct Adam {
  struct Options {
    Number lr = 1e-3;
    Pair betas = {0.9, 0.999};
    Number eps = 1e-8, weight_decay = 0;
    bool amsgrad = false;
    std::optional<bool> foreach = {};
    bool maximize = false, capturable = false, differentiable = false;
    std::optional<bool> fused = {};
    bool decoupled_weight_decay = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Learning rate: about the length of a step.").in(kAtLeast0, kBadLearningRate).shown(kLearningRate),
          field("betas", &O::betas, "How long the means of the gradient and of its square remember.").in(kBetas, "Invalid beta parameter at index {index}: {}"),
          field("eps", &O::eps, "Added to the denominator.").in(kAtLeast0, "Invalid epsilon value: {}").shown({1e-10, 1e-2, Scale::log}),
          field("weight_decay", &O::weight_decay, "Pull of the weights towards 0 (L2).").in(kAtLeast0, "Invalid weight_decay value: {}").shown({0, 0.5}),
          field("amsgrad", &O::amsgrad, "Divide by the largest second moment so far."),
          field("foreach", &O::foreach).keyword(),
          field("maximize", &O::maximize, "Climb instead of descend.").keyword(),
          field("capturable", &O::capturable).keyword(),
          field("differentiable", &O::differentiable).keyword(),
          field("fused", &O::fused).keyword(),
          field("decoupled_weight_decay", &O::decoupled_weight_decay, "Decay the weights, not the gradient (AdamW).").keyword()};
    }
  };
  struct State {
    Tensor step, exp_avg, exp_avg_sq, max_exp_avg_sq;
    static constexpr auto fields() {
      return std::tuple{field("step", &State::step), field("exp_avg", &State::exp_avg), field("exp_avg_sq", &State::exp_avg_sq),
                        field("max_exp_avg_sq", &State::max_exp_avg_sq)};
    }
  };
  static constexpr Check checks[] = {
      {"fused and differentiable", "`fused` does not support `differentiable`", "RuntimeError"},
      {"fused and foreach", "`fused` and `foreach` cannot be `True` together.", "RuntimeError"}};
  static constexpr RuleInfo info{
      .name = "Adam",
      .source = "Kingma & Ba 2014; AMSGrad: Reddi et al. 2018",
      .latex = R"(m \leftarrow \beta_1 m + (1-\beta_1)g,\quad v \leftarrow \beta_2 v + (1-\beta_2)g^2,\quad \theta \leftarrow \theta - \eta\,\hat m/(\sqrt{\hat v}+\epsilon))",
      .doc = "Adaptive moment estimation.",
      .defaults = "lr betas eps weight_decay amsgrad maximize foreach capturable differentiable fused decoupled_weight_decay",
      .checks = checks};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient);
};

// Adam that decays the weights themselves. In PyTorch a subclass of Adam with other defaults; so here.
struct AdamW : Adam {
  struct Options : Adam::Options {
    Options() {
      weight_decay = 1e-2;
      decoupled_weight_decay = true;
    }
    static constexpr auto fields() {
      using O = Options;
      using A = Adam::Options;
      auto as = []<class M>(const Field<A, M>& f) {
        return Field<O, M>{f.name, static_cast<M O::*>(f.member), f.doc, f.range, f.error, f.ui, f.has_ui, f.is_keyword};
      };
      const auto f = A::fields();
      return std::tuple{as(std::get<0>(f)), as(std::get<1>(f)), as(std::get<2>(f)), as(std::get<3>(f)), as(std::get<4>(f)),
                        as(std::get<6>(f)), as(std::get<5>(f)), as(std::get<7>(f)), as(std::get<8>(f)), as(std::get<9>(f))};
    }
  };
  static constexpr RuleInfo info{
      .name = "AdamW",
      .source = "Loshchilov & Hutter 2017",
      .latex = R"(\theta \leftarrow (1-\eta\lambda)\,\theta - \eta\,\hat m/(\sqrt{\hat v}+\epsilon))",
      .doc = "Adam with decoupled weight decay.",
      .defaults = Adam::info.defaults,
      .checks = Adam::checks,
      .base = "Adam"};
  static void step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) { Adam::step(o, s, p, gradient); }
};

}  // namespace downhill::optim
