// Losses between numbers, and between a distribution and what it was for.
#pragma once
#include <downhill/nn/loss.h>
#include <downhill/ops/probability_losses.h>
#include <downhill/ops/regression_losses.h>

namespace downhill::nn {

namespace entries {

struct SmoothL1Loss : Calls<smooth_l1_loss> {
  static constexpr ModuleInfo info{
      .name = "SmoothL1Loss",
      .file = "loss",
      .doc = "The squared difference near 0, the absolute one beyond beta.",
      .inputs = "input, target",
      .call =
          "smooth_l1_loss(input, target, reduction=reduction, "
          "beta=beta)",
      .constants = "reduction",
      .base = "_Loss",
      .signature = "size_average reduce reduction beta"};
  struct Args {
    std::string reduction = "mean";
    double beta = 1;
    static constexpr auto fields() {
      return std::tuple{field("reduction", &Args::reduction, "'mean', 'sum' or 'none'."),
                        field("beta", &Args::beta, "Where the square ends.")};
    }
  };
};

struct HuberLoss : Calls<huber_loss> {
  static constexpr ModuleInfo info{.name = "HuberLoss",
                                   .file = "loss",
                                   .doc = "SmoothL1Loss times delta.",
                                   .inputs = "input, target",
                                   .call =
                                       "huber_loss(input, target, reduction=reduction, "
                                       "delta=delta)",
                                   .base = "_Loss"};
  struct Args {
    std::string reduction = "mean";
    double delta = 1;
    static constexpr auto fields() {
      return std::tuple{field("reduction", &Args::reduction, "'mean', 'sum' or 'none'."),
                        field("delta", &Args::delta, "Where the square ends.")};
    }
  };
};

struct KLDivLoss : Calls<kl_div> {
  static constexpr ModuleInfo info{.name = "KLDivLoss",
                                   .file = "loss",
                                   .doc = "target * (log(target) - input).",
                                   .inputs = "input, target",
                                   .call =
                                       "kl_div(input, target, reduction=reduction, "
                                       "log_target=log_target)",
                                   .constants = "reduction",
                                   .base = "_Loss",
                                   .signature = "size_average reduce reduction log_target"};
  struct Args {
    std::string reduction = "mean";
    bool log_target = false;
    static constexpr auto fields() {
      return std::tuple{
          field("reduction", &Args::reduction, "'mean', 'sum' or 'none'."),
          field("log_target", &Args::log_target, "Whether target is given as logarithms.")};
    }
  };
};

struct PoissonNLLLoss : Calls<poisson_nll_loss> {
  static constexpr ModuleInfo info{.name = "PoissonNLLLoss",
                                   .file = "loss",
                                   .doc = "exp(input) - target * input.",
                                   .inputs = "input, target",
                                   .call =
                                       "poisson_nll_loss(input, target, log_input=log_input, "
                                       "full=full, eps=eps, reduction=reduction)",
                                   .base = "_Loss",
                                   .signature = "log_input full size_average eps reduce reduction"};
  struct Args {
    bool log_input = true;
    bool full = false;
    double eps = 1e-8;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{
          field("log_input", &Args::log_input, "Whether input is the logarithm of the rate."),
          field("full", &Args::full, "Whether the constant term is added."),
          field("eps", &Args::eps, "What keeps a logarithm finite."),
          field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.")};
    }
  };
};

struct GaussianNLLLoss : Calls<gaussian_nll_loss> {
  static constexpr ModuleInfo info{.name = "GaussianNLLLoss",
                                   .file = "loss",
                                   .doc = "0.5 * (log(var) + (input - target)^2 / var).",
                                   .inputs = "input, target, var",
                                   .call =
                                       "gaussian_nll_loss(input, target, var, full=full, "
                                       "eps=eps, reduction=reduction)",
                                   .base = "_Loss"};
  struct Args {
    bool full = false;
    double eps = 1e-6;
    std::string reduction = "mean";
    static constexpr auto fields() {
      return std::tuple{field("full", &Args::full, "Whether the constant term is added.").keyword(),
                        field("eps", &Args::eps, "The least var.").keyword(),
                        field("reduction", &Args::reduction, "'mean', 'sum' or 'none'.").keyword()};
    }
  };
};

}  // namespace entries

using SmoothL1Loss = Layer<entries::SmoothL1Loss>;
using HuberLoss = Layer<entries::HuberLoss>;
using KLDivLoss = Layer<entries::KLDivLoss>;
using PoissonNLLLoss = Layer<entries::PoissonNLLLoss>;
using GaussianNLLLoss = Layer<entries::GaussianNLLLoss>;

}  // namespace downhill::nn
