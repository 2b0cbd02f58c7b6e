// Sums in the order of additions of PyTorch and of NumPy, so that the digits are theirs.
#pragma once

#include <cstdint>
#include <span>

namespace downhill::math {

// torch.sum over `in` into `out`, which need not be cleared. `sizes` are those of the input;
// strides count elements; `out_strides` has one entry per dimension of the input: 0 where it is
// reduced (or whatever the result has there, if the size is 1 and the dimension is kept by keepdim;
// this shows only in the order of expanded inputs), not 0 where it stays. PyTorch sums on one
// thread here; it may split sums of more than 32768 elements. T: float, double, int64_t (which
// wraps). An input without elements gives zeros.
template <class T>
void sum(const T* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides, T* out,
         std::span<const int64_t> out_strides);

// The same over all of n elements in a row.
template <class T>
void sum_all(const T* in, int64_t n, T* out);

// Bool (one byte each, 0 or 1) summed to int64.
void sum(const bool* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides,
         int64_t* out, std::span<const int64_t> out_strides);

// numpy.sum, same arguments: pairwise along the fastest axis, in order along the others.
// T: float, double, int64_t.
template <class T>
void numpy_sum(const T* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides,
               T* out, std::span<const int64_t> out_strides);

}  // namespace downhill::math
