// Sums in the order of additions of PyTorch and of NumPy, so that the digits are theirs.
#pragma once

#include <cstdint>
#include <span>

namespace downhill::math {

// torch.sum: adds `in` into `out`, which is set to zero first. `sizes` are those of the input;
// strides count elements; `out_strides` has one entry per dimension of the input, 0 where it is
// reduced (no other way to say what is reduced; a dimension that is kept must have a stride != 0).
// T: float, double, int64_t. An input without elements leaves zeros: the caller fills them.
template <class T>
void sum(const T* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides, T* out,
         std::span<const int64_t> out_strides);

// Bool (one byte each, 0 or 1) summed to int64.
void sum(const bool* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides,
         int64_t* out, std::span<const int64_t> out_strides);

// numpy.sum, same arguments: pairwise along the fastest axis, in order along the others.
// T: float, double, int64_t.
template <class T>
void numpy_sum(const T* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides,
               T* out, std::span<const int64_t> out_strides);

}  // namespace downhill::math
