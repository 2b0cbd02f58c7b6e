// Strided loops over several tensors at once: dimensions are sorted by the output's strides and
// merged, so most calls become one run over contiguous memory.
#pragma once
#include <downhill/tensor/tensor.h>

#include <algorithm>
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

// Calls loop(n, inputs, out) over neighbours, for loops that are SIMD code then. What lies
// otherwise (or is one number for all) is gathered a block at a time, and results go where they
// belong.
template <class T, std::size_t N, class Loop>
void in_blocks(int64_t n, const std::array<const T*, N>& inputs,
               const std::array<int64_t, N>& steps, T* out, int64_t step_out, Loop&& loop) {
  const auto is_one = [](int64_t step) { return step == 1; };
  if (step_out == 1 && std::all_of(steps.begin(), steps.end(), is_one)) return loop(n, inputs, out);
  constexpr int64_t kBlock = 128;
  T gathered[N][kBlock], results[kBlock];
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t count = std::min(kBlock, n - i);
    std::array<const T*, N> at;
    for (std::size_t k = 0; k < N; ++k) {
      const T* const from = inputs[k] + i * steps[k];
      at[k] = steps[k] == 1 ? from : gathered[k];
      if (steps[k] == 1 || (steps[k] == 0 && i > 0)) continue;
      for (int64_t j = 0; j < count; ++j) gathered[k][j] = from[j * steps[k]];
    }
    T* const to = out + i * step_out;
    loop(count, at, step_out == 1 ? to : results);
    if (step_out == 1) continue;
    for (int64_t j = 0; j < count; ++j) to[j * step_out] = results[j];
  }
}

}  // namespace downhill
