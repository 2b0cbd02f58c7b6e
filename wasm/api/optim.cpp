// Optimizer rules on tensors that the caller keeps.
#include <downhill/optim/list.h>

#include "state.h"

using namespace downhill;
using namespace downhill::api;

namespace {

std::shared_ptr<void> options[kRuleCount];  // the current ones of each rule

// Runs f on the pushed state; which of it is new comes back as bits above bit 0.
template <class F>
int with_state(const Rule& rule, F&& f) {
  const std::vector<Argument> pushed = take_arguments();
  Tensors states;
  for (const Argument& a : pushed) states.push_back(a.tensor);
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
}
