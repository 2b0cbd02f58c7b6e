// Schedules that multiply: by a constant, at milestones, or towards an end.
#pragma once
#include <downhill/schedule/entry.h>

namespace downhill::schedule {

struct StepLR {
  struct Options {
    Number step_size = 1, gamma = 0.1;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("step_size", &O::step_size, "Steps between two changes.").required().shown(kSteps),
          field("gamma", &O::gamma, "What the rate is multiplied by.").shown({0.01, 1})};
    }
  };
  static constexpr ScheduleInfo info{
      .name = "StepLR",
      .latex = R"(\eta_k = \eta_0\,\gamma^{\lfloor k/s \rfloor})",
      .doc = "Multiplies the learning rate by gamma every step_size steps."};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

struct MultiStepLR {
  struct Options {
    Ints milestones;  // in any order; one that is there twice counts twice
    Number gamma = 0.1;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("milestones", &O::milestones, "The steps at which the rate changes.").required(),
          field("gamma", &O::gamma, "What the rate is multiplied by.").shown({0.01, 1})};
    }
  };
  static constexpr ScheduleInfo info{
      .name = "MultiStepLR",
      .latex = R"(\eta_k = \eta_0\,\gamma^{|\{m \le k\}|})",
      .doc = "Multiplies the learning rate by gamma at each milestone.",
      .base = "MilestoneScheduler"};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

struct ConstantLR {
  struct Options {
    Number factor = 1.0 / 3, total_iters = 5;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("factor", &O::factor, "What the rate is multiplied by at first.").shown({0.01, 1}),
          field("total_iters", &O::total_iters, "Steps until the rate is whole.").shown(kSteps)};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"factor > 1.0 or factor < 0",
       [](const Options& o) { return o.factor.to<double>() > 1 || o.factor.to<double>() < 0; },
       "Constant multiplicative factor expected to be between 0 and 1."}};
  static constexpr ScheduleInfo info{
      .name = "ConstantLR",
      .latex = R"(\eta_k = f\,\eta_0 \text{ for } k < n,\ \text{then } \eta_0)",
      .doc = "A smaller learning rate for the first total_iters steps."};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

struct LinearLR {
  struct Options {
    Number start_factor = 1.0 / 3, end_factor = 1.0, total_iters = 5;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("start_factor", &O::start_factor, "What the rate is multiplied by at first.")
              .shown({0.01, 1}),
          field("end_factor", &O::end_factor, "What it is multiplied by in the end.").shown({0, 1}),
          field("total_iters", &O::total_iters, "Steps from the one to the other.").shown(kSteps)};
    }
  };
  static constexpr Check<Options> checks[] = {
      {"start_factor > 1.0 or start_factor <= 0",
       [](const Options& o) {
         return o.start_factor.to<double>() > 1 || o.start_factor.to<double>() <= 0;
       },
       "Starting multiplicative factor expected to be greater than 0 and less or equal to 1."},
      {"end_factor > 1.0 or end_factor < 0",
       [](const Options& o) {
         return o.end_factor.to<double>() > 1 || o.end_factor.to<double>() < 0;
       },
       "Ending multiplicative factor expected to be between 0 and 1."}};
  static constexpr ScheduleInfo info{
      .name = "LinearLR",
      .latex = R"(\eta_k = \eta_0\,(s + (e-s)\min(k,n)/n))",
      .doc = "Changes the learning rate along a straight line, as in a warm-up."};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

struct ExponentialLR {
  struct Options {
    Number gamma = 0.95;
    static constexpr auto fields() {
      return std::tuple{field("gamma", &Options::gamma, "What the rate is multiplied by each step.")
                            .required()
                            .shown({0.8, 1})};
    }
  };
  static constexpr ScheduleInfo info{.name = "ExponentialLR",
                                     .latex = R"(\eta_k = \eta_0\,\gamma^k)",
                                     .doc = "Multiplies the learning rate by gamma every step."};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

struct PolynomialLR {
  struct Options {
    Number total_iters = 5, power = 1.0;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("total_iters", &O::total_iters, "Steps until the rate is 0.").shown(kSteps),
          field("power", &O::power, "The power of the polynomial.").shown({0.5, 4})};
    }
  };
  static constexpr ScheduleInfo info{
      .name = "PolynomialLR",
      .latex = R"(\eta_k = \eta_0\,(1 - \min(k,n)/n)^p)",
      .doc = "Lets the learning rate fall to 0 as a power of the steps that are left."};
  static Scalar next(const Options& o, const Moment& m);
  static Scalar closed(const Options& o, const Moment& m);
};

}  // namespace downhill::schedule
