// Learning-rate schedulers for TypeScript. Failures wait as those of the flat API do
// (dh_error_kind).
#include <downhill/schedule/compound.h>
#include <emscripten/bind.h>

#include <map>

#include "../api/state.h"
#include "owned.h"

using emscripten::val;
using namespace downhill;
using namespace downhill::api;

namespace {

struct Owned {
  std::shared_ptr<OptimizerBase> optimizer;  // lives as long as its scheduler
  std::shared_ptr<LRScheduler> scheduler;    // shared with those that it is a part of
  std::unique_ptr<ReduceLROnPlateau> plateau;
};
std::map<int, Owned> schedulers;
int last_id = 0;

Owned& owned(int id) {
  const auto at = schedulers.find(id);
  if (at == schedulers.end()) fail("there is no scheduler ", id, ": it was disposed of");
  return at->second;
}

// The id. One kind of pointer for all: what counts references multiplies by types.
int keep(const std::shared_ptr<OptimizerBase>& optimizer, LRScheduler* scheduler) {
  schedulers.emplace(++last_id, Owned{optimizer, std::shared_ptr<LRScheduler>(scheduler), nullptr});
  return last_id;
}

// An id, or 0.
int scheduler_new(int schedule, int optimizer, val options) {
  return guarded([&] {
    const auto shared = shared_optimizer(optimizer);
    return keep(shared, new SchedulerBase(schedule_at(schedule), *shared, options_of(options)));
  });
}

std::vector<std::shared_ptr<LRScheduler>> parts_of(const val& ids) {
  std::vector<std::shared_ptr<LRScheduler>> parts;
  for (const val& id : emscripten::vecFromJSArray<val>(ids)) {
    parts.push_back(owned(id.as<int>()).scheduler);
    if (!parts.back())
      fail(ErrorKind::value, "ReduceLROnPlateau is told a number, and cannot be a part of others");
  }
  return parts;
}

// The program's functions of the epoch. They must not throw, but give undefined instead: exceptions
// of JavaScript do not unwind the core's frames.
std::vector<EpochFunction> functions_of(const val& functions) {
  std::vector<EpochFunction> all;
  for (const val& f : emscripten::vecFromJSArray<val>(functions)) {
    all.emplace_back([f](double epoch) {
      const val factor = f(epoch);
      if (!factor.isNumber()) fail(ErrorKind::type, "lr_lambda did not give a number");
      return factor.as<double>();
    });
  }
  return all;
}

ReduceLROnPlateau::Options plateau_options(const val& object) {
  ReduceLROnPlateau::Options o;
  for (const NamedArgument& given : options_of(object)) {
    bool known = false;
    const auto to = [&](const char* name, auto& option) {
      if (given.first != name) return;
      known = true;
      convert("ReduceLROnPlateau", name, given.second, option);
    };
    to("mode", o.mode), to("factor", o.factor), to("patience", o.patience);
    to("threshold", o.threshold), to("threshold_mode", o.threshold_mode);
    to("cooldown", o.cooldown), to("min_lr", o.min_lr), to("eps", o.eps);
    if (!known) fail(ErrorKind::type, "ReduceLROnPlateau has no option ", given.first);
  }
  return o;
}

// Those of compound.h, by their names: {functions}, {schedulers, milestones}, {schedulers} or
// ReduceLROnPlateau's options. An id, or 0.
int scheduler_compose(const std::string& name, int optimizer, val parts) {
  return guarded([&] {
    const auto shared = shared_optimizer(optimizer);
    if (name == "ReduceLROnPlateau") {
      auto plateau = std::make_unique<ReduceLROnPlateau>(*shared, plateau_options(parts));
      keep(shared, nullptr);
      schedulers[last_id].plateau = std::move(plateau);
      return last_id;
    }
    if (name == "SequentialLR") {
      std::vector<int64_t> milestones;
      for (const val& m : emscripten::vecFromJSArray<val>(parts["milestones"]))
        milestones.push_back(m.as<int>());
      return keep(shared, new SequentialLR(*shared, parts_of(parts["schedulers"]), milestones));
    }
    if (name == "ChainedScheduler")
      return keep(shared, new ChainedScheduler(parts_of(parts["schedulers"])));
    auto functions = functions_of(parts["functions"]);
    if (name == "LambdaLR") return keep(shared, new LambdaLR(*shared, std::move(functions)));
    return keep(shared, new MultiplicativeLR(*shared, std::move(functions)));
  });
}
void scheduler_free(int id) { schedulers.erase(id); }
int schedulers_live() { return static_cast<int>(schedulers.size()); }

// value: an epoch, or undefined for one step further; for ReduceLROnPlateau what was measured.
bool scheduler_step(int id, val value) {
  return guarded([&] {
    const Owned& o = owned(id);
    if (o.plateau)
      o.plateau->step(value.as<double>());
    else
      o.scheduler->step(value.isUndefined() ? std::nullopt : std::optional(value.as<double>()));
    return true;
  });
}
val scheduler_rates(int id) {
  val rates = val::array();
  guarded([&] {
    const Owned& o = owned(id);
    for (std::size_t i = 0; i < o.optimizer->groups().size(); ++i)
      rates.call<void>("push", learning_rate(*o.optimizer, i).value());
    return true;
  });
  return rates;
}

}  // namespace

EMSCRIPTEN_BINDINGS(schedulers) {
  emscripten::function("scheduler_new", &scheduler_new);
  emscripten::function("scheduler_compose", &scheduler_compose);
  emscripten::function("scheduler_free", &scheduler_free);
  emscripten::function("schedulers_live", &schedulers_live);
  emscripten::function("scheduler_step", &scheduler_step);
  emscripten::function("scheduler_rates", &scheduler_rates);
}
