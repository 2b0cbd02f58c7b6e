#include <downhill/autograd/accumulate.h>
#include <downhill/ops/list.h>

namespace downhill {

void AccumulateGrad::begin(const Tensor& of) {
  leaf = of;
  owned = true;
  sequence = UINT64_MAX;  // as soon as it can run, it does: PyTorch's order of accumulation
  outputs.resize(1);
  outputs[0] = meta_of(of);
  hooks.clear();
  for (const int hook : meta(of).hooks) hooks.push_back({0, hook});
}

AccumulateGrad::~AccumulateGrad() {
  hooks.clear();  // the leaf's own, which tells of their end
}

void AccumulateGrad::retire() {
  const Tensor last = std::move(leaf);  // without which there may be no owner, and no node
}

Ref<Node> accumulator_of(const Tensor& leaf) {
  AccumulateGrad*& node = meta(leaf).accumulator;
  if (!node) node = new AccumulateGrad;
  if (node->refs == 0) node->begin(leaf);
  return Ref<Node>(node);
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

void AccumulateGrad::apply(Tensors& grads, Tensors&) {
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
}

}  // namespace downhill
