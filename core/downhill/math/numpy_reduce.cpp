// NumPy's sum: how its iterator orders axes, then pairwise summation along the innermost one.
#include <downhill/math/reduce.h>

#include <downhill/math/inline.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace downhill::math {

namespace {

struct Axis {
  int64_t size;
  int64_t in;   // stride of the input in elements
  int64_t out;  // stride of the output; 0: reduced
};

constexpr int64_t kBuffer = 8192;  // elements of NumPy's buffer

// Sum of n elements: eight accumulators for at most 128, halves beyond (NumPy's pairwise sum).
template <class T>
DOWNHILL_NOINLINE T pairwise(const T* in, int64_t n, int64_t stride) {
  constexpr int64_t kBlock = 128;
  if (n < 8) {
    T total = T(-0.0);
    for (int64_t i = 0; i < n; ++i) total += in[i * stride];
    return total;
  }
  if (n <= kBlock) {
    T r[8];
    for (int64_t j = 0; j < 8; ++j) r[j] = in[j * stride];
    const int64_t whole = n - n % 8;
    for (int64_t i = 8; i < whole; i += 8) {
      for (int64_t j = 0; j < 8; ++j) r[j] += in[(i + j) * stride];
    }
    T total = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (int64_t i = whole; i < n; ++i) total += in[i * stride];
    return total;
  }
  int64_t half = n / 2;
  half -= half % 8;
  return pairwise(in, half, stride) + pairwise(in + half * stride, n - half, stride);
}

// Innermost first. Reduced axes are turned to run forward; neighbours that are one run of memory
// are joined.
template <class T>
std::vector<Axis> iteration_order(std::span<const int64_t> sizes, std::span<const int64_t> in,
                                  std::span<const int64_t> out, const T** start) {
  std::vector<Axis> axes;
  for (size_t i = sizes.size(); i-- > 0;) {
    if (sizes[i] == 1) continue;
    Axis axis{sizes[i], in[i], out[i]};
    if (axis.in < 0 && axis.out == 0) {
      *start += (axis.size - 1) * axis.in;
      axis.in = -axis.in;
    }
    axes.push_back(axis);
  }
  const auto size = [](int64_t stride) { return stride < 0 ? -stride : stride; };
  for (size_t i = 1; i < axes.size(); ++i) {  // insertion sort; strides of zero stay where they are
    const Axis moving = axes[i];
    size_t place = i;
    for (size_t j = i; j-- > 0;) {
      if (axes[j].in == 0 || moving.in == 0) continue;
      if (size(moving.in) >= size(axes[j].in)) break;
      place = j;
    }
    for (size_t j = i; j > place; --j) axes[j] = axes[j - 1];
    axes[place] = moving;
  }
  if (axes.empty()) return axes;
  size_t last = 0;
  for (size_t i = 1; i < axes.size(); ++i) {
    Axis& inner = axes[last];
    const Axis& outer = axes[i];
    if (inner.size * inner.in == outer.in && inner.size * inner.out == outer.out) {
      inner.size *= outer.size;
    } else {
      axes[++last] = outer;
    }
  }
  axes.resize(last + 1);
  return axes;
}

// Calls function(in, out) for each position of the axes from `first` on, in order.
template <class In, class Out, class Function>
void for_each(const std::vector<Axis>& axes, size_t first, const In* in, Out* out,
              Function function) {
  std::vector<int64_t> index(axes.size(), 0);
  while (true) {
    function(in, out);
    size_t d = first;
    for (; d < axes.size(); ++d) {
      in += axes[d].in;
      out += axes[d].out;
      if (++index[d] < axes[d].size) break;
      in -= axes[d].in * axes[d].size;
      out -= axes[d].out * axes[d].size;
      index[d] = 0;
    }
    if (d >= axes.size()) return;
  }
}

// Adds a run of several reduced axes into *out the way NumPy does: as many whole inner axes as fit
// in its buffer, and as many steps along the next one, are copied there and summed pairwise. An
// innermost axis that is longer than the buffer is not copied.
template <class T>
void add_buffered(const T* in, T* out, const std::vector<Axis>& axes) {
  if (axes[0].size > kBuffer) {
    for_each(axes, 1, in, out,
             [&](const T* p, T*) { *out += pairwise(p, axes[0].size, axes[0].in); });
    return;
  }
  int64_t core = 1;
  size_t whole = 0;  // number of axes that fit
  while (whole + 1 < axes.size() && core * axes[whole].size <= kBuffer) core *= axes[whole++].size;
  const std::vector<Axis> inner(axes.begin(), axes.begin() + static_cast<std::ptrdiff_t>(whole));
  const std::vector<Axis> outer(axes.begin() + static_cast<std::ptrdiff_t>(whole) + 1, axes.end());
  const Axis& cut = axes[whole];
  const int64_t steps = std::min(kBuffer / core, cut.size);
  std::vector<T> buffer(static_cast<size_t>(steps * core));
  for_each(outer, 0, in, out, [&](const T* p, T*) {
    for (int64_t first = 0; first < cut.size; first += steps) {
      const int64_t count = std::min(steps, cut.size - first);
      T* next = buffer.data();
      for (int64_t i = first; i < first + count; ++i) {
        for_each(inner, 0, p + i * cut.in, out, [&](const T* q, T*) { *next++ = *q; });
      }
      *out += pairwise(buffer.data(), count * core, 1);
    }
  });
}

template <class T>
DOWNHILL_NOINLINE void add_row(const T* in, T* out, const Axis& axis) {
  for (int64_t i = 0; i < axis.size; ++i) out[i * axis.out] += in[i * axis.in];
}

}  // namespace

template <class T>
void numpy_sum(const T* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides,
               T* out, std::span<const int64_t> out_strides) {
  if constexpr (!std::is_floating_point_v<T>) {  // the order does not matter
    sum(in, sizes, in_strides, out, out_strides);
  } else {
    bool empty = false;
    std::vector<Axis> kept;
    for (size_t i = 0; i < sizes.size(); ++i) {
      if (sizes[i] == 0) empty = true;
      if (sizes[i] == 0 && out_strides[i] != 0) return;
      if (out_strides[i] != 0) kept.push_back({sizes[i], 0, out_strides[i]});
    }
    for_each(kept, 0, out, out, [](const T*, T* p) { *p = T(0); });
    if (empty) return;
    const std::vector<Axis> axes = iteration_order(sizes, in_strides, out_strides, &in);
    if (axes.empty()) {
      *out += *in;
      return;
    }
    size_t reduced = 0;  // reduced axes before the first that is kept
    while (reduced < axes.size() && axes[reduced].out == 0) ++reduced;
    const std::vector<Axis> run(axes.begin(), axes.begin() + static_cast<std::ptrdiff_t>(reduced));
    for_each(axes, std::max<size_t>(1, reduced), in, out, [&](const T* p, T* q) {
      if (reduced == 0) {
        add_row(p, q, axes[0]);
      } else if (reduced == 1) {
        *q += pairwise(p, axes[0].size, axes[0].in);
      } else {
        add_buffered(p, q, run);
      }
    });
  }
}

template void numpy_sum(const float*, std::span<const int64_t>, std::span<const int64_t>, float*,
                        std::span<const int64_t>);
template void numpy_sum(const double*, std::span<const int64_t>, std::span<const int64_t>, double*,
                        std::span<const int64_t>);
template void numpy_sum(const int64_t*, std::span<const int64_t>, std::span<const int64_t>,
                        int64_t*, std::span<const int64_t>);

}  // namespace downhill::math
