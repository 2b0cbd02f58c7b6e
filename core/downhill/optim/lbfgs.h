#pragma once
#include <downhill/optim/whole.h>

namespace downhill::optim {

struct LBFGS {
  struct Options {
    Scalar lr = 1;
    int64_t max_iter = 20;
    std::optional<int64_t> max_eval = {};
    Number tolerance_grad = 1e-7, tolerance_change = 1e-9;
    int64_t history_size = 100;
    std::optional<std::string> line_search_fn = {};
    static constexpr auto fields() {
      using O = Options;
      return std::tuple{
          field("lr", &O::lr, "Length of a step, or of the line search's first try.")
              .in(kAtLeast0, kBadLearningRate)
              .shown({1e-3, 1, Scale::log}),
          field("max_iter", &O::max_iter, "Most iterations in one step."),
          field("max_eval", &O::max_eval, "Most evaluations in one step.")
              .unless_given("max_iter * 5 // 4"),
          field("tolerance_grad", &O::tolerance_grad, "Ends where no gradient is larger."),
          field("tolerance_change", &O::tolerance_change, "Ends where nothing changes by more."),
          field("history_size", &O::history_size, "Steps that are remembered."),
          field("line_search_fn", &O::line_search_fn, "'strong_wolfe', or None: steps of lr.")};
    }
  };
  static constexpr const char* state_names[] = {"func_evals", "n_iter",         "al",       "d",
                                                "t",          "old_dirs",       "old_stps", "ro",
                                                "H_diag",     "prev_flat_grad", "prev_loss"};
  static constexpr RuleInfo info{
      .name = "LBFGS",
      .source = "Liu & Nocedal 1989; line search after minFunc (Schmidt 2005)",
      .latex = R"(\theta \leftarrow \theta - t\,H_k\,g)",
      .doc = "A quasi-Newton method: curvature from the last steps. Its step() takes a closure.",
      .defaults =
          "lr max_iter max_eval tolerance_grad tolerance_change history_size line_search_fn"};
  static std::unique_ptr<WholeTask> task(const Options& o, const Tensors& parameters,
                                         const std::vector<NamedArgument>& state);
};

}  // namespace downhill::optim
