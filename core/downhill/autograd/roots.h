// The roots of a backward run and the gradients that they start with.
#pragma once
#include <downhill/tensor/tensor.h>

namespace downhill {

// The gradient of a root that is given none: 1. Throws PyTorch's errors unless it is one floating
// number.
Tensor one_like(const Tensor& root);
// Throws PyTorch's error if the given gradient has another shape than its root, the index-th.
void check_gradient_of_root(const Tensor& root, const Tensor& given, std::size_t index);
// What a run adds to the loss of a step: the root's value, or root · gradient.
double value_of_root(const Tensor& root, const Tensor& gradient);

}  // namespace downhill
