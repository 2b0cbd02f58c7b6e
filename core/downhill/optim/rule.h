// Optimizers as entries. A rule is one update of one parameter, in PyTorch's order of operations;
// groups, loops, state dicts and closures are written once for all rules (optimizer.h, and Python's
// Optimizer).
//
//   struct SGD {
//     static constexpr RuleInfo info{...};
//     struct Options { double lr = 1e-3; ...; static constexpr auto fields() { ... } };
//     struct State { Tensor momentum_buffer; static constexpr auto fields() { ... } };
//     static void step(const Options&, State&, const Tensor& parameter, const Tensor& gradient);
//   };
//
// A rule whose options depend on each other has `static constexpr Check<Options> checks[]`.
// State fields carry PyTorch's names and order. A step finds them undefined the first time. A rule
// whose state is made before any step has `static void init(const Options&, State&, const Tensor&
// parameter)`.
#pragma once
#include <downhill/optim/option_set.h>
#include <downhill/optim/scalar.h>

namespace downhill {

struct RuleInfo {
  const char* name;
  const char* source;  // where it was published
  const char* latex;   // the update
  const char* doc;
  const char* defaults;        // PyTorch's order of the `defaults` dict
  const char* base = nullptr;  // the rule whose Python class this one extends
  bool factored = false;       // some states have other shapes than the parameter
  bool graph = false;  // of a whole-problem rule: its closure returns the loss without backward()
  const char* module = "torch.optim";  // where Python finds it
  // What a step with capturable=True says, which needs an accelerator.
  const char* capturable =
      "params and state_steps must be on supported devices: ['cuda', 'xpu', 'hpu', "
      "'privateuseone', 'xla'].";
};

// Without what only the schema asks for.
constexpr RuleInfo brief(RuleInfo info) {
  info.doc = info.latex = info.source = info.defaults = "";
  return info;
}
template <class R>
inline constexpr RuleInfo kBriefRule = brief(R::info);

class WholeTask;  // whole.h

// The rule, with its types erased. Of the last three functions it has step, or task.
struct Rule : OptionSet {
  const RuleInfo* info;
  int id, states;
  std::span<const char* const> state_names;
  void (*init)(const void* options, Tensor* states, const Tensor& p);  // null if there is none
  void (*step)(const void* options, Tensor* states, const Tensor& p, const Tensor& g);
  // Of rules over the whole problem, which have one group: a step of it begins.
  std::unique_ptr<WholeTask> (*task)(const void* options, const Tensors& parameters,
                                     const std::vector<NamedArgument>& state);
};

template <class R>
constexpr auto state_names() {
  return std::apply([](const auto&... f) { return std::array{f.name...}; }, R::State::fields());
}
template <class R>
inline constexpr auto kStateNames = state_names<R>();
template <class R>
concept IsWhole = requires {
  R::state_names;
};

// A state is some tensors in order, and is used where they lie.
template <class R>
typename R::State& state_at(Tensor* states) {
  static_assert(sizeof(typename R::State) ==
                sizeof(Tensor) * std::tuple_size_v<decltype(R::State::fields())>);
  return *reinterpret_cast<typename R::State*>(states);
}

// Throws for capturable=True, which needs an accelerator.
[[noreturn]] void fail_capturable(const char* text);

template <class R>
constexpr void per_parameter(Rule& rule) {
  using O = typename R::Options;
  rule.state_names = kStateNames<R>;
  if constexpr (requires(const O& o, typename R::State& s, const Tensor& p) { R::init(o, s, p); }) {
    rule.init = [](const void* options, Tensor* states, const Tensor& p) {
      R::init(*static_cast<const O*>(options), state_at<R>(states), p);
    };
  }
  rule.step = [](const void* options, Tensor* states, const Tensor& p, const Tensor& g) {
    const O& o = *static_cast<const O*>(options);
    bool recorded = false;
    if constexpr (requires { o.differentiable; }) recorded = o.differentiable;
    if constexpr (requires { o.capturable; }) {
      if (o.capturable) [[unlikely]]
        fail_capturable(R::info.capturable);
    }
    const GradModeGuard mode(recorded);
    R::step(o, state_at<R>(states), p, g);
  };
}

template <class R>
constexpr Rule make_rule(int id) {
  Rule rule{};
  static_cast<OptionSet&>(rule) = option_set<R>();
  rule.info = &kBriefRule<R>;
  rule.id = id;
  if constexpr (IsWhole<R>) {
    using O = typename R::Options;
    rule.state_names = R::state_names;
    rule.task = [](const void* options, const Tensors& parameters,
                   const std::vector<NamedArgument>& state) {
      return R::task(*static_cast<const O*>(options), parameters, state);
    };
  } else {
    per_parameter<R>(rule);
  }
  rule.states = static_cast<int>(rule.state_names.size());
  return rule;
}

// The checks of those that PyTorch has fused kernels for.
template <class O>
inline constexpr Check<O> kNoFusedDifferentiable{
    "fused and differentiable",
    [](const O& o) { return o.fused.value_or(false) && o.differentiable; },
    "`fused` does not support `differentiable`", ErrorKind::runtime};
template <class O>
inline constexpr Check<O> kNoFusedForeach{
    "fused and foreach",
    [](const O& o) { return o.fused.value_or(false) && o.foreach.value_or(false); },
    "`fused` and `foreach` cannot be `True` together.", ErrorKind::runtime};

// What rules share. Options that change nothing on a CPU are accepted as PyTorch accepts them.
inline constexpr Range kAtLeast0{.min = 0};
inline constexpr Range kBetas{.min = 0, .max = 1, .open_max = true};
inline constexpr Ui kLearningRate{1e-6, 1, Scale::log};
inline constexpr const char* kBadLearningRate = "Invalid learning rate: {}";

// `step` is a tensor of one number, float32 also for float64 parameters; counts up and gives it.
double next_step(Tensor& step);
Tensor negated(const Tensor& g);
inline Tensor signed_gradient(const Tensor& g, bool maximize) {
  if (maximize) [[unlikely]]
    return negated(g);
  return g;
}
// The gradient with L2 decay: g + weight_decay * p, fused.
void add_decay(Tensor& g, const Tensor& p, Number weight_decay);
inline Tensor decayed(Tensor g, const Tensor& p, Number weight_decay) {
  if (!weight_decay.is_zero()) [[unlikely]]
    add_decay(g, p, weight_decay);
  return g;
}
// p *= 1 - lr * weight_decay, if there is a decay.
void decay_weights(const Tensor& p, const optim::Scalar& lr, Number weight_decay);
// Of the two the one that the options ask for; gives the gradient.
template <class O>
Tensor decayed(const O& o, const Tensor& p, Tensor g) {
  if (!o.decoupled_weight_decay) return decayed(std::move(g), p, o.weight_decay);
  decay_weights(p, o.lr, o.weight_decay);
  return g;
}
// The dtype of `step` and of other state that is one number: PyTorch's default dtype.
DType scalar_dtype();
void set_scalar_dtype(DType dtype);

}  // namespace downhill
