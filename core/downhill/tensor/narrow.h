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

// Throws where PyTorch refuses to make an integer of a narrow dtype from a number. `suffix`: of the
// dtype's name in that error.
void check_fits(double n, DType dtype, const char* suffix);
// The same for every element of a contiguous tensor, which is then fitted.
void check_and_fit(const Tensor& t);

}  // namespace downhill
