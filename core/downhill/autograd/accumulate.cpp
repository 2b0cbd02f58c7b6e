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
  Meta& m = outputs[0];
  if (!(m.layout == of.impl()->layout)) [[unlikely]]
    m.layout = of.impl()->layout;
  m.dtype = of.dtype();
}

void AccumulateGrad::retire() {
  const Tensor last = std::move(leaf);  // without which there may be no owner, and no node
}

AccumulateGrad& accumulator(AutogradMeta& m) {
  if (!m.accumulator) [[unlikely]]
    m.accumulator = new AccumulateGrad;
  return *m.accumulator;
}

Ref<Node> accumulator_of(const Tensor& leaf) {
  AccumulateGrad& node = accumulator(meta(leaf));
  if (node.refs == 0) node.begin(leaf);
  return Ref<Node>(&node);
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

DOWNHILL_NOINLINE void add_to(Tensor& grad, const Tensor& g) {
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
  Tensor& grad = meta(leaf).grad;
  if (grad.defined()) [[unlikely]]
    add_to(grad, g);
  else if (nobody_sees(*g.impl())) [[likely]]
    grad = std::move(g);
  else
    grad = copied(GradMode::enabled() ? g : g.detach(), leaf);
  if (note) [[likely]]
    add_note(grad, *note);
}

void AccumulateGrad::apply(Tensors& grads, Tensors&) { accumulate(grads[0]); }

}  // namespace downhill
