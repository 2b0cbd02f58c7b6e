// PyTorch's sum: how its iterator orders dimensions, then its cascade over two-dimensional slices.
#include <downhill/math/reduce.h>

#include <downhill/math/inline.h>
#include <downhill/math/processor.h>
#include <downhill/math/vector.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace downhill::math {

namespace {

struct Dim {
  int64_t size;
  int64_t in;   // stride of the input in elements
  int64_t out;  // stride of the output; 0: reduced
};

// Positive if `first` should come after `second` (further out), negative if before, 0 if either.
int compare(const Dim& first, const Dim& second) {
  if ((first.out == 0) != (second.out == 0)) return second.out == 0 ? 1 : -1;
  for (const auto& [a, b] : {std::pair{first.out, second.out}, std::pair{first.in, second.in}}) {
    if (a == 0 || b == 0) continue;
    if (a != b) return a < b ? -1 : 1;
    if (first.size > second.size) return 1;
  }
  return 0;
}

// Innermost first: reduced dimensions, then by stride. An insertion sort, because the comparison
// is no order (it may say "either"), so that the way of sorting is part of the result.
void sort_dims(std::vector<Dim>& dims) {
  std::reverse(dims.begin(), dims.end());
  for (size_t i = 1; i < dims.size(); ++i) {
    size_t moving = i;
    for (size_t j = i; j-- > 0;) {
      const int order = compare(dims[j], dims[moving]);
      if (order > 0) {
        std::swap(dims[j], dims[moving]);
        moving = j;
      } else if (order < 0) {
        break;
      }
    }
  }
}

// Joins neighbours that are one run of memory.
void coalesce(std::vector<Dim>& dims) {
  if (dims.size() < 2) return;
  size_t last = 0;
  for (size_t i = 1; i < dims.size(); ++i) {
    Dim& inner = dims[last];
    const Dim& outer = dims[i];
    const bool joins = inner.size == 1 || outer.size == 1 ||
                       (inner.size * inner.in == outer.in && inner.size * inner.out == outer.out);
    if (!joins) {
      dims[++last] = outer;
    } else if (inner.size == 1) {
      inner = outer;
    } else {
      inner.size *= outer.size;
    }
  }
  dims.resize(last + 1);
}

// PyTorch's SIMD vectors have 256 bits; their lanes are part of the order of additions.
template <class T>
inline constexpr int64_t kLanes = 32 / static_cast<int64_t>(sizeof(T));

constexpr int64_t kRows = 4;         // interleaved accumulators
constexpr int64_t kFirstLevel = 16;  // so many of their steps, or more, are a cascade

// Sums of Rows groups of Width neighbouring elements: in parts of 16 bytes, or number by number.
template <class T, int64_t Rows, int64_t Width>
struct Sums {
  using Part = typename std::conditional_t<Width == 1, std::type_identity<T>, Vector<T, 16>>::type;
  static constexpr int64_t kStep = Width == 1 ? 1 : kLanes<T> / 2, kParts = Width / kStep;
  static constexpr int64_t kCount = Rows * kParts;
  Part parts[static_cast<size_t>(kCount)];

