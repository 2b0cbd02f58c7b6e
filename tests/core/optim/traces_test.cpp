#include <downhill/downhill.h>

#include <doctest/doctest.h>

#include <algorithm>

#include "bounds.h"

namespace downhill {

namespace {

using Numbers = std::vector<double>;
struct Inputs {
  DType dtype;
  Shape shape;
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

Argument text(const char* value) {
  Argument a;
  a.kind = Argument::Kind::text;
  a.text = value;
  return a;
}

const Inputs inputs[] = {
#define INPUTS
#include "../../golden/optim/traces.inc"
#undef INPUTS
};
const Case cases[] = {
#include "../../golden/optim/traces.inc"
};

Tensor tensor(const Numbers& values, const Inputs& in) {
  return cast(Tensor::of<double>(in.shape, values), in.dtype);
}

// Null if the list does not have it yet.
const Rule* rule_named(const std::string& name) {
  for (int id = 0; id < kRuleCount; ++id) {
    if (name == rule_at(id).info->name) return &rule_at(id);
  }
  return nullptr;
}

}  // namespace

TEST_CASE("Every step of every optimizer is PyTorch's, bit for bit or within its bound") {
  const auto bounds = test::read_bounds();
  for (const Case& c : cases) {
    const Rule* rule = rule_named(c.optimizer);
    if (!rule) continue;
    CAPTURE(&c - cases);
    CAPTURE(std::string(c.optimizer));
    const Inputs& in = inputs[c.inputs];
    const std::string dtype = in.dtype == DType::Float32 ? " float32" : " float64";
    const auto bound = bounds.find(c.optimizer + dtype);
    Tensor p = tensor(in.start, in);
    p.set_requires_grad(true);
    OptimizerBase optimizer(*rule, {{"", p}}, c.options);
    for (std::size_t i = 0; i < c.trace.size(); ++i) {
      p.set_grad(tensor(in.gradients[i], in));
      optimizer.step();
      if (bound != bounds.end()) {
        REQUIRE(test::relative(p.to_vector<double>(), c.trace[i]) <= bound->second);
      } else {
        REQUIRE(p.to_vector<double>() == c.trace[i]);
      }
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
    if (bound == bounds.end()) {
      CHECK(state == wanted);
    } else {
      CHECK(state.size() == wanted.size());
    }
  }
}

TEST_CASE("Every per-parameter rule that PyTorch has too has traces") {
  for (int id = 0; id < kRuleCount; ++id) {
    const std::string name = rule_at(id).info->name;
    // PyTorch lacks some; SparseAdam has no dense gradients.
    if (rule_at(id).info->module != std::string("torch.optim") || name == "SparseAdam" ||
        rule_at(id).task)
      continue;
    CAPTURE(name);
    CHECK(std::any_of(std::begin(cases), std::end(cases),
                      [&](const Case& c) { return c.optimizer == name; }));
  }
}

}  // namespace downhill
