// The order in which PyTorch puts random numbers into a tensor that is not contiguous.
#pragma once
#include <downhill/tensor/tensor.h>

namespace downhill {

// The same elements with the dimensions in the order of memory, outermost first: in C order of this
// view PyTorch's TensorIterator visits `t` (reorder_dimensions), so a transposed matrix gets its
// numbers column by column. `t` itself when it is contiguous. No history.
Tensor in_memory_order(const Tensor& t);

// Without gaps, the dimensions in the order of memory in which those of `t` are: as of
// torch.empty_like(t). The tensor itself is uninitialised.
Ref<Layout> layout_like(const Tensor& t);
Tensor empty_like(const Tensor& t);

// Fills `t` by way of contiguous memory: calls draw(plain) with a contiguous tensor of as many
// elements, and puts what it drew into `t` in the order of memory. No history, one version more.
template <class F>
void fill_in_memory_order(const Tensor& t, F&& draw);

namespace detail {
void put_in_memory_order(const Tensor& t, const Tensor& plain);
}

template <class F>
void fill_in_memory_order(const Tensor& t, F&& draw) {
  const Tensor plain = t.is_contiguous() ? t : Tensor::empty(in_memory_order(t).sizes(), t.dtype());
  draw(plain);
  detail::put_in_memory_order(t, plain);
}

}  // namespace downhill
