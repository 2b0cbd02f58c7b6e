// Layers and losses as entries. An entry is a struct in a file of nn/, named once in list.h; C++'s
// module, Python's class (a generated file), TypeScript's types, the schema and tests follow.
//
// One that only calls an operator with its arguments:
//
//   struct ELU : Calls<elu> {
//     static constexpr ModuleInfo info{.name = "ELU", .file = "activation", .doc = "...",
//                                      .call = "elu(input, alpha, inplace)",
//                                      .repr = "alpha inplace?"};
//     struct Args { double alpha = 1; bool inplace = false; static constexpr auto fields() {...} };
//   };
//   using ELU = Layer<entries::ELU>;      // outside of namespace entries
//
// One with parameters, buffers and an initialisation of its own:
//
//   struct Norm {
//     static constexpr ModuleInfo info{...};
//     struct Args { int64_t features = 0; DType dtype = ...; static constexpr auto fields() ... };
//     struct Parameters {                 // in PyTorch's order, buffers last
//       Tensor weight, running_mean;
//       static constexpr auto fields() {
//         return std::tuple{field("weight", &Parameters::weight),
//                           field("running_mean", &Parameters::running_mean).buffer()};
//       }
//     };
//     static Parameters make(const Args&);                     // of the right shapes; or undefined
//     static void reset_parameters(const Args&, Parameters&);  // if there is any default
//     static Tensor forward(const Layer<Norm>& m, const Tensor& input);  // m.weight,
//     m.args.features
//   };
//
// `make` and `reset_parameters` run in the core for Python too, so that digits are decided once.
// What the arguments mean for the Python class: a field `dtype` (the last one) gives it `device`
// and `dtype`; a tensor becomes a buffer; one with the name of a parameter (`bias`) is not kept,
// the parameter tells it; the others are attributes. `.in(range, text)` is a check by the
// constructor.
#pragma once
#include <downhill/nn/module.h>
#include <downhill/ops/entry.h>

namespace downhill::nn {

struct ModuleInfo {
  const char* name;
  const char* file;  // of Python's class: torch.nn.modules.<file>
  const char* doc = "";
  const char* inputs = "input";  // of forward: "input, target"; "hx?" may be left out
  // What Python's forward returns: "linear(input, weight, bias)", a function of
  // torch.nn.functional unless it says "torch." or "input."; names that are no inputs are
  // attributes.
  const char* call = "";
  // What extra_repr shows, in order: "alpha" is alpha=1.0, "inplace?" only where it is not the
  // default, "{features}" the value alone, "approximate!r" with Python's quotes.
  const char* repr = "";
  // Python's __constants__ where they are not all kept arguments in order; "-" is none.
  const char* constants = "";
  const char* base = "Module";  // one that starts with _ is written in modules/_<file>.py
  const char* super = "";       // arguments of the base's constructor, as Python source
  // Python's parameters where they are not C++'s in order, e.g. "size_average reduce reduction".
  const char* signature = "";
};

// The base of an entry without parameters that calls an operator with its arguments in order; an
// argument `inplace` comes last and chooses the operator in place.
template <const auto& op>
struct Calls {
  using Args = Nothing;
  using Parameters = Nothing;
  template <class L, class... T>
  static Tensor forward(const L& m, const T&... inputs) {
    auto call = [&](const auto&... f) -> Tensor {
      if constexpr (requires { m.args.inplace; }) {
        return without_last(
            [&](const auto&... values) {
              return m.args.inplace ? op.inplace(inputs..., values...) : op(inputs..., values...);
            },
            m.args.*f.member...);
      } else {
        return op(inputs..., m.args.*f.member...);
      }
    };
    return std::apply(call, L::Args::fields());
  }

 private:
  template <class F, class... V>
  static Tensor without_last(F&& f, const V&... values) {
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
      const std::tuple<const V&...> all(values...);
      return f(std::get<i>(all)...);
    }
    (std::make_index_sequence<sizeof...(V) - 1>());
  }
};

template <class E>
concept HasMake = requires(const typename E::Args& a) {
  E::make(a);
};
template <class E>
concept HasReset = requires(const typename E::Args& a, typename E::Parameters& p) {
  E::reset_parameters(a, p);
};

// A field that arguments S have from a struct that they derive from.
template <class S, class B, class M>
constexpr Field<S, M> inherited(const char* name, M B::*member, const char* doc = "") {
  return {name, member, doc};
}

// Parameters whose names depend on the arguments (weight_ih_l0, ...): Parameters has no fields, a
// vector `all` and a function names(args).
template <class E>
concept HasNames = requires(const typename E::Args& a) {
  E::Parameters::names(a);
};

// extra_repr's text: the arguments as Python literals.
std::string format_repr(const char* words, const Fields& fields, const void* args,
                        const void* defaults);

// The module of an entry. Its parameters and arguments are members: layer.weight,
// layer.args.in_features. Copies share their parameters, as copies of tensors share their elements.
template <class E>
class Layer : public Module, public E::Parameters {
 public:
  using Args = typename E::Args;
  using Parameters = typename E::Parameters;

  explicit Layer(const Args& given) : Module(E::info.name), Parameters(make(given)), args(given) {
    if constexpr (HasReset<E>) E::reset_parameters(args, *this);
    for (auto& [name, p] : own_parameters()) {
      if (p.defined()) p.set_requires_grad(true);
    }
  }
  // The arguments in PyTorch's order: nn::Linear(2, 1, false).
  template <class... A>
  requires(requires(A... a) { Args{a...}; }) explicit Layer(A... a) : Layer(Args{a...}) {}

  Tensor forward(const Tensor& input) override {
    if constexpr (count_inputs(E::info.inputs) == 1) {
      return E::forward(*this, input);
    } else {
      return Module::forward(input);
    }
  }
  template <class... T>
  auto operator()(const Tensor& input, const T&... more) {
    if constexpr (count_inputs(E::info.inputs) == 1)
      return forward(input);
    else
      return E::forward(*this, input, more...);
  }
  std::string extra_repr() const override {
    const Args defaults{};
    return format_repr(E::info.repr, fields_of<Args>(), &args, &defaults);
  }

  Args args;

 protected:
  Named own_parameters() const override {
    if constexpr (HasNames<E>) {
      Named named;
      const auto names = Parameters::names(args);
      for (std::size_t i = 0; i < names.size(); ++i) named.emplace_back(names[i], this->all[i]);
      return named;
    } else {
      return members(false);
    }
  }
  // Tensors among the arguments (a loss's weights) are buffers too.
  Named own_buffers() const override {
    Named named = members(true);
    auto one = [&](const char* name, const auto& value) {
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Tensor>)
        named.emplace_back(name, value);
    };
    std::apply([&](const auto&... f) { (one(f.name, args.*f.member), ...); }, Args::fields());
    return named;
  }

 private:
  static Parameters make(const Args& given) {
    check_fields(given);
    if constexpr (HasMake<E>)
      return E::make(given);
    else
      return {};
  }
  Named members(bool buffers) const {
    Named named;
    std::apply(
        [&](const auto&... f) {
          ((f.is_buffer == buffers ? (void)named.emplace_back(f.name, this->*f.member) : void()),
           ...);
        },
        Parameters::fields());
    return named;
  }
};

}  // namespace downhill::nn
