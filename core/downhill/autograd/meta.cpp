#include <downhill/autograd/accumulate.h>
#include <downhill/autograd/copy_slices.h>
#include <downhill/autograd/engine.h>
#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>

#include <string>

namespace downhill {
namespace {
bool has_overlap(const Tensor& t) {
  for (int d = 0; d < t.dim(); ++d) {
    if (t.sizes()[d] > 1 && t.strides()[d] == 0) return true;
  }
  return false;
}

// PyTorch's check of a view that is written to, or whose base was.
void check_view(const Tensor& view, const char* what_is) {
  const ViewKind kind = view.impl()->view_kind;
  if (kind == ViewKind::tracked) return;
  const TensorImpl& t = *view.impl();
  std::string output;
  if (t.grad_fn) {
    output = t.grad_fn->name();
    if (const auto at = output.find("Backward"); at != std::string::npos) output.resize(at);
    output = concat({"Output ", part(t.output_nr), " of ", output, " is a view "});
  }
  std::string text;
  if (kind == ViewKind::without_grad || output.empty()) {
    text = concat(
        {output.empty() ? "A view was created in" : output + "of a view which was created in",
         " no_grad mode and ", what_is, " modified inplace with grad mode enabled."});
  } else {
    text = concat({output, "and ", what_is, " modified inplace."});
  }
  fail(
      text,
      kind == ViewKind::one_of_several
          ? " This view is the output of a function that returns multiple views. Such functions do "
            "not allow the output views to be modified inplace. You should replace the inplace "
            "operation by an out-of-place one."
      : kind == ViewKind::without_grad
          ? " Given that this use case is ambiguous and error-prone, it is forbidden. You can "
            "clarify your code by moving both the view and the inplace either both inside the "
            "no_grad block (if you don't want the inplace to be tracked) or both outside (if you "
            "want the inplace to be tracked)."
          : " This view was created inside a custom Function (or because an input was returned "
            "as-is) and the autograd logic to handle view+inplace would override the custom "
            "backward associated with the custom Function, leading to incorrect gradients. This "
            "behavior is forbidden. You can fix this by cloning the output of the custom "
            "Function.");
}
}  // namespace

AutogradMeta& new_meta(const Tensor& t) { return *(t.impl()->autograd = new AutogradMeta); }

AutogradMeta::~AutogradMeta() { delete accumulator; }

void add_another_note(const Tensor& gradient, const RootNote& note) {
  TensorImpl& g = *gradient.impl();
  // A gradient that is never zeroed would gather notes for ever: the oldest are folded together.
  constexpr int kMost = 64;
  auto& more = meta(gradient).more_notes;
  if (more.size() == kMost - 1) {
    g.note = {more[0].run, more[0].value + g.note.value};
    more.erase(0);
  }
  more.push_back(note);
}
void move_notes(const Tensor& from, const Tensor& to) {
  for_each_note(*from.impl(), [&](const RootNote& note) { add_note(to, note); });
  clear_notes(from);
}
void clear_notes(const Tensor& gradient) {
  TensorImpl& g = *gradient.impl();
  g.note.run = 0;
  if (g.autograd) g.autograd->more_notes.clear();
}

const Ref<Node>& grad_fn_of_view(const Tensor& t) {
  TensorImpl& impl = *t.impl();
  if (!impl.grad_fn && !impl.base.requires_grad()) return impl.grad_fn;
  // A view whose base was written to: its value now comes from the base's new history.
  if (impl.attr_version != t.version()) {
    check_view(t, "its base or another view of its base has been");
    set_history(t, as_strided_node(t, impl.base), 0);
  }
  return impl.grad_fn;
}

void set_history(const Tensor& t, const Ref<Node>& node, uint32_t output_nr) {
  TensorImpl& impl = *t.impl();
  impl.grad_fn = node;
  impl.output_nr = output_nr;
  if (impl.base.defined()) impl.attr_version = t.version();
}

void add_hook(const Tensor& t, int function) {
  const Ref<Node>& fn = grad_fn(t);
  Node& node = fn ? *fn : accumulator(meta(t));
  node.watched().hooks.push_back({fn ? t.impl()->output_nr : 0, function});
}

void add_leaf_hook(const Tensor& leaf, int function) {
  accumulator(meta(leaf)).watched().after.push_back(function);
}

void remove_hook(const Tensor& t, int function) {
  const auto from = [&](const Node* node) {
    if (!node || !node->watchers) return;
    std::erase_if(node->watchers->hooks, [&](const auto& hook) { return hook.second == function; });
    std::erase(node->watchers->after, function);
  };
  if (t.impl()->autograd) from(t.impl()->autograd->accumulator);
  from(grad_fn(t).get());
}

void set_view_of(const Tensor& view, const Tensor& of, bool several) {
  const Tensor& root = of.impl()->base.defined() ? of.impl()->base : of;
  view.impl()->base = root;
  view.impl()->view_kind = !GradMode::enabled() ? ViewKind::without_grad
                           : several            ? ViewKind::one_of_several
                                                : of.impl()->view_kind;
  view.impl()->attr_version = view.version();
}

void check_inplace(const Tensor& t, bool recorded) {
  const Tensor& base = t.impl()->base;
  if (recorded && base.defined()) {
    check_view(t, "is being");
    if (base.is_leaf() && t.requires_grad())
      fail("a view of a leaf Variable that requires grad is being used in an in-place operation.");
  }
  if (recorded && t.is_leaf() && t.requires_grad())
    fail("a leaf Variable that requires grad is being used in an in-place operation.");
  if (has_overlap(t)) {
    fail(
        "unsupported operation: more than one element of the written-to tensor refers to a single "
        "memory "
        "location. Please clone() the tensor before performing the operation.");
  }
}

void rebase_history(const Tensor& t, const Ref<Node>& node) {
  t.impl()->storage->writer = node->name();
  const Tensor& base = t.impl()->base;
  if (!base.defined()) {
    move_hooks(t, node);
    set_history(t, node, 0);
    return;
  }
  const Ref<Node> slices = copy_slices_node(base, t, node);
  set_history(base, slices, 0);
  t.impl()->attr_version = t.version() - 1;  // stale: grad_fn() makes it anew from the base
  grad_fn(t);
}

bool Tensor::is_leaf() const { return !downhill::grad_fn(*this); }

Tensor& Tensor::set_requires_grad(bool value) {
  if (!is_leaf()) {
    if (value) return *this;
    fail(
        "you can only change requires_grad flags of leaf variables. If you want to use a computed "
        "variable "
        "in a subgraph that doesn't require differentiation use var_no_grad = var.detach().");
  }
  if (value && !is_floating()) fail("only Tensors of floating point dtype can require gradients");
  impl_->requires_grad = value;
  return *this;
}

Tensor Tensor::grad() const { return impl_->autograd ? impl_->autograd->grad : Tensor(); }

void Tensor::set_grad(const Tensor& g) const {
  if (g.defined()) {
    if (g.is(*this)) fail("can't assign Variable as its own grad");
    if (g.dtype() != dtype()) {
      fail("attempting to assign a gradient with dtype '", c_type_name(g.dtype()),
           "' to a tensor with grad_dtype '", scalar_type_name(dtype()),
           "'. The gradient must match the tensor's grad_dtype (defaults to the tensor's "
           "dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None "
           "to allow any dtype. "
           "Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may "
           "break downstream "
           "systems that assume they match.");
    }
    if (!(g.sizes() == sizes())) {
      fail("attempting to assign a gradient of size '", g.sizes(), "' to a tensor of size '",
           sizes(), "'. Please ensure that the gradient and the tensor are the same size");
    }
  }
  if (g.defined() || impl_->autograd) meta(*this).grad = g;
}

Tensor Tensor::detach() const {
  Tensor t = alias(*this);
  // Writing through a detached view must not rewrite the history of what it came from: it has no
  // base.
  return t;
}

Tensor Tensor::data_alias() const {
  Tensor t = alias(*this);
  t.impl()->own_version = Ref<VersionCounter>(new VersionCounter);
  return t;
}

void Tensor::set_data(const Tensor& o) const {
  TensorImpl& to = *impl();
  const TensorImpl& from = *o.impl();
  if (to.dtype != from.dtype && requires_grad() && !o.is_floating()) {
    fail("data set to a tensor that requires gradients must be floating point or complex dtype");
  }
  const uint32_t before = version();
  if (!to.own_version) to.own_version = Ref<VersionCounter>(new VersionCounter);
  to.own_version->value = before;
  if (to.holds_memory && !to.own_version->made_with)
    to.own_version->made_with = Ref<Storage>(to.memory());
  to.dtype = from.dtype;
  to.layout = from.layout;
  to.offset = from.offset;
  to.data = from.data;
  to.storage = from.storage;
  if (to.autograd && to.autograd->accumulator) {
    to.autograd->accumulator->outputs[0] = {to.layout, to.dtype};
  }
}

}  // namespace downhill
