// Learning-rate schedulers as entries: the formula of one learning rate, in PyTorch's order of
// operations. The object around it (groups, chaining, state dicts, warnings) is written once:
// scheduler.h, and Python's LRScheduler.
//
//   struct StepLR {
//     static constexpr ScheduleInfo info{...};
//     struct Options { Number step_size = 1, gamma = 0.1; static constexpr auto fields() {...} };
//     static Scalar next(const Options&, const Moment&);    // m.lr itself where nothing changes
//     static Scalar closed(const Options&, const Moment&);  // if there is one: step(epoch)
//   };
//
// PyTorch keeps other attributes than the options it was given for some (CyclicLR: total_size,
// step_ratio). They have `struct Plan`, made by `static Plan plan(const Options&)`, of which next()
// reads; Python passes its attributes. One that cycles the momentum has `static Scalar
// momentum(const Plan&, const Moment&)`, one that begins elsewhere than at the group's learning
// rate `static Start start(const Options&)`, and one that counts in its own way `static double
// advance(Plan&, double k, std::optional<double> epoch)`. `checks` are as a rule's.
#pragma once
#include <downhill/optim/option_set.h>
#include <downhill/optim/scalar.h>

#include <optional>

namespace downhill {

struct ScheduleInfo {
  const char* name;
  const char* latex;  // the learning rate after k steps
  const char* doc;
  const char* source = "";                          // where it was published
  const char* module = "torch.optim.lr_scheduler";  // where Python finds it
  const char* base = "LRScheduler";                 // the Python class that knows its attributes
};

// What a formula is told. lr and base are numbers or tensors; an int that stays stays an int.
struct Moment {
  double k = -1;           // last_epoch
  int64_t count = 0;       // _step_count: 1 in the constructor
  bool initial = true;     // in the constructor
  optim::Scalar lr, base;  // of the group: now, and at first
};

// What a scheduler writes into a group before its first step.
struct Start {
  std::optional<optim::Scalar> lr, initial_lr, momentum;
};

// With its types erased.
struct Schedule : OptionSet {
  using Formula = optim::Scalar (*)(const void* plan, const Moment&);
  int id;
  const StructKind* plan;
  void (*plan_of)(const void* options, void* plan);  // null: the options are the plan
  Formula next, closed, momentum;                    // the last two may be null
  Start (*start)(const void* options);               // null: nothing is written
  double (*advance)(void* plan, double k, std::optional<double> epoch);  // null: k goes up by one

  std::shared_ptr<void> new_plan(const void* options) const;  // null: of the default options
};

template <class S>
struct PlanOf {
  using type = typename S::Options;
};
template <class S>
requires requires { typename S::Plan; }
struct PlanOf<S> {
  using type = typename S::Plan;
};

template <class S>
constexpr Schedule make_schedule(int id) {
  using O = typename S::Options;
  using P = typename PlanOf<S>::type;
  Schedule s{};
  static_cast<OptionSet&>(s) = option_set<S>();
  s.id = id;
  s.plan = &kStruct<P>;
  if constexpr (!std::is_same_v<O, P>) {
    s.plan_of = [](const void* options, void* plan) {
      *static_cast<P*>(plan) = S::plan(*static_cast<const O*>(options));
    };
  }
  s.next = [](const void* p, const Moment& m) { return S::next(*static_cast<const P*>(p), m); };
  if constexpr (requires(const P& p, const Moment& m) { S::closed(p, m); })
    s.closed = [](const void* p, const Moment& m) {
      return S::closed(*static_cast<const P*>(p), m);
    };
  if constexpr (requires(const P& p, const Moment& m) { S::momentum(p, m); })
    s.momentum = [](const void* p, const Moment& m) {
      return S::momentum(*static_cast<const P*>(p), m);
    };
  if constexpr (requires(const O& o) { S::start(o); })
    s.start = [](const void* o) { return S::start(*static_cast<const O*>(o)); };
  if constexpr (requires(P & p) { S::advance(p, 0.0, std::nullopt); })
    s.advance = [](void* p, double k, std::optional<double> epoch) {
      return S::advance(*static_cast<P*>(p), k, epoch);
    };
  return s;
}

namespace schedule {

using optim::Scalar;
inline constexpr Ui kSteps{1, 200};
inline constexpr double kPi = 3.141592653589793;

// Python's division of two floats.
inline double quotient(double a, double b) {
  if (b == 0) fail(ErrorKind::zero_division, "division by zero");
  return a / b;
}

}  // namespace schedule
}  // namespace downhill
