// Layers and losses as entries. An entry is a struct in a file of nn/, named once in list.h:
//
//   struct Linear {
//     static constexpr ModuleInfo info{.name = "Linear", .doc = "y = x A^T + b", .repr =
//     "in_features out_features bias"}; struct Args { int64_t in_features, out_features; bool bias
//     = true; static constexpr auto fields() { ... } }; struct Parameters { Tensor weight, bias;
//     static constexpr auto fields() { ... } };     // PyTorch's order static Parameters make(const
//     Args&);                        // empty tensors of the right shapes static void
//     reset_parameters(const Args&, Parameters&);     // the default initialisation static Tensor
//     forward(const Args&, const Parameters&, const Tensor& input);
//   };
//
// From it follow the C++ module (Layer<entry>) and its place in the schema; Python's class can be
// made of the same.
#pragma once
#include <downhill/nn/module.h>
#include <downhill/ops/arguments.h>

namespace downhill::nn {

struct ModuleInfo {
  const char* name;
  const char* doc = "";
  const char* inputs = "input";
  // The arguments that extra_repr shows, in order; "inplace?" only when it is set.
  const char* repr = "";
};

struct NoParameters {
  static constexpr auto fields() { return std::tuple{}; }
};

// "in_features=2, out_features=1, bias=True"
std::string format_repr(const char* names,
                        const std::vector<std::pair<std::string, std::string>>& values);

// The module of an entry. Its parameters and arguments are members: layer.weight,
// layer.args.in_features. Copies share their parameters, as copies of tensors share their elements.
template <class E>
class Layer : public Module, public E::Parameters {
 public:
  using Args = typename E::Args;
  using Parameters = typename E::Parameters;

  explicit Layer(const Args& given)
      : Module(E::info.name), Parameters(E::make(given)), args(given) {
    if constexpr (requires(Parameters & p) { E::reset_parameters(args, p); }) {
      E::reset_parameters(args, *this);
    }
    for (auto& [name, p] : own_parameters()) {
      if (p.defined()) p.set_requires_grad(true);
    }
  }
  // The arguments in PyTorch's order: nn::Linear(2, 1, false).
  template <class... A>
  requires(requires(A... a) { Args{a...}; }) explicit Layer(A... a) : Layer(Args{a...}) {}

  Tensor forward(const Tensor& input) override {
    if constexpr (requires { E::forward(args, static_cast<const Parameters&>(*this), input); }) {
      return E::forward(args, *this, input);
    } else {
      return Module::forward(input);
    }
  }
  template <class... T>
  Tensor operator()(const Tensor& input, const T&... more) {
    if constexpr (sizeof...(more) == 0)
      return forward(input);
    else
      return E::forward(args, *this, input, more...);
  }
  std::string extra_repr() const override {
    std::vector<std::pair<std::string, std::string>> values;
    std::apply(
        [&](const auto&... f) { (values.emplace_back(f.name, literal(args.*f.member)), ...); },
        Args::fields());
    return format_repr(E::info.repr, values);
  }

  Args args;

 protected:
  Named own_parameters() const override {
    Named named;
    std::apply([&](const auto&... f) { (named.emplace_back(f.name, this->*f.member), ...); },
               Parameters::fields());
    return named;
  }
};

}  // namespace downhill::nn