  static Part at(const T* p) { return *reinterpret_cast<const Part*>(p); }
  const T* values() const { return reinterpret_cast<const T*>(parts); }
  void clear() {
    for (Part& part : parts) part = Part{};
  }
  void add(const Sums& other) {
    for (int64_t i = 0; i < kCount; ++i) parts[i] = parts[i] + other.parts[i];
  }
  // To the first group.
  void add_group(const T* in) {
    for (int64_t i = 0; i < kParts; ++i) parts[i] = parts[i] + at(in + i * kStep);
  }
  // `count` steps of all groups; `step` and `row` are strides.
  DOWNHILL_NOINLINE void add_steps(const T* in, int64_t step, int64_t row, int64_t count) {
    Part running[static_cast<size_t>(kCount)];  // in registers
    for (int64_t i = 0; i < kCount; ++i) running[i] = parts[i];
    for (int64_t s = 0; s < count; ++s, in += step) {
      for (int64_t i = 0; i < kCount; ++i)
        running[i] = running[i] + at(in + i / kParts * row + i % kParts * kStep);
    }
    for (int64_t i = 0; i < kCount; ++i) parts[i] = running[i];
  }
};

int64_t ceil_log2(int64_t x) {
  return x <= 2 ? 1 : static_cast<int64_t>(std::bit_width(static_cast<uint64_t>(x - 1)));
}

// Adds `size` steps of Rows groups in four levels: every 2^k additions a level is emptied into the
// next, so that errors grow with the logarithm.
template <class T, int64_t Rows, int64_t Width>
void cascade(const T* in, int64_t step, int64_t row, int64_t size, Sums<T, Rows, Width>& result) {
  constexpr int64_t kLevels = 4;
  result.clear();
  if (size < kFirstLevel) return result.add_steps(in, step, row, size);
  const int64_t power = std::max<int64_t>(4, ceil_log2(size) / kLevels);
  const int64_t level_step = int64_t{1} << power;
  const int64_t mask = level_step - 1;
  Sums<T, Rows, Width> levels[kLevels];
  for (auto& level : levels) level.clear();
  int64_t i = 0;
  while (i + level_step <= size) {
    levels[0].add_steps(in + i * step, step, row, level_step);
    i += level_step;
    for (int64_t j = 1; j < kLevels; ++j) {
      levels[j].add(levels[j - 1]);
      levels[j - 1].clear();
      if ((i & (mask << (j * power))) != 0) break;
    }
  }
  if (i < size) levels[0].add_steps(in + i * step, step, row, size - i);
  result = levels[0];
  for (int64_t j = 1; j < kLevels; ++j) result.add(levels[j]);
}

// Adds `size` groups of Width elements: group i to accumulator i % 4, then the four together.
template <class T, int64_t Width>
void row_sum(const T* in, int64_t stride, int64_t size, T* result) {
  Sums<T, kRows, Width> sums;
  const int64_t whole = size / kRows;
  cascade(in, stride * kRows, stride, whole, sums);
  for (int64_t i = whole * kRows; i < size; ++i) sums.add_group(in + i * stride);
  for (int64_t r = 1; r < kRows; ++r) sums.add_group(sums.values() + r * Width);
  std::copy_n(sums.values(), Width, result);
}

// A slice: `inner` is reduced (out stride 0), `outer` is not, or is reduced as well.
template <class T>
struct Slice {
  const T* in;
  T* out;
  Dim inner;
  Dim outer;

