#include <downhill/downhill.h>

#include <doctest/doctest.h>

#include <algorithm>

namespace downhill {

namespace {

using Numbers = std::vector<double>;
struct Inputs {
  DType dtype;
  Numbers start;
  std::vector<Numbers> gradients;
};
struct Case {
  const char* optimizer;
  std::size_t inputs;
  std::vector<NamedArgument> options;
  std::vector<std::pair<std::string, Numbers>> state;
  std::vector<Numbers> trace;
};

const Inputs inputs[] = {
#define INPUTS
#include "../../golden/optim/traces.inc"
#undef INPUTS
};
const Case cases[] = {
#include "../../golden/optim/traces.inc"
};

Tensor tensor(const Numbers& values, DType dtype) {
  return cast(Tensor::of<double>({static_cast<int64_t>(values.size())}, values), dtype);
}

const Rule& rule_named(const std::string& name) {
  for (int id = 0; id < kRuleCount; ++id) {
    if (name == rule_at(id).info->name) return rule_at(id);
  }
  FAIL("no rule " << name);
  return rule_at(0);
}

}  // namespace

TEST_CASE("Every step of every optimizer is PyTorch's, bit for bit") {
  for (const Case& c : cases) {
    CAPTURE(&c - cases);
    CAPTURE(std::string(c.optimizer));
    const Inputs& in = inputs[c.inputs];
    Tensor p = tensor(in.start, in.dtype);
    p.set_requires_grad(true);
    OptimizerBase optimizer(rule_named(c.optimizer), {{"", p}}, c.options);
    for (std::size_t i = 0; i < c.trace.size(); ++i) {
      p.set_grad(tensor(in.gradients[i], in.dtype));
      optimizer.step();
      REQUIRE(p.to_vector<double>() == c.trace[i]);
    }
    std::vector<std::pair<std::string, Numbers>> state;
    const OptimizerState dict = optimizer.state_dict();
    if (!dict.state.empty()) {
      for (const auto& [name, value] : dict.state.at(0))
        state.emplace_back(name, value.to_vector<double>());
    }
    std::sort(state.begin(), state.end());  // the oracle's order is its own
    auto wanted = c.state;
    std::sort(wanted.begin(), wanted.end());
    CHECK(state == wanted);
  }
}

TEST_CASE("Every per-parameter rule that PyTorch has too has traces") {
  for (int id = 0; id < kRuleCount; ++id) {
    if (rule_at(id).info->module != std::string("torch.optim")) continue;
    const std::string name = rule_at(id).info->name;
    CAPTURE(name);
    CHECK(std::any_of(std::begin(cases), std::end(cases),
                      [&](const Case& c) { return c.optimizer == name; }));
  }
}

}  // namespace downhill
