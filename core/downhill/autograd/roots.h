// The roots of a backward run and the gradients that they start with.
#pragma once
#include <downhill/tensor/never_freed.h>
#include <downhill/tensor/tensor.h>

namespace downhill {

// The gradient of a root that is given none: 1. Throws PyTorch's errors unless it is one floating
// number.
Tensor new_one_like(const Tensor& root);
// The last one is kept, of each dtype: most steps of a training ask for the same. It is taken again
// unless somebody could see it written to, or has.
extern constinit NeverFreed<Tensor> kept_one[2];  // float32, float64
inline Tensor one_like(const Tensor& root) {
  const TensorImpl& of = *root.impl();
  const bool wide = of.dtype == DType::Float64;
  const TensorImpl* const one = kept_one[wide].value.impl();
  if (!one || one->layout != of.layout || one->dtype != of.dtype || one->refs != 1 ||
      one->storage->refs != 1 || one->autograd || one->requires_grad || one->grad_fn) [[unlikely]]
    return new_one_like(root);
  const bool fresh = wide ? *static_cast<const double*>(one->data) == 1
                          : *static_cast<const float*>(one->data) == 1;
  return fresh ? kept_one[wide].value : new_one_like(root);
}
// Throws PyTorch's error if the given gradient has another shape than its root, the index-th.
void check_gradient_of_root(const Tensor& root, const Tensor& given, std::size_t index);
// What a run adds to the loss of a step: the root's value, or root · gradient.
double value_of_root(const Tensor& root, const Tensor& gradient);
inline double value_of_number(const Tensor& root) {
  const TensorImpl& r = *root.impl();
  if (r.dtype == DType::Float32) return static_cast<double>(*static_cast<const float*>(r.data));
  return r.dtype == DType::Float64 ? *static_cast<const double*>(r.data)
                                   : static_cast<double>(peek(root));
}

}  // namespace downhill
