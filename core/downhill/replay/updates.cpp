#include <downhill/replay/updates.h>

#include <algorithm>

namespace downhill {
namespace {

struct Heard {
  std::vector<optim::FusedCall>& loops;
  bool others = false;  // operators were called as well

  explicit Heard(std::vector<optim::FusedCall>& to) : loops(to) {
    loops.clear();
    listener = {
        .on_call = [](const Call&, void* self) { static_cast<Heard*>(self)->others = true; },
        .context = this};
    optim::fused_listener = {[](const optim::FusedCall& c, void* self) {
                               static_cast<Heard*>(self)->loops.push_back(c);
                             },
                             this};
  }
  ~Heard() {
    listener = {};
    optim::fused_listener = {};
  }
};

}  // namespace

Updates::Updates(OptimizerBase& optimizer) : optimizer_(optimizer) {
  const auto& names = optimizer.rule().state_names;
  may_be_steady_ = std::none_of(names.begin(), names.end(),
                                [](const char* name) { return std::string(name) == "step"; });
}

// A step that made a state is none that others repeat.
int Updates::states() const {
  int n = 0;
  for (const auto& group : optimizer_.groups()) {
    for (const auto& p : group.params)
      n += static_cast<int>(std::count_if(p.state.begin(), p.state.end(),
                                          [](const Tensor& t) { return t.defined(); }));
  }
  return n;
}

void Updates::whole_step() {
  if (!may_be_steady_ || has_listener()) return optimizer_.step();
  const int before = states();
  const Heard heard(loops_);
  optimizer_.step();
  steady_ = !heard.others && states() == before;
}

void Updates::end() const {
  for (const auto& group : optimizer_.groups()) {
    for (const auto& p : group.params) {
      p.tensor.bump_version();
      for (const Tensor& t : p.state)
        if (t.defined()) t.bump_version();
    }
  }
}

}  // namespace downhill