  void store(int64_t j, T value) const { out[j * outer.out] += value; }
};

#if DOWNHILL_CHOOSES
// A row of at least a vector that leaves nothing for a second level, as sum_inner_vectors sums it.
template <class T>
bool is_short_row(int64_t n) {
  return n >= kLanes<T> && n < kFirstLevel * kRows * kLanes<T> && has_avx2();
}
template <class T>
DOWNHILL_NOINLINE DOWNHILL_AVX2 T sum_short_row(const T* row, int64_t n) {
  using V = typename Vector<T, 32>::type;
  const int64_t vectors = n / kLanes<T>;
  const V* in = reinterpret_cast<const V*>(row);
  const V* const whole = in + vectors / kRows * kRows;
  const V* const last = in + vectors;
  V a{}, b{}, c{}, d{};  // an array would be cleared in memory
  for (; in < whole; in += kRows) a = a + in[0], b = b + in[1], c = c + in[2], d = d + in[3];
  for (; in < last; ++in) a = a + *in;
  const V sums = a + b + c + d;
  T total = 0;
  for (int64_t i = vectors * kLanes<T>; i < n; ++i) total += row[i];
  for (int64_t k = 0; k < kLanes<T>; ++k) total += sums[k];
  return total;
}
#endif

template <class T>
void sum_inner_vectors(const Slice<T>& slice) {
  constexpr int64_t lanes = kLanes<T>;
#if DOWNHILL_CHOOSES
  if (is_short_row<T>(slice.inner.size)) {
    for (int64_t j = 0; j < slice.outer.size; ++j)
      slice.store(j, sum_short_row(slice.in + j * slice.outer.in, slice.inner.size));
    return;
  }
#endif
  const int64_t vectors = slice.inner.size / lanes;
  for (int64_t j = 0; j < slice.outer.size; ++j) {
    const T* row = slice.in + j * slice.outer.in;
    T partial[lanes];
    row_sum<T, lanes>(row, lanes, vectors, partial);
    T total = 0;
    for (int64_t i = vectors * lanes; i < slice.inner.size; ++i) total += row[i];
    for (const T value : partial) total += value;
    slice.store(j, total);
  }
}

template <class T>
void sum_outer_vectors(const Slice<T>& slice) {
  constexpr int64_t lanes = kLanes<T>;
  const int64_t step = slice.inner.in;
  const int64_t size = slice.inner.size;
  const int64_t columns = slice.outer.size;
  int64_t j = 0;
  for (; j + kRows * lanes <= columns; j += kRows * lanes) {
    Sums<T, kRows, lanes> rows;
    cascade(slice.in + j, step, lanes, size, rows);
    for (int64_t k = 0; k < kRows * lanes; ++k) slice.store(j + k, rows.values()[k]);
  }
  T sums[lanes];
  for (; j + lanes <= columns; j += lanes) {
    row_sum<T, lanes>(slice.in + j, step, size, sums);
    for (int64_t k = 0; k < lanes; ++k) slice.store(j + k, sums[k]);
  }
  for (; j < columns; ++j) {
    row_sum<T, 1>(slice.in + j, step, size, sums);
    slice.store(j, sums[0]);
  }
}

template <class T>
void sum_inner_scalars(const Slice<T>& slice) {
  for (int64_t j = 0; j < slice.outer.size; ++j) {
    T total;
    row_sum<T, 1>(slice.in + j * slice.outer.in, slice.inner.in, slice.inner.size, &total);
    slice.store(j, total);
  }
}

template <class T>
void sum_outer_scalars(const Slice<T>& slice) {
  int64_t j = 0;
  for (; j + kRows <= slice.outer.size; j += kRows) {
    Sums<T, kRows, 1> sums;
    cascade(slice.in + j * slice.outer.in, slice.inner.in, slice.outer.in, slice.inner.size, sums);
    for (int64_t k = 0; k < kRows; ++k) slice.store(j + k, sums.values()[k]);
  }
  for (; j < slice.outer.size; ++j) {
    T total;
    row_sum<T, 1>(slice.in + j * slice.outer.in, slice.inner.in, slice.inner.size, &total);
    slice.store(j, total);
  }
}

template <class T>
void sum_slice(const Slice<T>& slice) {
  if (slice.inner.out != 0 && slice.outer.out == 0)
    return sum_slice(Slice<T>{slice.in, slice.out, slice.outer, slice.inner});
  if (slice.inner.out != 0) {  // nothing is reduced
    for (int64_t j = 0; j < slice.outer.size; ++j) {
      for (int64_t i = 0; i < slice.inner.size; ++i) {
        slice.out[j * slice.outer.out + i * slice.inner.out] +=
            slice.in[j * slice.outer.in + i * slice.inner.in];
      }
    }
  } else if (slice.inner.in == 1 && slice.inner.size >= kLanes<T>) {
    sum_inner_vectors(slice);
  } else if (slice.outer.in == 1 && slice.outer.size >= kLanes<T>) {
    sum_outer_vectors(slice);
  } else if (slice.inner.in < slice.outer.in) {
    sum_inner_scalars(slice);
  } else {
    sum_outer_scalars(slice);
  }
}

// Integers: any order gives the same.
template <class In>
void sum_slice_integers(const In* in, int64_t* out, const Dim& inner, const Dim& outer) {
  for (int64_t j = 0; j < outer.size; ++j) {
    const In* p = in + j * outer.in;
    uint64_t* q = reinterpret_cast<uint64_t*>(out + j * outer.out);  // overflow wraps
    for (int64_t i = 0; i < inner.size; ++i) {
      q[i * inner.out] += static_cast<uint64_t>(p[i * inner.in]);
    }
  }
}

std::vector<Dim> iteration_order(std::span<const int64_t> sizes, std::span<const int64_t> in,
                                 std::span<const int64_t> out) {
  std::vector<Dim> dims(sizes.size());
  for (size_t i = 0; i < sizes.size(); ++i) dims[i] = {sizes[i], in[i], out[i]};
  sort_dims(dims);
  coalesce(dims);
  return dims;
}

// Calls slice(in, out, inner, outer) for each two-dimensional slice, the outer dimensions
// counting up in order.
template <class In, class Out, class SliceFunction>
void for_each_slice(const std::vector<Dim>& dims, const In* in, Out* out, SliceFunction slice) {
  constexpr Dim kOne{1, 0, 0};
  const Dim inner = dims.empty() ? kOne : dims[0];
  const Dim outer = dims.size() < 2 ? kOne : dims[1];
  std::vector<int64_t> index(dims.size(), 0);
  while (true) {
    slice(in, out, inner, outer);
    size_t d = 2;
    for (; d < dims.size(); ++d) {
      in += dims[d].in;
      out += dims[d].out;
      if (++index[d] < dims[d].size) break;
      in -= dims[d].in * dims[d].size;
      out -= dims[d].out * dims[d].size;
      index[d] = 0;
    }
    if (d >= dims.size()) return;
  }
}

template <class T>
void fill_zeros(std::span<const int64_t> sizes, std::span<const int64_t> strides, T* out) {
  std::vector<Dim> dims;
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (strides[i] != 0) dims.push_back({sizes[i], 0, strides[i]});
    if (strides[i] != 0 && sizes[i] == 0) return;
  }
  for_each_slice(dims, out, out, [](const T*, T* p, const Dim& inner, const Dim& outer) {
    for (int64_t j = 0; j < outer.size; ++j) {
      for (int64_t i = 0; i < inner.size; ++i) p[j * outer.out + i * inner.out] = T(0);
    }
  });
}

