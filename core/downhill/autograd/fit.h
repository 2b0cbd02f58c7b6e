// Gradients take the form of what they are gradients of.
#pragma once
#include <downhill/autograd/node.h>

namespace downhill {

// A gradient takes the shape and dtype of the tensor it belongs to; broadcasting is undone by a
// sum. `by`: the node whose input's gradient it is (null: a root's), `index`: which input. Throws
// PyTorch's error where the shapes do not fit.
void refit(Tensor& g, const Meta& to, const Node* by, int index);

}  // namespace downhill
