// The normal numbers of PyTorch's vector path for float32: Box and Muller's transformation with
// Cephes' single-precision log and sincos and the multiply-adds of the AVX2 build.
#pragma once

namespace downhill::detail {

// Turns 16 uniform numbers in [0, 1) into 16 normal ones, in place: element j and element j + 8
// are a pair.
void box_muller_16(float* values, float mean, float std);
// The same in double, with this library's own log, cos and sin.
void box_muller_16(double* values, double mean, double std);

}  // namespace downhill::detail
