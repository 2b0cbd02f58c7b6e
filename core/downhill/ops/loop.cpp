#include <downhill/ops/loop.h>

namespace downhill {
namespace {

constexpr int kMost = 4;
using Row = std::array<int64_t, kMost>;

// Sizes and strides of the loop, sorted and merged; the number of dimensions left.
int plan(const Tensor* const* operands, int count, Shape& sizes, SmallVector<Row, 4>& strides) {
  const int n = operands[0]->dim();
  for (int k = 0; k < count; ++k) {
    const Tensor& t = *operands[k];
    const int shift = n - t.dim();
    for (int d = 0; d < n; ++d) {
      strides[d][static_cast<std::size_t>(k)] =
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
    for (std::size_t k = 0; joins && k < static_cast<std::size_t>(count); ++k)
      joins = strides[last][k] == strides[d][k] * sizes[d];
    if (joins) {
      sizes[last] *= sizes[d];
    } else {
      ++last;
      sizes[last] = sizes[d];
    }
    strides[last] = strides[d];
  }
  return last + 1;
}

}  // namespace

void strided_runs(const Tensor* const* operands, int count, StridedRun run, void* context) {
  const Tensor& out = *operands[0];
  const int64_t total = out.numel();
  if (total == 0) return;
  Row at{}, step{};
  bool flat = true;  // same shape and contiguous, or one element
  for (int k = 0; k < count; ++k) {
    const Tensor& t = *operands[k];
    const bool one = t.numel() == 1;
    flat = flat && (one || (t.is_contiguous() && t.numel() == total));
    step[static_cast<std::size_t>(k)] = one ? 0 : 1;
  }
  if (flat) return run(context, total, at.data(), step.data());
  Shape sizes = out.sizes();
  SmallVector<Row, 4> strides(out.dim());
  const int dims = plan(operands, count, sizes, strides);
  if (dims == 0) {
    step = {};
    return run(context, 1, at.data(), step.data());
  }
  Shape index(dims, 0);
  while (true) {
    run(context, sizes[dims - 1], at.data(), strides[dims - 1].data());
    int d = dims - 2;
    for (; d >= 0; --d) {
      for (std::size_t k = 0; k < kMost; ++k) at[k] += strides[d][k];
      if (++index[d] < sizes[d]) break;
      for (std::size_t k = 0; k < kMost; ++k) at[k] -= strides[d][k] * sizes[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

}  // namespace downhill
