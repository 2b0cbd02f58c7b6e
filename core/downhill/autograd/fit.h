// Gradients take the form of what they are gradients of.
#pragma once
#include <downhill/autograd/node.h>

namespace downhill {

// A gradient takes the shape and dtype of what the edge leads to; broadcasting is undone by a sum.
// `by`: the node that the edge belongs to (null: a root's gradient). Throws PyTorch's error where
// the shapes do not fit.
void refit(Tensor& g, const Edge& along, const Node* by);

}  // namespace downhill
