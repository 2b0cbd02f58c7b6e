// Strided loops over several tensors at once: dimensions are sorted by the output's strides and
// merged, so most calls become one run over contiguous memory.
#pragma once
#include <downhill/tensor/tensor.h>

#include <array>

namespace downhill {

// Calls inner(n, at, step): n elements from offset at[k] in steps of step[k], for operand k (0: the
// output). Operands broadcast to the output's sizes. Offsets count from each tensor's own first
// element.
template <int N, class F>
void strided_loop(const std::array<const Tensor*, N>& operands, F&& inner) {
  using Row = std::array<int64_t, N>;
  const Tensor& out = *operands[0];
  const int64_t total = out.numel();
  if (total == 0) return;
  bool flat = true;  // same shape and contiguous, or one element
  for (const Tensor* t : operands)
    flat = flat && (t->numel() == 1 || (t->is_contiguous() && t->numel() == total));
  if (flat) {
    Row step;
    for (int k = 0; k < N; ++k)
      step[static_cast<std::size_t>(k)] =
          operands[static_cast<std::size_t>(k)]->numel() == 1 ? 0 : 1;
    inner(total, Row{}, step);
    return;
  }
  const int n = out.dim();
  SmallVector<Row, 4> strides(n);
  Shape sizes = out.sizes();
  for (std::size_t k = 0; k < N; ++k) {
    const Tensor& t = *operands[k];
    const int shift = n - t.dim();
    for (int d = 0; d < n; ++d) {
      strides[d][k] =
          d < shift || (t.sizes()[d - shift] == 1 && sizes[d] != 1) ? 0 : t.strides()[d - shift];
    }
  }
  // Sort: largest output stride outermost (insertion sort keeps equal ones in order).
  for (int i = 1; i < n; ++i) {
    for (int j = i; j > 0 && strides[j - 1][0] < strides[j][0]; --j) {
      std::swap(strides[j - 1], strides[j]);
      std::swap(sizes[j - 1], sizes[j]);
    }
  }
  // Merge neighbours that are one run in every operand; drop dimensions of one element.
  int last = -1;
  for (int d = 0; d < n; ++d) {
    if (sizes[d] == 1) continue;
    bool joins = last >= 0;
    for (std::size_t k = 0; joins && k < N; ++k)
      joins = strides[last][k] == strides[d][k] * sizes[d];
    if (joins) {
      sizes[last] *= sizes[d];
    } else {
      ++last;
      sizes[last] = sizes[d];
    }
    strides[last] = strides[d];
  }
  if (last < 0) {
    inner(1, Row{}, Row{});
    return;
  }
  Shape index(last + 1, 0);
  Row at{};
  while (true) {
    inner(sizes[last], at, strides[last]);
    int d = last - 1;
    for (; d >= 0; --d) {
      for (std::size_t k = 0; k < N; ++k) at[k] += strides[d][k];
      if (++index[d] < sizes[d]) break;
      for (std::size_t k = 0; k < N; ++k) at[k] -= strides[d][k] * sizes[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

}  // namespace downhill
