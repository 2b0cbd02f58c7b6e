// The end of a graph: adds what flows into a leaf to its gradient.
#pragma once
#include <downhill/autograd/meta.h>

namespace downhill {

struct AccumulateGrad final : Node {
  explicit AccumulateGrad(const Tensor& leaf);
  ~AccumulateGrad() override;
  Tensors apply(Tensors&& grads) override;
  const char* name() const override { return "AccumulateGrad"; }
  Tensor variable() const override { return leaf; }
  void set_note(const RootNote* run) override { note = run; }

  Tensor leaf;
  const RootNote* note = nullptr;
};

}  // namespace downhill
