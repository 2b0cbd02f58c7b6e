#include <downhill/math/bits.h>
#include <downhill/ops/gnu_order.h>
#include <downhill/ops/list.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::ops {
namespace {

// `t` without a dimension: its elements are where lines along that dimension begin.
Tensor line_starts(const Tensor& t, int dim) {
  Shape sizes = t.sizes(), strides = t.strides();
  if (!sizes.empty()) {
    sizes.erase(dim);
    strides.erase(dim);
  }
  return Tensor::alias(t, sizes, strides, t.offset());
}
int64_t length(const Tensor& t, int dim) { return t.dim() ? t.sizes()[dim] : 1; }
int64_t stride(const Tensor& t, int dim) { return t.dim() ? t.strides()[dim] : 1; }

// f(input's line, output's line) as offsets; the output is contiguous.
template <class F>
void each_line(const Tensor& x, const Tensor& out, int dim, F&& f) {
  std::vector<int64_t> to;
  for_each_offset(line_starts(out, dim), [&](int64_t at) { to.push_back(at); });
  auto next = to.begin();
  for_each_offset(line_starts(x, dim), [&](int64_t at) { f(at, *next++); });
}

// ---- running sums and products ---------------------------------------------------------------

void infer_cumulative(Call& c, int64_t dim, const std::optional<DType>& dtype) {
  const Tensor& x = c.input();
  wrap_dim(dim, x.dim());
  c.converts = true;
  c.compute = dtype.value_or(x.is_floating() ? x.dtype() : DType::Int64);
  c.give(x.sizes(), c.compute);
}
// PyTorch adds and multiplies floats in double.
void run_cumulative(Call& c, int64_t along, bool product) {
  const Tensor& x = c.input();
  const int dim = wrap_dim(along, x.dim());
  const int64_t n = length(x, dim), in_step = stride(x, dim), out_step = stride(c.output(), dim);
  visit(c.compute, [&](auto zero) {
    using T = decltype(zero);
    using Sum = std::conditional_t<std::is_floating_point_v<T>, double, int64_t>;
    each_line(x, c.output(), dim, [&](int64_t from, int64_t to) {
      Sum total = product;
      for (int64_t i = 0; i < n; ++i) {
        const Sum value = static_cast<Sum>(x.data<T>()[from + i * in_step]);
        total = product ? total * value : total + value;
        c.output().data<T>()[to + i * out_step] = static_cast<T>(total);
      }
    });
  });
}
Tensor from_the_end(const Tensor& t, int64_t dim) {
  return flip(cumsum(flip(t, Ints{dim}), dim), Ints{dim});
}

}  // namespace

void Cumsum::infer(Call& c) { infer_cumulative(c, c.get<Attrs>().dim, c.get<Attrs>().dtype); }
void Cumsum::kernel(Call& c) { run_cumulative(c, c.get<Attrs>().dim, false); }
void Cumsum::backward(Backward& b) {
  const Tensor g = b.grad();
  b.set(0, (g.numel() <= 1 ? g : from_the_end(g, b.get<Attrs>().dim)).to(b.dtype(0)));
}

void Cumprod::infer(Call& c) { infer_cumulative(c, c.get<Attrs>().dim, c.get<Attrs>().dtype); }
void Cumprod::kernel(Call& c) { run_cumulative(c, c.get<Attrs>().dim, true); }
void Cumprod::backward(Backward& b) {
  const Tensor g = b.grad(), x = b.input().to(g.dtype());
  const int dim = wrap_dim(b.get<Attrs>().dim, x.dim());
  const int64_t n = length(x, dim);
  Tensor result;
  if (x.numel() <= 1 || n == 1) {
    result = g;
  } else if (!any(eq(x, 0)).item()) {
    result = div(from_the_end(mul(b.output(), g), dim), x);
  } else {
    // Element k takes part in the products from k on: those of all others.
    Tensors parts;
    Shape one = x.sizes();
    one[dim] = 1;
    const Tensor ones = Tensor::full(one, 1, x.dtype());
    for (int64_t k = 0; k < n; ++k) {
      Tensors others{ones};
      if (k + 1 < n) others.push_back(slice(x, dim, k + 1, n));
      Tensor products = cumprod(cat.list(others, dim), dim);
      if (k > 0) products = mul(products, prod_dim(slice(x, dim, 0, k), dim, true));
      parts.push_back(sum_dim(mul(slice(g, dim, k, n), products), Ints{dim}, true));
    }
    result = cat.list(parts, dim);
  }
  b.set(0, result.to(b.input().dtype()));
}

