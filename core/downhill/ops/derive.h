// Derivatives of what a kernel fuses, from the same written with tensor operations.
#pragma once
#include <downhill/autograd/engine.h>
#include <downhill/ops/op.h>
#include <downhill/ops/views.h>

namespace downhill::ops {

// Sets the gradients of a node's inputs, given those of its outputs, by differentiating
// formula(inputs) -> outputs. With create_graph they are differentiable again, to any order. For
// second derivatives only: what is fused for its digits, or its speed, has a kernel for the first.
template <class F>
void derive(Backward& b, F&& formula) {
  const bool again = GradMode::enabled();
  GradModeGuard record(true);
  Tensors inputs, wanted;
  for (int i = 0; i < b.inputs(); ++i) {
    Tensor x = b.input(i);
    if (x.defined() && b.needs(i)) {
      // A tensor of its own, at which the inner run stops, tied to the outer graph if that goes on.
      x = again && x.requires_grad() ? alias(x) : x.detach();
      x.set_requires_grad(true);
      wanted.push_back(x);
    }
    inputs.push_back(x);
  }
  const Tensors outputs = formula(inputs);
  Tensors roots, gradients;
  for (int i = 0; i < outputs.size(); ++i) {
    if (!b.grad(i).defined() || !outputs[i].requires_grad()) continue;
    roots.push_back(outputs[i]);
    gradients.push_back(b.grad(i));
  }
  if (roots.empty()) return;
  const Tensors found =
      grad(roots, wanted, gradients, {.create_graph = again, .allow_unused = true});
  for (int i = 0, k = 0; i < b.inputs(); ++i) {
    if (inputs[i].defined() && b.needs(i)) b.set(i, found[k++]);
  }
}

}  // namespace downhill::ops