bool is_empty(std::span<const int64_t> sizes) {
  return std::find(sizes.begin(), sizes.end(), 0) != sizes.end();
}

}  // namespace

template <class T>
void sum_all(const T* in, int64_t n, T* out) {
  *out = T(0);
  if (n == 0) return;
#if DOWNHILL_CHOOSES
  if constexpr (std::is_floating_point_v<T>) {
    if (is_short_row<T>(n)) {
      *out = sum_short_row(in, n);
      return;
    }
  }
#endif
  if constexpr (std::is_floating_point_v<T>)
    sum_slice(Slice<T>{in, out, {n, 1, 0}, {1, 0, 0}});
  else
    sum_slice_integers(in, out, {n, 1, 0}, {1, 0, 0});
}

template <class T>
void sum(const T* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides, T* out,
         std::span<const int64_t> out_strides) {
  fill_zeros(sizes, out_strides, out);
  if (is_empty(sizes)) return;
  const std::vector<Dim> dims = iteration_order(sizes, in_strides, out_strides);
  for_each_slice(dims, in, out, [](const T* p, T* q, const Dim& inner, const Dim& outer) {
    if constexpr (std::is_floating_point_v<T>) {
      sum_slice(Slice<T>{p, q, inner, outer});
    } else {
      sum_slice_integers(p, q, inner, outer);
    }
  });
}

void sum(const bool* in, std::span<const int64_t> sizes, std::span<const int64_t> in_strides,
         int64_t* out, std::span<const int64_t> out_strides) {
  fill_zeros(sizes, out_strides, out);
  if (is_empty(sizes)) return;
  const std::vector<Dim> dims = iteration_order(sizes, in_strides, out_strides);
  for_each_slice(dims, in, out, sum_slice_integers<bool>);
}

template void sum_all(const float*, int64_t, float*);
template void sum_all(const double*, int64_t, double*);
template void sum_all(const int64_t*, int64_t, int64_t*);
template void sum(const float*, std::span<const int64_t>, std::span<const int64_t>, float*,
                  std::span<const int64_t>);
template void sum(const double*, std::span<const int64_t>, std::span<const int64_t>, double*,
                  std::span<const int64_t>);
template void sum(const int64_t*, std::span<const int64_t>, std::span<const int64_t>, int64_t*,
                  std::span<const int64_t>);

}  // namespace downhill::math
