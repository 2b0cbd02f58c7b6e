// Optimizers for TypeScript: whole ones, whose loop over the parameters is the core's. Failures
// wait as those of the flat API do (dh_error_kind).
#include <emscripten/bind.h>

#include <map>

#include "../api/state.h"
#include "owned.h"

using emscripten::val;
using namespace downhill;
using namespace downhill::api;

namespace {
std::map<int, std::shared_ptr<OptimizerBase>> optimizers;
}

std::shared_ptr<OptimizerBase> downhill::api::shared_optimizer(int id) {
  const auto at = optimizers.find(id);
  if (at == optimizers.end()) fail("there is no optimizer ", id, ": it was disposed of");
  return at->second;
}

namespace {

OptimizerBase& optimizer(int id) { return *shared_optimizer(id); }

std::vector<NamedTensor> parameters_of(const val& handles) {
  std::vector<Tensor> tensors;
  for (const int handle : emscripten::vecFromJSArray<int>(handles))
    tensors.push_back(tensor(handle));
  return unnamed(tensors);
}

// An id, or 0.
int optimizer_new(int rule, val parameters, val options) {
  return guarded([&] {
    static int last = 0;
    optimizers.emplace(last + 1,
                       std::make_shared<OptimizerBase>(rule_at(rule), parameters_of(parameters),
                                                       options_of(options)));
    return ++last;
  });
}
void optimizer_free(int id) { optimizers.erase(id); }
int optimizers_live() { return static_cast<int>(optimizers.size()); }

bool optimizer_add_group(int id, val parameters, val options) {
  return guarded([&] {
    return optimizer(id).add_group(parameters_of(parameters), options_of(options)), true;
  });
}
bool optimizer_step(int id) {
  return guarded([&] { return optimizer(id).step(), true; });
}
// A step with a closure: begin, then tell until it asks no more (1: asks, 2: done, 0: failed).
bool optimizer_begin(int id) {
  return guarded([&] { return optimizer(id).begin_step(), true; });
}
int optimizer_tell(int id, int loss) {
  return guarded(
      [&] { return optimizer(id).tell(tensor(loss)) == WholeTask::Status::asks ? 1 : 2; });
}
bool optimizer_zero_grad(int id, bool set_to_none) {
  return guarded([&] { return optimizer(id).zero_grad(set_to_none), true; });
}
bool optimizer_set_option(int id, int group, std::string name, val value) {
  return guarded([&] {
    return optimizer(id).set_option(static_cast<std::size_t>(group), name, argument_of(value)),
           true;
  });
}

// One object per group: its options by name.
val optimizer_options(int id) {
  val groups = val::array();
  guarded([&] {
    for (const auto& group : optimizer(id).state_dict().param_groups) {
      val options = val::object();
      for (const auto& [name, value] : group.options) options.set(name, value_of(value));
      groups.call<void>("push", options);
    }
    return true;
  });
  return groups;
}

// One object per parameter: handles of its state by name. The caller owns them.
val optimizer_state(int id) {
  val all = val::array();
  guarded([&] {
    OptimizerBase& o = optimizer(id);
    for (const auto& group : o.groups()) {
      for (const auto& p : group.params) {
        val state = val::object();
        for (std::size_t i = 0; i < p.state.size(); ++i) {
          if (p.state[i].defined())
            state.set(std::string(o.rule().state_names[i]), own(p.state[i]));
        }
        all.call<void>("push", state);
      }
    }
    return true;
  });
  return all;
}

}  // namespace

EMSCRIPTEN_BINDINGS(optimizers) {
  emscripten::function("optimizer_new", &optimizer_new);
  emscripten::function("optimizer_free", &optimizer_free);
  emscripten::function("optimizers_live", &optimizers_live);
  emscripten::function("optimizer_add_group", &optimizer_add_group);
  emscripten::function("optimizer_step", &optimizer_step);
  emscripten::function("optimizer_begin", &optimizer_begin);
  emscripten::function("optimizer_tell", &optimizer_tell);
  emscripten::function("optimizer_zero_grad", &optimizer_zero_grad);
  emscripten::function("optimizer_set_option", &optimizer_set_option);
  emscripten::function("optimizer_options", &optimizer_options);
  emscripten::function("optimizer_state", &optimizer_state);
}