// ---- flip ------------------------------------------------------------------------------------

void Flip::infer(Call& c) {
  const Tensor& x = c.input();
  SmallVector<bool, 8> seen(x.dim(), false);
  for (const int64_t d : c.get<Attrs>().dims) {
    const int w = wrap_dim(d, x.dim());
    if (x.dim() == 0) continue;
    if (seen[w]) fail("dim ", w, " appears multiple times in the list of dims");
    seen[w] = true;
  }
  c.give(x.sizes(), x.dtype());
}
void Flip::kernel(Call& c) {
  const Tensor& out = c.output();
  Shape strides = out.strides();
  int64_t offset = 0;
  for (const int64_t d : c.get<Attrs>().dims) {
    if (out.dim() == 0) continue;
    const int w = wrap_dim(d, out.dim());
    offset += strides[w] * (out.sizes()[w] - 1);
    strides[w] = -strides[w];
  }
  if (out.numel() > 0)
    copy_into(Tensor::alias(out, out.sizes(), strides, out.offset() + offset), c.input());
}
void Flip::backward(Backward& b) { b.set(0, flip(b.grad(), b.get<Attrs>().dims)); }

// ---- sorting ---------------------------------------------------------------------------------

namespace {

// Numbers as whole ones in the same order: equal ones equal (0 and -0), NaN the largest.
template <class T>
int64_t key_of(T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (value != value) return std::numeric_limits<int64_t>::max();
    const auto bits = math::bit_cast<int64_t>(static_cast<double>(value) + 0.0);
    return bits < 0 ? bits ^ std::numeric_limits<int64_t>::max() : bits;
  } else {
    return static_cast<int64_t>(value);
  }
}

// The smallest first: all, and equal ones in their order, or the first k of `top` as PyTorch
// selects them (topk_impl_loop), so that of equal elements the same ones are taken.
void arrange(gnu::Keyed* first, gnu::Keyed* last, const Topk::Attrs* top) {
  if (!top) return std::stable_sort(first, last);
  if (top->k == 0) return;
  if (top->k * 64 <= last - first) return gnu::partial_sort(first, first + top->k, last);
  gnu::nth_element(first, first + top->k - 1, last);
  if (top->sorted) gnu::sort(first, first + top->k - 1);
}

// The first k of every line.
void run_sort(Call& c, int64_t along, int64_t k, bool descending, const Topk::Attrs* top) {
  const Tensor& x = c.input();
  const int dim = wrap_dim(along, x.dim());
  const int64_t n = length(x, dim), in_step = stride(x, dim), out_step = stride(c.output(), dim);
  std::vector<gnu::Keyed> order(static_cast<std::size_t>(n));
  visit(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    each_line(x, c.output(), dim, [&](int64_t from, int64_t to) {
      const T* line = x.data<T>() + from;
      for (int64_t i = 0; i < n; ++i) {
        const int64_t key = key_of(line[i * in_step]);
        order[static_cast<std::size_t>(i)] = {descending ? ~key : key, i};
      }
      arrange(order.data(), order.data() + n, top);
      for (int64_t i = 0; i < k; ++i) {
        const int64_t at = order[static_cast<std::size_t>(i)].index;
        c.output().data<T>()[to + i * out_step] = line[at * in_step];
        c.output(1).data<int64_t>()[to + i * out_step] = at;
      }
    });
  });
}

void backward_sort(Backward& b, int64_t dim) {
  const Tensor zeros = Tensor::full(b.sizes(0), 0, b.grad().dtype());
  b.set(0, scatter_add(zeros, b.output(1), b.grad(), dim));
}

}  // namespace

void Sort::infer(Call& c) {
  wrap_dim(c.get<Attrs>().dim, c.input().dim());
  c.give(c.input().sizes(), c.input().dtype());
  c.give(c.input().sizes(), DType::Int64);
}
// PyTorch's stable=True. Its unstable sort is another on every machine (x86-simd-sort).
void Sort::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const int64_t n = length(c.input(), wrap_dim(a.dim, c.input().dim()));
  run_sort(c, a.dim, n, a.descending, nullptr);
}
void Sort::backward(Backward& b) { backward_sort(b, b.get<Attrs>().dim); }

