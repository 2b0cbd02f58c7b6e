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
#include <downhill/ops/list.h>

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
};

using NamedArgument = std::pair<std::string, Argument>;

// The rule, with its types erased.
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
  std::string (*fields_schema)();
  std::string (*checks_schema)();
};

// Throws the field's error text if a value is outside its range.
void check_range(const char* text, const Range& range, Number value, int index);

std::string check_schema(const char* fails, const char* text, ErrorKind kind);

// Options as arguments again.
Argument argument(Number v);
Argument argument(const Pair& v);
template <class T>
requires std::is_same_v<T, bool>  // a double would become one, rather than a Number
    Argument argument(T v) {
  return argument(Number(v));
}
template <class T>
Argument argument(const std::optional<T>& v) {
  return v ? argument(*v) : Argument{};
}

template <class S>
void check_fields(const S& options) {
  auto one = [&]<class M>(const Field<S, M>& f) {
    if (!*f.error) return;
    if constexpr (std::is_same_v<M, Pair>) {
      check_range(f.error, f.range, (options.*f.member).first, 0);
      check_range(f.error, f.range, (options.*f.member).second, 1);
    } else if constexpr (std::is_convertible_v<M, double>) {
      check_range(f.error, f.range, Number(options.*f.member), -1);
    }
  };
  std::apply([&](const auto&... f) { (one(f), ...); }, S::fields());
}

template <class R>
constexpr auto state_names() {
  return std::apply([](const auto&... f) { return std::array{f.name...}; }, R::State::fields());
}
template <class R>
inline constexpr auto kStateNames = state_names<R>();

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
Rule make_rule(int id) {
  using O = typename R::Options;
  Rule rule{};
  rule.info = &R::info;
  rule.id = id;
  rule.states = static_cast<int>(std::tuple_size_v<decltype(R::State::fields())>);
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
        if (c.fails(o)) fail(c.kind, c.text);
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
  rule.state_names = kStateNames<R>;
  if constexpr (requires(const O& o, typename R::State& s, const Tensor& p) { R::init(o, s, p); }) {
    rule.init = [](const void* options, Tensor* states, const Tensor& p) {
      typename R::State s = state_from<R>(states);
      R::init(*static_cast<const O*>(options), s, p);
      state_to<R>(s, states);
    };
  }
  rule.step = [](const void* options, Tensor* states, const Tensor& p, const Tensor& g) {
    typename R::State s = state_from<R>(states);
    R::step(*static_cast<const O*>(options), s, p, g);
    state_to<R>(s, states);
  };
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

// `step` is a float32 scalar, also for float64 parameters; counts up and gives the new number.
double next_step(Tensor& step);
Tensor signed_gradient(const Tensor& g, bool maximize);
// The gradient with L2 decay: g + weight_decay * p, fused.
Tensor decayed(const Tensor& g, const Tensor& p, Number weight_decay);

}  // namespace downhill
