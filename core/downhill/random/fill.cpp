#include <downhill/ops/copy.h>
#include <downhill/random/fill.h>
#include <downhill/tensor/narrow.h>

#include <utility>

namespace downhill {

namespace {

// PyTorch's should_swap: > 0 when `a` lies outside of `b`; 0 where the strides do not tell.
int compare(const Tensor& t, int a, int b) {
  const int64_t x = t.strides()[a], y = t.strides()[b];
  if (x == 0 || y == 0) return 0;
  if (x != y) return x < y ? -1 : 1;
  return t.size(a) > t.size(b) ? 1 : 0;
}

// Dimensions from the innermost to the outermost: PyTorch's insertion sort, which is not a plain
// sort because it steps over the dimensions that do not tell.
SmallVector<int, 6> from_inside(const Tensor& t) {
  SmallVector<int, 6> order(t.dim());
  for (int i = 0; i < t.dim(); ++i) order[i] = t.dim() - 1 - i;
  for (int i = 1; i < t.dim(); ++i) {
    int at = i;
    for (int j = i - 1; j >= 0; --j) {
      const int sign = compare(t, order[j], order[at]);
      if (sign < 0) break;
      if (sign == 0) continue;
      std::swap(order[j], order[at]);
      at = j;
    }
  }
  return order;
}

}  // namespace

Tensor in_memory_order(const Tensor& t) {
  if (t.is_contiguous()) return t;
  const auto order = from_inside(t);
  Shape sizes(t.dim()), strides(t.dim());
  for (int i = 0; i < t.dim(); ++i) {
    sizes[i] = t.size(order[t.dim() - 1 - i]);
    strides[i] = t.strides()[order[t.dim() - 1 - i]];
  }
  return Tensor::alias(t, sizes, strides, t.offset());
}

Ref<Layout> layout_like(const Tensor& t) {
  if (t.is_contiguous()) return Layout::of(t.sizes());
  Shape strides(t.dim());
  int64_t stride = 1;
  for (const int d : from_inside(t)) {
    strides[d] = stride;
    stride *= t.size(d);
  }
  return Layout::of(t.sizes(), strides);
}
Tensor empty_like(const Tensor& t) { return Tensor::empty_with(layout_like(t), t.dtype()); }

void detail::put_in_memory_order(const Tensor& t, const Tensor& plain) {
  fit(plain);
  if (!plain.is(t)) copy_into(in_memory_order(t), plain);
  t.bump_version();
}

}  // namespace downhill
