#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>
#include <downhill/tensor/narrow.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace downhill {
namespace {
// `limit`: of what fits into the integers on the way to them.
template <class From, class To>
To convert_one(From v, double limit) {
  if constexpr (std::is_same_v<To, bool>)
    return v != From(0);
  else if constexpr (std::is_same_v<To, int64_t> && std::is_floating_point_v<From>) {
    // Out of range is what x86 gives, not undefined behaviour.
    const From most = static_cast<From>(limit);
    return v >= -most && v < most ? static_cast<int64_t>(v) : static_cast<int64_t>(-most);
  } else
    return static_cast<To>(v);
}

// A matrix whose columns are contiguous, to rows: by squares, so that cache lines of both sides are
// used while they are near.
template <class T>
DOWNHILL_NOINLINE void copy_turned(int64_t rows, int64_t columns, const T* from, int64_t column,
                                   T* to) {
  constexpr int64_t kSide = 16;
  for (int64_t i0 = 0; i0 < rows; i0 += kSide) {
    for (int64_t j0 = 0; j0 < columns; j0 += kSide) {
      const int64_t i1 = std::min(i0 + kSide, rows), j1 = std::min(j0 + kSide, columns);
      for (int64_t i = i0; i < i1; ++i)
        for (int64_t j = j0; j < j1; ++j) to[i * columns + j] = from[i + j * column];
    }
  }
}
}  // namespace

void copy_into(const Tensor& to, const Tensor& from) {
  if (to.dtype() == from.dtype() && to.is_contiguous() && from.is_contiguous() &&
      to.numel() == from.numel()) {
    std::memmove(to.raw(), from.raw(),
                 static_cast<std::size_t>(to.numel() * item_size(to.dtype())));
    return;
  }
  if (to.dtype() == from.dtype() && to.is_contiguous() && from.dim() == 2 &&
      from.sizes() == to.sizes() && from.strides()[0] == 1) {
    return visit(to.dtype(), [&](auto zero) {
      using T = decltype(zero);
      copy_turned<T>(to.sizes()[0], to.sizes()[1], from.data<T>(), from.strides()[1], to.data<T>());
    });
  }
  // Floats become narrow integers by way of int32.
  const double limit = is_narrow(to.dtype()) ? 0x1p31 : 0x1p63;
  visit(to.dtype(), [&](auto to_zero) {
    visit(from.dtype(), [&](auto from_zero) {
      using To = decltype(to_zero);
      using From = decltype(from_zero);
      To* out = to.data<To>();
      const From* x = from.data<From>();
      strided_loop<2>({&to, &from}, [&](int64_t n, auto at, auto step) {
        for (int64_t i = 0; i < n; ++i)
          out[at[0] + i * step[0]] = convert_one<From, To>(x[at[1] + i * step[1]], limit);
      });
    });
  });
  fit(to);
}

bool is_permutation_of_dense(const Tensor& t) {
  if (t.is_contiguous()) return true;
  Shape order(t.dim());
  for (int d = 0; d < t.dim(); ++d) order[d] = d;
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return t.strides()[static_cast<int>(a)] < t.strides()[static_cast<int>(b)];
  });
  int64_t expected = 1;
  for (const int64_t d : order) {
    const int i = static_cast<int>(d);
    if (t.sizes()[i] == 1) continue;
    if (t.strides()[i] != expected) return false;
    expected *= t.sizes()[i];
  }
  return true;
}

Ref<Layout> layout_without_gaps(const Tensor& t) {
  return !t.is_contiguous() && is_permutation_of_dense(t) ? t.impl()->layout
                                                          : Layout::of(t.sizes());
}

Tensor cast(const Tensor& t, DType dtype) {
  Tensor out = Tensor::empty_with(layout_without_gaps(t), dtype);
  copy_into(out, t);
  return out;
}

Tensor zeros_like(const Tensor& t) { return Tensor::full(t.sizes(), 0, t.dtype()); }

Tensor Tensor::to(DType dtype) const {
  return dtype == this->dtype() ? *this : to_copy(*this, dtype);
}

namespace ops {

void Clone::infer(Call& c) {
  c.converts = true;  // keeps a permuted layout
  c.compute = c.input().dtype();
  c.give(c.input().sizes(), c.compute);
}
void Clone::kernel(Call& c) { copy_into(c.output(), c.input()); }
void Clone::backward(Backward& b) { b.set(0, b.grad()); }

void ToCopy::infer(Call& c) {
  c.out.emplace_back(layout_without_gaps(c.input()), c.get<Attrs>().dtype);
}
void ToCopy::kernel(Call& c) { copy_into(c.output(), c.input()); }
void ToCopy::backward(Backward& b) { b.set(0, b.grad().to(b.dtype(0))); }

void CopyFrom::infer(Call& c) {
  const Shape sizes = broadcast(c.input(0).sizes(), c.input(1).sizes());
  c.give(sizes, c.input(0).dtype());
}
void CopyFrom::kernel(Call& c) { copy_into(c.output(), c.input(1)); }
void CopyFrom::backward(Backward& b) {
  if (b.needs(0)) b.set(0, zeros_like(b.grad()));
  if (b.needs(1)) b.set(1, b.grad());
}

void Fill::infer(Call& c) { c.give(c.input().sizes(), c.input().dtype()); }
void Fill::kernel(Call& c) {
  copy_into(c.output(), Tensor::full({}, c.get<Attrs>().value, c.output().dtype()));
}
void Fill::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }

void Zero::infer(Call& c) { c.give(c.input().sizes(), c.input().dtype()); }
void Zero::kernel(Call& c) {
  copy_into(c.output(), Tensor::full({}, 0, c.output().dtype()));
  // A zeroed gradient holds nothing of the backward runs that made it.
  clear_notes(c.output());
}
void Zero::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }

}  // namespace ops
}  // namespace downhill
