#include <downhill/math/inline.h>
#include <downhill/tensor/error.h>
#include <downhill/tensor/layout.h>
#include <downhill/tensor/never_freed.h>

#include <array>

namespace downhill {

int64_t count(const Shape& sizes) {
  constexpr int64_t kSafe = int64_t{1} << 26, kMost = kSafe * kSafe;
  int64_t n = 1;
  for (const int64_t s : sizes) {
    if ((n > kSafe || s > kSafe) && s != 0 && n > kMost / s)
      fail("Storage size calculation overflowed with sizes=", sizes);
    n *= s;
  }
  return n;
}

Shape contiguous_strides(const Shape& sizes) {
  Shape strides = sizes;
  int64_t step = 1;
  for (int d = sizes.size() - 1; d >= 0; --d) {
    strides[d] = step;
    if (sizes[d] > 1) step *= sizes[d];
  }
  return strides;
}

namespace {

bool is_contiguous(const Shape& sizes, const Shape& strides) {
  int64_t expected = 1;
  for (int d = sizes.size() - 1; d >= 0; --d) {
    if (sizes[d] == 1) continue;
    if (strides[d] != expected) return false;
    expected *= sizes[d];
  }
  return true;
}

bool is_constant(const Shape& sizes, const Shape& strides) {
  for (int d = 0; d < sizes.size(); ++d) {
    if (sizes[d] != 1 && strides[d] != 0) return false;
  }
  return true;
}

DOWNHILL_INLINE uint64_t mixed(uint64_t hash, const Shape& with) {
  for (const int64_t s : with) hash = (hash + static_cast<uint64_t>(s)) * 0x9E3779B97F4A7C15u;
  return hash;
}
// The layouts that were asked for last: a training step asks for the same few over and over. The
// hash is of the sizes, and the strides unless it is the row-major one.
constinit NeverFreed<std::array<Ref<Layout>, 32>> last_layouts;
DOWNHILL_INLINE Ref<Layout>& kept(uint64_t hash) { return last_layouts.value[hash >> 59]; }

}  // namespace

Layout::Layout(const Shape& sizes, const Shape& strides, bool row_major)
    : sizes(sizes),
      strides(strides),
      numel(count(sizes)),
      contiguous(row_major || numel == 0 || is_contiguous(sizes, strides)),
      constant(is_constant(sizes, strides)),
      row_major(row_major) {}

void Layout::make_row_major(Ref<Layout>& at, const Shape& sizes) {
  for (const int64_t s : sizes) {
    if (s < 0) fail("Trying to create tensor with negative dimension ", s, ": ", sizes);
  }
  count(sizes);  // throws where the strides would be too large, too
  at = Ref<Layout>(new Layout(sizes, contiguous_strides(sizes), true));
}

const Ref<Layout>& Layout::scalar() {
  Ref<Layout>& last = kept(0);
  if (!last || !last->sizes.empty()) [[unlikely]]
    make_row_major(last, {});
  return last;
}

Ref<Layout> Layout::of(const Shape& sizes) {
  Ref<Layout>& last = kept(mixed(0, sizes));
  if (!last || !last->row_major || !(last->sizes == sizes)) [[unlikely]]
    make_row_major(last, sizes);
  return last;
}

Ref<Layout> Layout::of(const Shape& sizes, const Shape& strides) {
  Ref<Layout>& last = kept(mixed(mixed(0, sizes), strides));
  if (last && last->sizes == sizes && last->strides == strides) return last;
  count(sizes);
  const bool row_major = strides == contiguous_strides(sizes);
  last = row_major ? of(sizes) : Ref<Layout>(new Layout(sizes, strides, false));
  return last;
}

}  // namespace downhill
