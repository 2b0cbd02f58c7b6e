#include <downhill/autograd/copy_slices.h>
#include <downhill/autograd/engine.h>
#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>

namespace downhill {
namespace {
bool grad_enabled = true;

bool has_overlap(const Tensor& t) {
  for (int d = 0; d < t.dim(); ++d) {
    if (t.sizes()[d] > 1 && t.strides()[d] == 0) return true;
  }
  return false;
}
}  // namespace

bool GradMode::enabled() { return grad_enabled; }
void GradMode::set_enabled(bool value) { grad_enabled = value; }

AutogradMeta& meta(const Tensor& t) {
  if (!t.impl()->autograd) t.impl()->autograd = new AutogradMeta;
  return *t.impl()->autograd;
}

Ref<Node> grad_fn(const Tensor& t) {
  AutogradMeta* m = t.impl()->autograd;
  const Tensor& base = t.impl()->base;
  // A view whose base was written to: its value now comes from the base's new history.
  if (base.defined() && base.impl()->autograd && base.impl()->autograd->grad_fn) {
    AutogradMeta& view = meta(t);
    if (view.attr_version != t.version()) {
      view.grad_fn = as_strided_node(t, base);
      view.output_nr = 0;
      view.attr_version = t.version();
    }
    return view.grad_fn;
  }
  return m ? m->grad_fn : Ref<Node>();
}

Edge gradient_edge(const Tensor& t) {
  if (Ref<Node> fn = grad_fn(t)) return {fn, t.impl()->autograd->output_nr};
  if (t.impl()->autograd && t.impl()->autograd->requires_grad) return {accumulator_of(t), 0};
  return {};
}

void set_history(const Tensor& t, const Ref<Node>& node, uint32_t output_nr) {
  AutogradMeta& m = meta(t);
  m.grad_fn = node;
  m.output_nr = output_nr;
}

void set_view_of(const Tensor& view, const Tensor& of) {
  const Tensor& root = of.impl()->base.defined() ? of.impl()->base : of;
  view.impl()->base = root;
  if (view.impl()->autograd || root.requires_grad()) meta(view).attr_version = view.version();
}

void check_inplace(const Tensor& t) {
  if (has_overlap(t)) {
    fail(
        "unsupported operation: more than one element of the written-to tensor refers to a single "
        "memory "
        "location. Please clone() the tensor before performing the operation.");
  }
  if (!GradMode::enabled()) return;
  const Tensor& base = t.impl()->base;
  if (base.defined()) {
    if (base.is_leaf() && base.requires_grad()) {
      fail("a view of a leaf Variable that requires grad is being used in an in-place operation.");
    }
  } else if (t.is_leaf() && t.requires_grad()) {
    fail("a leaf Variable that requires grad is being used in an in-place operation.");
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
  meta(t).attr_version = t.version() - 1;  // stale: grad_fn() makes it anew from the base
  grad_fn(t);
}

bool Tensor::requires_grad() const {
  const AutogradMeta* m = impl_->autograd;
  if (m && (m->requires_grad || m->grad_fn)) return true;
  return impl_->base.defined() && static_cast<bool>(downhill::grad_fn(*this));
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
  if (value || impl_->autograd) meta(*this).requires_grad = value;
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
  Tensor t = alias(*this, sizes(), strides(), offset());
  // Writing through a detached view must not rewrite the history of what it came from: it has no
  // base.
  return t;
}

Tensor Tensor::data_alias() const {
  Tensor t = alias(*this, sizes(), strides(), offset());
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
  to.dtype = from.dtype;
  to.sizes = from.sizes;
  to.strides = from.strides;
  to.offset = from.offset;
  to.numel = from.numel;
  to.contiguous = from.contiguous;
  to.storage = from.storage;
  if (to.autograd && to.autograd->accumulator) {
    to.autograd->accumulator->outputs[0] = {to.sizes, to.dtype};
  }
}

}  // namespace downhill
