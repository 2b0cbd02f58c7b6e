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
#include <downhill/optim/scalar.h>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace downhill {

// A check over several options, for what a field's range cannot say: the same condition as a Python
// expression (for the generated class) and as a function, and its text.
template <class O>
struct Check {
  const char* fail;
  bool (*fails)(const O&);
  const char* text;
  ErrorKind kind = ErrorKind::value;
};

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

using NamedArgument = std::pair<std::string, Argument>;

class WholeTask;  // whole.h

// The rule, with its types erased. Of the last three functions it has step, or task.
struct Rule {
  const RuleInfo* info;
  int id, states;
  std::size_t options_size;
  // From arguments in the order of the fields. Not checked: PyTorch checks what its constructors
  // get, and takes what is written into a group later as it is.
  std::shared_ptr<void> (*make_options)(std::span<const Argument>);
  void (*check_options)(const void* options);  // throws the constructor's errors
  std::vector<NamedArgument> (*list_options)(const void* options);
  std::shared_ptr<void> (*copy_options)(const void* options);
  std::span<const char* const> state_names;
  void (*init)(const void* options, Tensor* states, const Tensor& p);  // null if there is none
  void (*step)(const void* options, Tensor* states, const Tensor& p, const Tensor& g);
  // Of rules over the whole problem, which have one group: a step of it begins.
  std::unique_ptr<WholeTask> (*task)(const void* options, const Tensors& parameters,
                                     const std::vector<NamedArgument>& state);
  std::string (*fields_schema)();
  std::string (*checks_schema)();
};

std::string check_schema(const char* fails, const char* text, ErrorKind kind);

// Options as arguments again.
Argument argument(Number v);
Argument argument(const Pair& v);
Argument argument(const MaybePair& v);
Argument argument(const NumberList& v);
Argument argument(const std::string& v);
template <class T>
requires std::is_same_v<T, bool>  // a double would become one, rather than a Number
    Argument argument(T v) {
  return argument(Number(v));
}
template <class T>
Argument argument(const std::optional<T>& v) {
  return v ? argument(*v) : Argument{};
}

// A check's text with its gaps filled: "{etas[0]}" is the value of that field.
template <class O>
std::string check_text(const char* text, const O& options) {
  std::string message = text;
  const auto put = [&](const std::string& gap, const std::string& value) {
    if (const auto at = message.find(gap); at != std::string::npos)
      message.replace(at, gap.size(), value);
  };
  std::apply(
      [&](const auto&... f) {
        const auto one = [&](const char* name, const auto& value) {
          if constexpr (requires { value.first; }) {
            put("{" + std::string(name) + "[0]}", literal(value.first));
            put("{" + std::string(name) + "[1]}", literal(value.second));
          } else if constexpr (std::is_convertible_v<decltype(value), std::optional<std::string>>) {
            put("{" + std::string(name) + "}", std::optional<std::string>(value).value_or("None"));
          } else {
            put("{" + std::string(name) + "}", literal(value));
          }
        };
        (one(f.name, options.*f.member), ...);
      },
      O::fields());
  return message;
}

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

template <class R>
typename R::State state_from(Tensor* states) {
  typename R::State s;
  int i = 0;
  std::apply([&](const auto&... f) { ((s.*f.member = states[i++]), ...); }, R::State::fields());
  return s;
}
template <class R>
void state_to(const typename R::State& s, Tensor* states) {
  int i = 0;
  std::apply([&](const auto&... f) { ((states[i++] = s.*f.member), ...); }, R::State::fields());
}

template <class R>
void per_parameter(Rule& rule) {
  using O = typename R::Options;
  rule.state_names = kStateNames<R>;
  if constexpr (requires(const O& o, typename R::State& s, const Tensor& p) { R::init(o, s, p); }) {
    rule.init = [](const void* options, Tensor* states, const Tensor& p) {
      typename R::State s = state_from<R>(states);
      R::init(*static_cast<const O*>(options), s, p);
      state_to<R>(s, states);
    };
  }
  rule.step = [](const void* options, Tensor* states, const Tensor& p, const Tensor& g) {
    const O& o = *static_cast<const O*>(options);
    bool recorded = false;
    if constexpr (requires { o.differentiable; }) recorded = o.differentiable;
    if constexpr (requires { o.capturable; }) {
      if (o.capturable) fail(ErrorKind::assertion, "If capturable=True, ", R::info.capturable);
    }
    const GradModeGuard mode(recorded);
    typename R::State s = state_from<R>(states);
    R::step(o, s, p, g);
    state_to<R>(s, states);
  };
}

template <class R>
Rule make_rule(int id) {
  using O = typename R::Options;
  Rule rule{};
  rule.info = &R::info;
  rule.id = id;
  rule.options_size = sizeof(O);
  rule.make_options = [](std::span<const Argument> arguments) -> std::shared_ptr<void> {
    auto options = std::make_shared<O>();
    parse_fields(R::info.name, arguments, *options);
    return options;
  };
  rule.check_options = [](const void* options) {
    const O& o = *static_cast<const O*>(options);
    check_fields(o);
    if constexpr (requires { R::checks; }) {
      for (const Check<O>& c : R::checks) {
        if (c.fails(o)) fail(c.kind, check_text(c.text, o));
      }
    }
  };
  rule.list_options = [](const void* options) {
    const O& o = *static_cast<const O*>(options);
    return std::apply(
        [&](const auto&... f) {
          return std::vector<NamedArgument>{{f.name, argument(o.*f.member)}...};
        },
        O::fields());
  };
  rule.copy_options = [](const void* options) -> std::shared_ptr<void> {
    return std::make_shared<O>(*static_cast<const O*>(options));
  };
  if constexpr (IsWhole<R>) {
    rule.state_names = R::state_names;
    rule.task = [](const void* options, const Tensors& parameters,
                   const std::vector<NamedArgument>& state) {
      return R::task(*static_cast<const O*>(options), parameters, state);
    };
  } else {
    per_parameter<R>(rule);
  }
  rule.states = static_cast<int>(rule.state_names.size());
  rule.fields_schema = [] { return fields_schema<O>(); };
  rule.checks_schema = [] {
    std::string json;
    if constexpr (requires { R::checks; }) {
      for (const Check<O>& c : R::checks)
        json += (json.empty() ? "" : ",") + check_schema(c.fail, c.text, c.kind);
    }
    return "[" + json + "]";
  };
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
Tensor signed_gradient(const Tensor& g, bool maximize);
// The gradient with L2 decay: g + weight_decay * p, fused.
Tensor decayed(const Tensor& g, const Tensor& p, Number weight_decay);
// p *= 1 - lr * weight_decay, if there is a decay.
void decay_weights(const Tensor& p, const optim::Scalar& lr, Number weight_decay);
// Of the two the one that the options ask for; gives the gradient.
template <class O>
Tensor decayed(const O& o, const Tensor& p, const Tensor& g) {
  if (!o.decoupled_weight_decay) return decayed(g, p, o.weight_decay);
  decay_weights(p, o.lr, o.weight_decay);
  return g;
}
// The dtype of `step` and of other state that is one number: PyTorch's default dtype.
DType scalar_dtype();
void set_scalar_dtype(DType dtype);

}  // namespace downhill
