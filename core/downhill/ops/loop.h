// Strided loops over several tensors at once: dimensions are sorted by the output's strides and
// merged, so most calls become one run over contiguous memory.
#pragma once
#include <downhill/tensor/tensor.h>

#include <array>

namespace downhill {

// One run of a loop: n elements from offset at[k] in steps of step[k], for operand k.
using StridedRun = void (*)(void* context, int64_t n, const int64_t* at, const int64_t* step);
// At most four operands. One function for all kernels: inlined, it would be a fifth of the module.
void strided_runs(const Tensor* const* operands, int count, StridedRun run, void* context);

// Calls inner(n, at, step): n elements from offset at[k] in steps of step[k], for operand k (0: the
// output). Operands broadcast to the output's sizes. Offsets count from each tensor's own first
// element.
template <int N, class F>
void strided_loop(const std::array<const Tensor*, N>& operands, F&& inner) {
  using Inner = std::remove_reference_t<F>;
  strided_runs(
      operands.data(), N,
      [](void* context, int64_t n, const int64_t* at, const int64_t* step) {
        (*static_cast<Inner*>(context))(n, at, step);
      },
      &inner);
}

}  // namespace downhill
