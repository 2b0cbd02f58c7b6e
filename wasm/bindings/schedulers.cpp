// Learning-rate schedulers for TypeScript. Failures wait as those of the flat API do
// (dh_error_kind).
#include <downhill/schedule/scheduler.h>
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
  std::unique_ptr<SchedulerBase> scheduler;
};
std::map<int, Owned> schedulers;

SchedulerBase& scheduler(int id) {
  const auto at = schedulers.find(id);
  if (at == schedulers.end()) fail("there is no scheduler ", id, ": it was disposed of");
  return *at->second.scheduler;
}

// An id, or 0.
int scheduler_new(int schedule, int optimizer, val options) {
  return guarded([&] {
    static int last = 0;
    const auto shared = shared_optimizer(optimizer);
    schedulers.emplace(last + 1,
                       Owned{shared, std::make_unique<SchedulerBase>(schedule_at(schedule), *shared,
                                                                     options_of(options))});
    return ++last;
  });
}
void scheduler_free(int id) { schedulers.erase(id); }
int schedulers_live() { return static_cast<int>(schedulers.size()); }

// epoch: a number, or undefined for one step further.
bool scheduler_step(int id, val epoch) {
  return guarded([&] {
    scheduler(id).step(epoch.isUndefined() ? std::nullopt : std::optional(epoch.as<double>()));
    return true;
  });
}
val scheduler_rates(int id) {
  val rates = val::array();
  guarded([&] {
    for (const optim::Scalar& lr : scheduler(id).get_last_lr())
      rates.call<void>("push", lr.value());
    return true;
  });
  return rates;
}

}  // namespace

EMSCRIPTEN_BINDINGS(schedulers) {
  emscripten::function("scheduler_new", &scheduler_new);
  emscripten::function("scheduler_free", &scheduler_free);
  emscripten::function("schedulers_live", &schedulers_live);
  emscripten::function("scheduler_step", &scheduler_step);
  emscripten::function("scheduler_rates", &scheduler_rates);
}
