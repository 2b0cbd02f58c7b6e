// The end of a graph: adds what flows into a leaf to its gradient. Graphs come and go with every
// step of a training, their ends stay: an end that no graph refers to waits beside its leaf
// (AutogradMeta owns it), and keeps the leaf alive only while one does.
#pragma once
#include <downhill/autograd/meta.h>

namespace downhill {

struct AccumulateGrad final : Node {
  AccumulateGrad();
  void apply(Node& history, Tensors& grads, Tensors& out) override;
  void accumulate(Tensor& gradient);  // which may be taken
  const char* name() const override { return "AccumulateGrad"; }
  Tensor variable() const override { return leaf; }
  void end() override;
  void begin(const Tensor& of);  // for a leaf that has a graph again

  Tensor leaf;                                   // undefined while it waits
  static inline const RootNote* note = nullptr;  // of the run that is on
};

}  // namespace downhill
