// History of views that are written to: PyTorch's CopySlices and AsStridedBackward.
#pragma once
#include <downhill/autograd/meta.h>

namespace downhill {

// After an in-place operation `node` on `view`: the node that gives `base` its new history. node's
// edge 0 (the view's old history) is replaced by the base's.
Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Ref<Node>& node);
// The view's part of the base's history.
Ref<Node> as_strided_node(const Tensor& view, const Tensor& base);
// Hooks and retained gradients of a tensor follow it to its new node.
void move_hooks(const Tensor& t, const Ref<Node>& node);

}  // namespace downhill