void Topk::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor& x = c.input();
  const int dim = wrap_dim(a.dim, x.dim());
  if (a.k < 0 || a.k > length(x, dim)) fail("selected index k out of range");
  Shape sizes = x.sizes();
  if (!sizes.empty()) sizes[dim] = a.k;
  c.give(sizes, x.dtype());
  c.give(sizes, DType::Int64);
}
void Topk::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  run_sort(c, a.dim, a.k, a.largest, &a);
}
void Topk::backward(Backward& b) { backward_sort(b, b.get<Attrs>().dim); }

// ---- by index --------------------------------------------------------------------------------

namespace {

void check_index(const Call& c, const Tensor& x, const Tensor& index, int64_t along) {
  const char* name = c.op.info->name + 1;
  const int dim = wrap_dim(along, x.dim());
  if (index.dtype() != DType::Int64 && index.dtype() != DType::Int32)
    fail(name, "(): Expected dtype int32/int64 for index");
  if (std::max(index.dim(), 1) != std::max(x.dim(), 1))
    fail("Index tensor must have the same number of dimensions as input tensor");
  for (int d = 0; d < index.dim(); ++d) {
    if (d != dim && index.sizes()[d] > x.sizes()[d]) {
      fail("Size does not match at dimension ", d, " expected index ", index.sizes(),
           " to be no larger than self ", x.sizes(), " apart from dimension ", dim);
    }
  }
}

// The strides of `t` for walks over the index's sizes: no dimension is as one, in both.
Shape strides_for(const Tensor& index, const Tensor& t) {
  Shape strides(index.dim(), 0);
  for (int d = 0; d < std::min(index.dim(), t.dim()); ++d) strides[d] = t.strides()[d];
  return strides;
}

// f(offset in x, offset in other) for every index; other has the index's sizes.
template <class F>
void each_index(const Tensor& x, const Tensor& index, int64_t along, F&& f) {
  const int dim = wrap_dim(along, x.dim());
  const int64_t n = length(x, dim), step = stride(x, dim);
  Shape strides = strides_for(index, x);
  if (!strides.empty()) strides[dim] = 0;
  const Tensor places = Tensor::alias(x, index.sizes(), strides, x.offset());
  const int64_t* wanted = index.data<int64_t>();
  for_each_offset(places, [&](int64_t at) {
    const int64_t i = *wanted++;
    if (i < 0 || i >= n)
      fail("index ", i, " is out of bounds for dimension ", dim, " with size ", n);
    f(at + i * step);
  });
}

}  // namespace

void Gather::infer(Call& c) {
  check_index(c, c.input(0), c.input(1), c.get<Attrs>().dim);
  c.give(c.input(1).sizes(), c.input(0).dtype());
}
void Gather::kernel(Call& c) {
  visit(c.input().dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    each_index(c.input(0), c.input(1).contiguous(), c.get<Attrs>().dim,
               [&](int64_t at) { *out++ = c.input().data<T>()[at]; });
  });
}
void Gather::backward(Backward& b) {
  const Tensor zeros = Tensor::full(b.sizes(0), 0, b.grad().dtype());
  b.set(0, scatter_add(zeros, b.input(1), b.grad(), b.get<Attrs>().dim));
}

void ScatterAdd::infer(Call& c) {
  const Tensor &x = c.input(0), &index = c.input(1), &src = c.input(2);
  check_index(c, x, index, c.get<Attrs>().dim);
  if (x.dtype() != src.dtype()) fail("scatter(): Expected self.dtype to be equal to src.dtype");
  for (int d = 0; d < index.dim(); ++d) {
    if (d >= src.dim() || index.sizes()[d] > src.sizes()[d]) {
      fail("Expected index ", index.sizes(), " to be no larger than src ", src.sizes(),
           " in every dimension");
    }
  }
  c.give(x.sizes(), x.dtype());
}
void ScatterAdd::kernel(Call& c) {
  const Tensor &index = c.input(1), &src = c.input(2);
  if (!c.output_is(c.input())) copy_into(c.output(), c.input());
  const Tensor given =
      Tensor::alias(src, index.sizes(), strides_for(index, src), src.offset()).contiguous();
  visit(src.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* from = given.data<T>();
    each_index(c.output(), index.contiguous(), c.get<Attrs>().dim, [&](int64_t at) {
      T& to = c.output().data<T>()[at];
      to = static_cast<T>(to + *from++);
    });
  });
}
void ScatterAdd::backward(Backward& b) {
  if (b.needs(0)) b.set(0, b.grad());
  if (b.needs(2)) b.set(2, gather(b.grad(), b.input(1), b.get<Attrs>().dim));
}

}  // namespace downhill::ops
