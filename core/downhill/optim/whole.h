// Rules over the whole problem: one step evaluates the loss several times, or needs second
// derivatives. A step is a task: it asks, is told, and is done at last; nothing here calls out, so
// that closures run in the caller's own frames (C++, Python, JavaScript).
#pragma once
#include <downhill/optim/rule.h>

#include <memory>

namespace downhill {

class WholeTask {
 public:
  virtual ~WholeTask() = default;
  // A task begins by asking for the loss. Told it (as a tensor too, unless it is a plain number),
  // it asks again, or is done. Gradients lie on the parameters then, or, if the rule's info says
  // `graph`, the loss has its graph.
  enum class Status { done, asks };
  virtual Status tell(const Tensor& loss, double value) = 0;
  // What is kept until the next step, in PyTorch's order; on the first parameter's state there.
  virtual std::vector<NamedArgument> state() const = 0;
};

// How a whole-problem rule is declared:
//
//   struct LBFGS {
//     struct Options { ... };                    // as of every rule
//     static constexpr const char* state_names[] = {"func_evals", ...};
//     static std::unique_ptr<WholeTask> task(const Options&, const Tensors& parameters,
//                                            const std::vector<NamedArgument>& state);
//     static constexpr RuleInfo info{...};
//   };

// State travels as numbers, tensors and lists of them.
const Argument* find(const std::vector<NamedArgument>& state, const char* name);

// All gradients as one vector (zeros where there is none), and a step along such a vector.
Tensor flat_gradient(const Tensors& parameters);
void add_flat(const Tensors& parameters, const Tensor& direction, const optim::Scalar& size);

}  // namespace downhill
