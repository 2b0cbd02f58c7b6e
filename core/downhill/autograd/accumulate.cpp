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
  if (!(m.layout == of.impl()->layout)) m.layout = of.impl()->layout;
  m.dtype = of.dtype();
}

void AccumulateGrad::retire() {
  const Tensor last = std::move(leaf);  // without which there may be no owner, and no node
}

AccumulateGrad& accumulator(AutogradMeta& m) {
  if (!m.accumulator) m.accumulator = new AccumulateGrad;
  return *m.accumulator;
}

Ref<Node> accumulator_of(const Tensor& leaf) {
  AccumulateGrad& node = accumulator(meta(leaf));
  if (node.refs == 0) node.begin(leaf);
  return Ref<Node>(&node);
}

namespace {
// A gradient that is never zeroed would gather notes for ever: the oldest are folded together.
void take_note(SmallVector<RootNote, 1>& notes, const RootNote& note) {
  constexpr int kMost = 64;
  if (notes.size() == kMost) {
    notes[1].value += notes[0].value;
    notes.erase(0);
  }
  notes.push_back(note);
}

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
  auto notes = meta(grad).notes;
  grad = add(grad, g);
  meta(grad).notes = std::move(notes);
}
}  // namespace

void AccumulateGrad::apply(Tensors& grads, Tensors&) {
  Tensor& g = grads[0];
  AutogradMeta& m = meta(leaf);
  if (m.grad.defined())
    add_to(m.grad, g);
  else if (nobody_sees(*g.impl()))
    m.grad = std::move(g);
  else
    m.grad = copied(GradMode::enabled() ? g : g.detach(), leaf);
  if (note) take_note(meta(m.grad).notes, *note);
}

}  // namespace downhill
