// Optimizer rules on tensors that the caller keeps.
#include <downhill/optim/list.h>
#include <downhill/optim/whole.h>

#include <cmath>
#include <map>

#include "state.h"

using namespace downhill;
using namespace downhill::api;

namespace {

std::shared_ptr<void> options[kRuleCount];  // the current ones of each rule

// Runs f on the pushed state; which of it is new comes back as bits above bit 0.
template <class F>
int with_state(const Rule& rule, F&& f) {
  Tensors states = take_tensors();
  states.resize(rule.states);
  const Tensors before = states;
  f(states.data());
  int made = 0;
  for (int i = 0; i < rule.states; ++i) made |= !states[i].is(before[i]) << i;
  set_outputs(std::move(states));
  return made << 1 | 1;
}

const void* current(int rule) {
  if (!options[rule]) options[rule] = rule_at(rule).make_options({});
  return options[rule].get();
}

std::map<int, std::unique_ptr<WholeTask>> tasks;

WholeTask& task_at(int id) {
  const auto at = tasks.find(id);
  if (at == tasks.end()) fail("there is no step ", id, ": it has ended");
  return *at->second;
}

// Tensors go to `outputs`.
std::string json_of(const Argument& a, Tensors& outputs) {
  switch (a.kind) {
    case Argument::Kind::tensor:
      outputs.push_back(a.tensor);
      return "{\"tensor\":" + std::to_string(outputs.size() - 1) + "}";
    case Argument::Kind::number: {
      const double v = a.number;
      if (std::isnan(v)) return "NaN";
      if (std::isinf(v)) return v > 0 ? "Infinity" : "-Infinity";
      return a.number.kind() == Number::Kind::boolean ? (v != 0 ? "true" : "false")
                                                      : literal(a.number);
    }
    case Argument::Kind::list: {
      std::string items;
      for (const Argument& item : a.list)
        items += (items.empty() ? "" : ",") + json_of(item, outputs);
      return "[" + items + "]";
    }
    default:
      return "null";
  }
}

}  // namespace

extern "C" {

int dh_rule_options(int id) {
  return guarded([&] {
    const std::vector<Argument> arguments = take_arguments();
    options[id] = rule_at(id).make_options(arguments);
    return 1;
  });
}
int dh_rule_step(int id, int p, int g) {
  return guarded([&] {
    const Rule& rule = rule_at(id);
    const Tensor parameter = tensor(p), gradient = tensor(g);
    return with_state(rule,
                      [&](Tensor* states) { rule.step(current(id), states, parameter, gradient); });
  });
}
int dh_scalar_dtype(int dtype) {
  return guarded([&] { return set_scalar_dtype(dtype_at(dtype)), 1; });
}
int dh_rule_init(int id, int p) {
  return guarded([&] {
    const Rule& rule = rule_at(id);
    const Tensor parameter = tensor(p);
    return with_state(rule, [&](Tensor* states) {
      const NoGrad no_grad;
      if (rule.init) rule.init(current(id), states, parameter);
    });
  });
}

int dh_task(int id) {
  return guarded([&] {
    const Rule& rule = rule_at(id);
    const std::vector<Argument> pushed = take_arguments();
    if (!rule.task) fail(rule.info->name, " is no rule over the whole problem");
    std::vector<NamedArgument> state;
    for (std::size_t i = 1; i < pushed.size(); ++i)
      state.emplace_back(rule.state_names[i - 1], pushed[i]);
    static int last = 0;
    tasks.emplace(++last, rule.task(current(id), tensors_of(pushed.at(0)), state));
    return last;
  });
}
int dh_task_tell(int task, int loss, double value) {
  return guarded([&] {
    const auto status = task_at(task).tell(loss ? tensor(loss) : Tensor(), value);
    return status == WholeTask::Status::asks ? 1 : 2;
  });
}
int dh_task_end(int task) {
  return guarded([&] {
    Tensors outputs;
    std::string json;
    for (const auto& [name, value] : task_at(task).state())
      json += (json.empty() ? "[" : ",[") + json_text(name) + "," + json_of(value, outputs) + "]";
    tasks.erase(task);
    json = "[" + json + "]";
    stage().assign(json.begin(), json.end());
    set_outputs(std::move(outputs));
    return static_cast<int>(json.size());
  });
}
}
