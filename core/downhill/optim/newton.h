#pragma once
#include <downhill/optim/whole.h>

namespace downhill::optim {

struct Newton {
  struct Options {
    Scalar lr = 1.0;
    Number damping = 0.0;
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "The share of Newton's step that is taken.")
              .in(kAtLeast0, kBadLearningRate)
              .shown({0.01, 1, Scale::log}),
          field("damping", &O::damping, "Added to the Hessian's diagonal (Levenberg).")
              .in(kAtLeast0, "Invalid damping value: {}")
              .shown({1e-6, 10, Scale::log})};
    }
  };
  static constexpr const char* state_names[] = {"step"};
  static constexpr RuleInfo info{
      .name = "Newton",
      .source = "Newton 1669, Raphson 1690; damping: Levenberg 1944",
      .latex = R"(\theta \leftarrow \theta - \eta\,(H + \lambda I)^{-1} g)",
      .doc =
          "Newton's method on the exact Hessian, for small problems. Its step() takes a closure "
          "that returns the loss and does not call backward().",
      .defaults = "lr damping",
      .graph = true,
      .module = "downhill.optim"};
  static std::unique_ptr<WholeTask> task(const Options& o, const Tensors& parameters,
                                         const std::vector<NamedArgument>& state);
};

}  // namespace downhill::optim
