// Formulas of learning-rate schedules, for callers that keep their attributes and groups.
#include <downhill/schedule/list.h>

#include "state.h"

using namespace downhill;
using namespace downhill::api;

namespace {
double last_number = 0;
}

extern "C" {

int dh_schedule(int id, int form) {
  return guarded([&] {
    const std::vector<Argument> pushed = take_arguments();
    const Schedule& schedule = schedule_at(id);
    const auto plan = schedule.new_plan(nullptr);
    parse_fields(schedule.plan->fields, schedule.name, pushed.at(0).list, plan.get());
    const auto number = [&](std::size_t i, const char* name) {
      double v = 0;
      convert(schedule.name, name, pushed.at(i), v);
      return v;
    };
    Moment m{number(1, "last_epoch"),
             static_cast<int64_t>(number(2, "_step_count")),
             number(3, "_is_initial") != 0,
             {},
             {}};
    optim::convert(schedule.name, "lr", pushed.at(4), m.lr);
    optim::convert(schedule.name, "initial_lr", pushed.at(5), m.base);
    Schedule::Formula formula = schedule.next;
    if (form == DH_CLOSED && schedule.closed) formula = schedule.closed;
    if (form == DH_MOMENTUM && schedule.momentum) formula = schedule.momentum;
    const NoGrad no_grad;
    const optim::Scalar result = formula(plan.get(), m);
    set_outputs(result.is_tensor() ? Tensors{result.tensor()} : Tensors{});
    if (result.is_tensor()) return 3;
    last_number = result.value();
    return result.number().is_floating() ? 1 : 2;
  });
}
double dh_schedule_value(void) { return last_number; }
}
