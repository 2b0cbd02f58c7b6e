// What autograd keeps beside a tensor.
#pragma once
#include <downhill/autograd/node.h>
#include <downhill/tensor/tensor.h>

#include <vector>

namespace downhill {

// Which backward runs a gradient holds: the loss of a step is the sum of the values of the distinct
// runs (contract "the loss of a step" in the README's notes).
struct RootNote {
  uint64_t run;
  double value;
};

struct AutogradMeta : pool::Pooled<AutogradMeta> {
  ~AutogradMeta() {
    if (!hooks.empty()) dead_functions().insert(dead_functions().end(), hooks.begin(), hooks.end());
  }
  bool requires_grad = false;  // of a leaf
  bool retains_grad = false;   // of a non-leaf
  uint32_t output_nr = 0;
  uint32_t attr_version = 0;  // of a view: the version at which grad_fn was right
  Tensor grad;
  Ref<Node> grad_fn;
  Node* accumulator = nullptr;     // of a leaf; cleared by the node when it dies
  std::vector<int> hooks;          // of a leaf: functions to ask for, with its gradient
  SmallVector<RootNote, 1> notes;  // beside a gradient: the roots it was accumulated from
};

AutogradMeta& meta(const Tensor& t);  // made when absent

// The node that computed t (regenerated for a view whose base was written to), or null.
Ref<Node> grad_fn(const Tensor& t);
// Where t's gradient flows: its grad_fn's output, or a leaf's accumulator; null without
// requires_grad.
Edge gradient_edge(const Tensor& t);
void set_history(const Tensor& t, const Ref<Node>& node, uint32_t output_nr);
// After an in-place write by `node` (whose input 0 is t): t, or the base that it views, has a new
// history.
void rebase_history(const Tensor& t, const Ref<Node>& node);
// Throws PyTorch's errors if t may not be written to; `recorded`: by an operation that is part of a
// graph.
void check_inplace(const Tensor& t, bool recorded);
// A view of `of`: remembers the base, and its version. several: with others of one operation.
void set_view_of(const Tensor& view, const Tensor& of, bool several = false);

class GradMode {
 public:
  static bool enabled() { return enabled_; }
  static void set_enabled(bool value) { enabled_ = value; }

 private:
  static inline bool enabled_ = true;
};
// RAII: `NoGrad guard;` records nothing in its scope.
class GradModeGuard {
 public:
  explicit GradModeGuard(bool value) : before_(GradMode::enabled()) {
    GradMode::set_enabled(value);
  }
  ~GradModeGuard() { GradMode::set_enabled(before_); }
  GradModeGuard(const GradModeGuard&) = delete;
  GradModeGuard& operator=(const GradModeGuard&) = delete;

 private:
  bool before_;
};
struct NoGrad : GradModeGuard {
  NoGrad() : GradModeGuard(false) {}
};

}  // namespace downhill
