// What autograd keeps beside a tensor, and how a tensor's history is read and written.
#pragma once
#include <downhill/autograd/node.h>
#include <downhill/tensor/tensor.h>

namespace downhill {

struct AccumulateGrad;

struct AutogradMeta : pool::Pooled<AutogradMeta> {
  ~AutogradMeta();
  bool retains_grad = false;  // of a non-leaf
  Tensor grad;
  AccumulateGrad* accumulator = nullptr;  // of a leaf: owned; made when first needed
  SmallVector<RootNote, 1> more_notes;    // after TensorImpl::note
};

AutogradMeta& new_meta(const Tensor& t);
inline AutogradMeta& meta(const Tensor& t) {  // made when absent
  if (AutogradMeta* meta = t.impl()->autograd) [[likely]]
    return *meta;
  return new_meta(t);
}

// The notes beside a gradient, one per root.
void add_another_note(const Tensor& gradient, const RootNote& note);
inline void add_note(const Tensor& gradient, const RootNote& note) {
  RootNote& first = gradient.impl()->note;
  if (first.run != 0) [[unlikely]]
    return add_another_note(gradient, note);
  // Word by word: a wide load of what has just been written in words waits for the cache.
  first.run = note.run;
  first.value = note.value;
}
void move_notes(const Tensor& from, const Tensor& to);
void clear_notes(const Tensor& gradient);
template <class F>
void for_each_note(const TensorImpl& gradient, F&& f) {
  if (gradient.note.run == 0) return;
  f(gradient.note);
  if (!gradient.autograd) return;
  for (const RootNote& note : gradient.autograd->more_notes) f(note);
}

// The node that computed t (regenerated for a view whose base was written to), or null.
const Ref<Node>& grad_fn_of_view(const Tensor& t);
inline const Ref<Node>& grad_fn(const Tensor& t) {
  if (t.impl()->base.defined()) [[unlikely]]
    return grad_fn_of_view(t);
  return t.impl()->grad_fn;
}
// The node that adds into a leaf's gradient; one per leaf. accumulator(): perhaps in no graph.
AccumulateGrad& accumulator(AutogradMeta& of_leaf);
Ref<Node> accumulator_of(const Tensor& leaf);
// Where t's gradient flows: its grad_fn's output, or a leaf's accumulator; null without
// requires_grad.
inline Edge gradient_edge(const Tensor& t) {
  if (const Ref<Node>& fn = grad_fn(t)) return {fn, t.impl()->output_nr};
  if (t.impl()->requires_grad) return {accumulator_of(t), 0};
  return {};
}
void set_history(const Tensor& t, const Ref<Node>& node, uint32_t output_nr);
// After an in-place write by `node` (whose input 0 is t): t, or the base that it views, has a new
// history.
void rebase_history(const Tensor& t, const Ref<Node>& node);
// Gradient hooks: functions outside the core that a backward run asks for when t's gradient is
// there. t must require one.
void add_hook(const Tensor& t, int function);
// The same once the gradient of a leaf has grown: asks with the leaf, and takes no answer.
void add_leaf_hook(const Tensor& leaf, int function);
void remove_hook(const Tensor& t, int function);
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
