// What reductions share: which dimensions are reduced, and the sizes that are left.
#pragma once
#include <downhill/ops/op.h>

namespace downhill::ops {

using ReducedDims = SmallVector<bool, 8>;
// Per dimension of n, whether it is reduced (none given: all are). Throws PyTorch's IndexError.
ReducedDims reduced(const std::optional<Ints>& dims, int n);
Shape kept_sizes(const Tensor& x, const ReducedDims& r, bool keepdim);
int64_t reduced_count(const Shape& sizes, const ReducedDims& r);  // how many elements become one

}  // namespace downhill::ops
