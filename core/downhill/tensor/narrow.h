// Fitting values that are kept in a wide type to the narrow dtype that they are of.
#pragma once
#include <downhill/tensor/tensor.h>

namespace downhill {

// Integers wrap around; halves are rounded to nearest, ties to even, and overflow to infinity.
void fit_narrow(const Tensor& t);
inline void fit(const Tensor& t) {
  if (is_narrow(t.dtype())) [[unlikely]]
    fit_narrow(t);
}
float as_half(float x, DType dtype);
// A number among the operands of halves, where PyTorch rounds it first.
Number as_half(Number n, DType dtype);

// Throws where PyTorch refuses to make an integer of a narrow dtype from a number. `suffix`: of the
// dtype's name in that error.
void check_fits(double n, DType dtype, const char* suffix);

}  // namespace downhill
