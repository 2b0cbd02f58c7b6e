#include <downhill/autograd/accumulate.h>
#include <downhill/ops/list.h>

namespace downhill {

AccumulateGrad::AccumulateGrad(const Tensor& leaf) : leaf(leaf) {
  sequence = UINT64_MAX;  // as soon as it can run, it does: PyTorch's order of accumulation
  outputs.push_back({leaf.sizes(), leaf.dtype()});
  hooks.reserve(meta(leaf).hooks.size());
  for (const int hook : meta(leaf).hooks) hooks.push_back({0, hook});
}

AccumulateGrad::~AccumulateGrad() {
  meta(leaf).accumulator = nullptr;
  hooks.clear();  // the leaf's own, which may live on
}

Ref<Node> accumulator_of(const Tensor& leaf) {
  AutogradMeta& m = meta(leaf);
  if (!m.accumulator) {
    Ref<Node> node(new AccumulateGrad(leaf));
    m.accumulator = node.get();
    return node;
  }
  return Ref<Node>(m.accumulator);
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
}  // namespace

Tensors AccumulateGrad::apply(Tensors&& grads) {
  Tensor g = std::move(grads[0]);
  AutogradMeta& m = meta(leaf);
  if (!m.grad.defined()) {
    // The gradient becomes ours when nobody else can see it; else it is copied.
    const bool ours = g.impl()->refs == 1 && g.is_contiguous() && !g.impl()->base.defined() &&
                      g.impl()->storage->refs == 1;
    // A copy takes the leaf's layout (PyTorch's clone_obey_contract): the gradient of a Linear's
    // weight arrives transposed, and optimizers are fast on tensors that lie alike.
    const auto copied = [&](const Tensor& t) {
      return leaf.is_contiguous() && !t.is_contiguous() ? t.contiguous() : clone(t);
    };
    if (GradMode::enabled())
      m.grad = ours ? g : copied(g);
    else
      m.grad = ours && g.is_leaf() ? g : copied(g.detach());
  } else if (GradMode::enabled()) {
    auto notes = meta(m.grad).notes;
    m.grad = add(m.grad, g);
    meta(m.grad).notes = std::move(notes);
  } else {
    add.inplace(m.grad, g);
  }
  if (note) take_note(meta(m.grad).notes, *note);
  return {};
}

}  // namespace downhill
