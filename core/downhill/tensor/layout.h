// How a tensor's elements lie. It never changes, and is shared: by a tensor, what is computed from
// it element by element, and the shapes that the graph remembers. Most comparisons of shapes are of
// two pointers then.
#pragma once
#include <downhill/tensor/pool.h>
#include <downhill/tensor/ref.h>
#include <downhill/tensor/small_vector.h>

namespace downhill {

struct Layout : pool::Pooled<Layout> {
  static const Ref<Layout>& scalar();
  // Row-major. Throws for negative sizes, and for more elements than can be counted.
  static Ref<Layout> of(const Shape& sizes);
  static Ref<Layout> of(const Shape& sizes, const Shape& strides);
  static void destroy(Layout* layout) { delete layout; }

  const Shape sizes, strides;
  const int64_t numel;
  const bool contiguous;  // strides of dimensions of one element may be any
  const bool constant;    // all elements are one: a number that was expanded
  const bool row_major;   // contiguous, and every stride is what Layout::of(sizes) gives
  uint32_t refs = 0;

 private:
  Layout(const Shape& sizes, const Shape& strides, bool row_major);
  DOWNHILL_NOINLINE static void make_row_major(Ref<Layout>& at, const Shape& sizes);
};

inline bool same_sizes(const Ref<Layout>& a, const Ref<Layout>& b) {
  if (a == b) [[likely]]
    return true;
  return a->sizes == b->sizes;
}

// Row-major strides of a contiguous tensor.
Shape contiguous_strides(const Shape& sizes);
int64_t count(const Shape& sizes);

}  // namespace downhill
