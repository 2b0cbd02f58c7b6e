#include <downhill/autograd/accumulate.h>
#include <downhill/math/inline.h>
#include <downhill/ops/list.h>

namespace downhill {

AccumulateGrad::AccumulateGrad() {
  owned = true;
  sequence = UINT64_MAX;  // as soon as it can run, it does: PyTorch's order of accumulation
  outputs.resize(1);
}

void AccumulateGrad::begin(const Tensor& of) {
  leaf = of;
  outputs[0] = meta_of(of);
}

void AccumulateGrad::end() {
  const Tensor last = std::move(leaf);  // without which there may be no owner, and no node
}

namespace {
DOWNHILL_NOINLINE Ref<Node> begun(const Tensor& leaf) {
  AccumulateGrad& node = accumulator(meta(leaf));
  node.begin(leaf);
  return Ref<Node>(&node);
}
}  // namespace

AccumulateGrad& accumulator(AutogradMeta& m) {
  if (!m.accumulator) [[unlikely]]
    m.accumulator = new AccumulateGrad;
  return *m.accumulator;
}

Ref<Node> accumulator_of(const Tensor& leaf) {
  const AutogradMeta* const m = leaf.impl()->autograd;
  AccumulateGrad* const node = m ? m->accumulator : nullptr;
  if (!node) [[unlikely]]
    return begun(leaf);
  if (node->refs == 0) {
    const Meta& known = node->outputs[0];
    if (!(known.layout == leaf.impl()->layout) || known.dtype != leaf.dtype()) [[unlikely]]
      return begun(leaf);
    new (&node->leaf) Tensor(leaf);  // where nothing was
  }
  return Ref<Node>(node);
}

namespace {
// A gradient that nobody else can see becomes the leaf's; else it is copied.
bool nobody_sees(const TensorImpl& g) {
  return g.refs == 1 && g.storage->refs == 1 && g.layout->contiguous && !g.base.defined() &&
         (GradMode::enabled() || !g.grad_fn);
}

// A copy takes the leaf's layout (PyTorch's clone_obey_contract): the gradient of a Linear's weight
// arrives transposed, and optimizers are fast on tensors that lie alike.
Tensor copied(const Tensor& g, const Tensor& leaf) {
  return leaf.is_contiguous() && !g.is_contiguous() ? g.contiguous() : clone(g);
}

DOWNHILL_NOINLINE void copy_or_add(Tensor& grad, const Tensor& g, const Tensor& leaf) {
  if (!grad.defined()) {
    grad = copied(GradMode::enabled() ? g : g.detach(), leaf);
    return;
  }
  if (!GradMode::enabled()) {
    add.inplace(grad, g);
    return;
  }
  const Tensor sum = add(grad, g);
  move_notes(grad, sum);
  grad = sum;
}
}  // namespace

void AccumulateGrad::accumulate(Tensor& g) {
  Tensor& grad = leaf.impl()->autograd->grad;  // where this node is
  if (!grad.defined() && nobody_sees(*g.impl())) [[likely]]
    std::swap(grad, g);
  else
    copy_or_add(grad, g, leaf);
  if (note) [[likely]]
    add_note(grad, *note);
}

void AccumulateGrad::apply(Node&, Tensors& grads, Tensors&) { accumulate(grads[0]); }

}  // namespace downhill
