// Schedules along a cosine.
#pragma once
#include <downhill/schedule/entry.h>

namespace downhill::schedule {

struct CosineAnnealingLR {
  struct Options {
    Number T_max = 10, eta_min = 0.0;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{field("T_max", &O::T_max, "Steps of half a wave.").required().shown(kSteps),
                        field("eta_min", &O::eta_min, "The smallest learning rate.").shown({0, 1})};
    }
  };
  static constexpr ScheduleInfo info{
      .name = "CosineAnnealingLR",
      .latex = R"(\eta_k = \eta_{min} + \tfrac12(\eta_0-\eta_{min})(1+\cos(\pi k/T_{max})))",
      .doc = "Lets the learning rate fall along half a cosine wave, and rise again after it.",
      .source = "Loshchilov & Hutter 2016"};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

struct CosineAnnealingWarmRestarts {
  struct Options {
    Number T_0 = 10, T_mult = 1, eta_min = 0.0;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("T_0", &O::T_0, "Steps until the first restart.").required().shown(kSteps),
          field("T_mult", &O::T_mult, "How much longer each time is than the one before.")
              .shown({1, 4}),
          field("eta_min", &O::eta_min, "The smallest learning rate.").shown({0, 1})};
    }
  };
  struct Plan {
    Number T_0, T_mult, eta_min, T_cur = -1;  // T_cur: steps since the last restart
    Number T_i;                               // steps between the last restart and the next
    static constexpr auto fields() {
      return std::tuple{field("T_0", &Plan::T_0), field("T_mult", &Plan::T_mult),
                        field("eta_min", &Plan::eta_min), field("T_cur", &Plan::T_cur),
                        field("T_i", &Plan::T_i)};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"T_0 <= 0 or not isinstance(T_0, int)",
       [](const Options& o) { return !(o.T_0.to<double>() > 0) || o.T_0.is_floating(); },
       "Expected positive integer T_0, but got {T_0}"},
      {"T_mult < 1 or not isinstance(T_mult, int)",
       [](const Options& o) { return !(o.T_mult.to<double>() >= 1) || o.T_mult.is_floating(); },
       "Expected integer T_mult >= 1, but got {T_mult}"},
      {"not isinstance(eta_min, (float, int))", [](const Options&) { return false; },
       "Expected float or int eta_min, but got {eta_min} of type {type(eta_min)}"}};
  static constexpr ScheduleInfo info{
      .name = "CosineAnnealingWarmRestarts",
      .latex = R"(\eta_k = \eta_{min} + \tfrac12(\eta_0-\eta_{min})(1+\cos(\pi T_{cur}/T_i)))",
      .doc = "Falls along half a cosine wave and starts again, each time for T_mult times longer.",
      .source = "Loshchilov & Hutter 2016",
      .base = "RestartScheduler"};
  static Plan plan(const Options& o) { return {o.T_0, o.T_mult, o.eta_min, -1, o.T_0}; }
  static double advance(Plan& p, double k, std::optional<double> epoch);
  static Scalar next(const Plan& p, const Moment& m);
};

// Stochastic weight averaging's rate, of torch.optim.swa_utils.
struct SWALR {
  struct Options {
    Scalar swa_lr = 0.05;
    Number anneal_epochs = 10;
    std::string anneal_strategy = "cos";
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("swa_lr", &O::swa_lr, "The learning rate to reach.")
              .required()
              .shown({1e-6, 1, Scale::log}),
          field("anneal_epochs", &O::anneal_epochs, "Steps until it is reached.").shown({0, 100}),
          field("anneal_strategy", &O::anneal_strategy, "'cos' or 'linear'.")};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"anneal_strategy not in ['cos', 'linear']",
       [](const Options& o) { return o.anneal_strategy != "cos" && o.anneal_strategy != "linear"; },
       "anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}"},
      {"not isinstance(anneal_epochs, int) or anneal_epochs < 0",
       [](const Options& o) {
         return o.anneal_epochs.is_floating() || o.anneal_epochs.to<double>() < 0;
       },
       "anneal_epochs must be equal or greater than 0, got {anneal_epochs}"}};
  static constexpr ScheduleInfo info{
      .name = "SWALR",
      .latex = R"(\eta_k = \alpha_k\,\eta_{swa} + (1-\alpha_k)\,\eta_0)",
      .doc = "Goes to a constant learning rate, at which weights are averaged.",
      .source = "Izmailov et al. 2018",
      .module = "torch.optim.swa_utils",
      .base = "AveragingScheduler"};
  static Scalar next(const Options& o, const Moment& m);
};

}  // namespace downhill::schedule
