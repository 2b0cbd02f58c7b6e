// Schedules that raise the learning rate and let it fall again, and the momentum against it.
#pragma once
#include <downhill/schedule/entry.h>

#include <functional>

namespace downhill {

// A function of a program's own. It does not cross borders: Python calls its own functions itself.
struct NumberFunction : std::function<double(double)> {
  using std::function<double(double)>::function;
};
template <>
struct Kind<NumberFunction> {
  static constexpr const char* name = "function?";
};
Argument argument(const NumberFunction& f);  // None
void convert(const char* where, const char* name, const Argument& from, NumberFunction& to);

namespace schedule {

struct CyclicLR {
  struct Options {
    Scalar base_lr = 0.001, max_lr = 0.1;
    Number step_size_up = 2000;
    std::optional<Number> step_size_down;
    std::string mode = "triangular";
    Number gamma = 1.0;
    NumberFunction scale_fn;
    std::string scale_mode = "cycle";
    bool cycle_momentum = true;
    Number base_momentum = 0.8, max_momentum = 0.9;
    static constexpr auto fields() {
      using O = Options;
      constexpr Ui rate{1e-6, 1, Scale::log};
      return std::tuple{
          field("base_lr", &O::base_lr, "The smallest learning rate.").required().shown(rate),
          field("max_lr", &O::max_lr, "The largest.").required().shown(rate),
          field("step_size_up", &O::step_size_up, "Steps of a rise.").shown({1, 2000}),
          field("step_size_down", &O::step_size_down, "Steps of a fall; None: as many."),
          field(
              "mode", &O::mode,
              "'triangular', 'triangular2' (each peak half as high) or 'exp_range' (gamma ** k)."),
          field("gamma", &O::gamma, "Of 'exp_range'.").shown({0.9, 1}),
          field("scale_fn", &O::scale_fn, "A scale of one's own for the peaks, instead of a mode."),
          field("scale_mode", &O::scale_mode,
                "What scale_fn is told: the 'cycle', or the step ('iterations')."),
          field("cycle_momentum", &O::cycle_momentum, "Let the momentum go the other way."),
          field("base_momentum", &O::base_momentum, "The smallest momentum.").shown({0, 1}),
          field("max_momentum", &O::max_momentum, "The largest.").shown({0, 1})};
    }
  };
  struct Plan {
    double total_size = 0, step_ratio = 0;  // of a cycle: its steps, and the part that rises
    std::string mode, scale_mode;
    Number gamma;
    NumberFunction scale_fn;
    std::optional<double> scale;  // what a function of Python's gave for this step
    Scalar base_lr, max_lr;
    Number base_momentum, max_momentum;
    static constexpr auto fields() {
      using P = Plan;
      return std::tuple{field("total_size", &P::total_size),
                        field("step_ratio", &P::step_ratio),
                        field("mode", &P::mode),
                        field("scale_mode", &P::scale_mode),
                        field("gamma", &P::gamma),
                        field("scale_fn", &P::scale_fn),
                        field("scale", &P::scale),
                        field("base_lr", &P::base_lr),
                        field("max_lr", &P::max_lr),
                        field("base_momentum", &P::base_momentum),
                        field("max_momentum", &P::max_momentum)};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"mode not in ['triangular', 'triangular2', 'exp_range'] and scale_fn is None",
       [](const Options& o) {
         return o.mode != "triangular" && o.mode != "triangular2" && o.mode != "exp_range" &&
                !o.scale_fn;
       },
       "mode is invalid and scale_fn is None"}};
  static constexpr ScheduleInfo info{
      .name = "CyclicLR",
      .latex = R"(\eta_k = \eta_{base} + (\eta_{max}-\eta_{base})\,t_k\,s_k)",
      .doc = "Cycles the learning rate between two bounds at a constant frequency.",
      .source = "Smith 2015",
      .base = "CyclicScheduler"};
  static Plan plan(const Options& o);
  static Start start(const Options& o);
  static Scalar next(const Plan& p, const Moment& m);
  static Scalar momentum(const Plan& p, const Moment& m);
};

struct OneCycleLR {
  struct Options {
    Scalar max_lr = 0.1;
    std::optional<Number> total_steps, epochs, steps_per_epoch;
    Number pct_start = 0.3;
    std::string anneal_strategy = "cos";
    bool cycle_momentum = true;
    Number base_momentum = 0.85, max_momentum = 0.95, div_factor = 25.0, final_div_factor = 1e4;
    bool three_phase = false;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("max_lr", &O::max_lr, "The largest learning rate.")
              .required()
              .shown({1e-6, 1, Scale::log}),
          field("total_steps", &O::total_steps, "Steps of the cycle."),
          field("epochs", &O::epochs, "Instead of total_steps, with steps_per_epoch."),
          field("steps_per_epoch", &O::steps_per_epoch, "Instead of total_steps, with epochs."),
          field("pct_start", &O::pct_start, "The part of the steps that rises.").shown({0, 1}),
          field("anneal_strategy", &O::anneal_strategy, "'cos' or 'linear'."),
          field("cycle_momentum", &O::cycle_momentum, "Let the momentum go the other way."),
          field("base_momentum", &O::base_momentum, "The smallest momentum.").shown({0, 1}),
          field("max_momentum", &O::max_momentum, "The largest.").shown({0, 1}),
          field("div_factor", &O::div_factor, "The first learning rate is max_lr divided by it.")
              .shown({1, 100}),
          field("final_div_factor", &O::final_div_factor,
                "The last learning rate is the first divided by it.")
              .shown({1, 1e5, Scale::log}),
          field("three_phase", &O::three_phase,
                "Fall as fast as it rose, and then to the last learning rate.")};
    }
  };
  struct Plan {
    Number total_steps;
    NumberList ends;  // of the phases, in steps
    std::string anneal_strategy;
    Scalar initial_lr, max_lr, min_lr;
    Number base_momentum, max_momentum;
    static constexpr auto fields() {
      using P = Plan;
      return std::tuple{field("total_steps", &P::total_steps),
                        field("ends", &P::ends),
                        field("anneal_strategy", &P::anneal_strategy),
                        field("initial_lr", &P::initial_lr),
                        field("max_lr", &P::max_lr),
                        field("min_lr", &P::min_lr),
                        field("base_momentum", &P::base_momentum),
                        field("max_momentum", &P::max_momentum)};
    }
  };
  // A number of steps that is given, and not a positive int.
  static bool no_count(const std::optional<Number>& n) {
    return n && (n->is_floating() || n->to<double>() <= 0);
  }
  static constexpr Check<Options> checks[] = {
      {"total_steps is not None and (total_steps <= 0 or not isinstance(total_steps, int))",
       [](const Options& o) { return no_count(o.total_steps); },
       "Expected positive integer total_steps, but got {total_steps}"},
      {"total_steps is None and (epochs is None or steps_per_epoch is None)",
       [](const Options& o) { return !o.total_steps && (!o.epochs || !o.steps_per_epoch); },
       "You must define either total_steps OR (epochs AND steps_per_epoch)"},
      {"total_steps is None and (not isinstance(epochs, int) or epochs <= 0)",
       [](const Options& o) { return !o.total_steps && no_count(o.epochs); },
       "Expected positive integer epochs, but got {epochs}"},
      {"total_steps is None and (not isinstance(steps_per_epoch, int) or steps_per_epoch <= 0)",
       [](const Options& o) { return !o.total_steps && no_count(o.steps_per_epoch); },
       "Expected positive integer steps_per_epoch, but got {steps_per_epoch}"},
      {"pct_start < 0 or pct_start > 1 or not isinstance(pct_start, float)",
       [](const Options& o) {
         return o.pct_start.to<double>() < 0 || o.pct_start.to<double>() > 1 ||
                !o.pct_start.is_floating();
       },
       "Expected float between 0 and 1 pct_start, but got {pct_start}"},
      {"anneal_strategy not in ['cos', 'linear']",
       [](const Options& o) { return o.anneal_strategy != "cos" && o.anneal_strategy != "linear"; },
       "anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}"}};
  static constexpr ScheduleInfo info{
      .name = "OneCycleLR",
      .latex = R"(\eta_k = b + \tfrac12(a-b)(1+\cos(\pi t_k)))",
      .doc = "One rise to max_lr, and one fall to far below the first learning rate.",
      .source = "Smith & Topin 2017",
      .base = "OneCycleScheduler"};
  static Plan plan(const Options& o);
  static Start start(const Options& o);
  static Scalar next(const Plan& p, const Moment& m);
  static Scalar momentum(const Plan& p, const Moment& m);
};

}  // namespace schedule
}  // namespace downhill
