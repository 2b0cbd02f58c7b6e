#include <downhill/math/reduce.h>
#include <downhill/ops/list.h>
#include <downhill/ops/reduced.h>

#include <array>

namespace downhill {

Tensor sum_to(const Tensor& t, const Shape& sizes) {
  if (t.sizes() == sizes) return t;
  if (sizes.empty() && !GradMode::enabled()) return sum(t);
  Ints dims;
  const int shift = t.dim() - sizes.size();
  for (int d = 0; d < t.dim(); ++d) {
    if (d < shift || (sizes[d - shift] == 1 && t.sizes()[d] != 1)) dims.push_back(d);
  }
  Tensor s = dims.empty() ? t : sum_dim(t, dims, true);
  return s.sizes() == sizes ? s : view(s, Ints(sizes));
}

namespace ops {
ReducedDims reduced(const std::optional<Ints>& dims, int n) {
  ReducedDims r(n, !dims || dims->empty());
  if (dims) {
    for (const int64_t d : *dims) {
      const int w = wrap_dim(d, n);
      if (n == 0) continue;
      if (r[w] && !dims->empty() && dims->size() > 1)
        fail("dim ", w, " appears multiple times in the list of dims");
      r[w] = true;
    }
  }
  return r;
}

Shape kept_sizes(const Tensor& x, const ReducedDims& r, bool keepdim) {
  Shape sizes;
  for (int d = 0; d < x.dim(); ++d) {
    if (!r[d])
      sizes.push_back(x.sizes()[d]);
    else if (keepdim)
      sizes.push_back(1);
  }
  return sizes;
}

int64_t reduced_count(const Shape& sizes, const ReducedDims& r) {
  int64_t n = 1;
  for (int d = 0; d < sizes.size(); ++d) n *= r[d] ? sizes[d] : 1;
  return n;
}

namespace {

// Strides of the output seen through the input's dimensions: 0 where reduced.
Shape output_strides(const Tensor& x, const ReducedDims& r) {
  Shape strides(x.dim(), 0);
  int64_t step = 1;
  for (int d = x.dim() - 1; d >= 0; --d) {
    if (r[d]) continue;
    strides[d] = step;
    step *= x.sizes()[d];
  }
  return strides;
}

DType sum_dtype(const Tensor& x, const std::optional<DType>& wanted) {
  return wanted ? *wanted : is_floating(x.dtype()) ? x.dtype() : DType::Int64;
}
DType mean_dtype(const Tensor& x, const std::optional<DType>& wanted) {
  const DType dtype = wanted.value_or(x.dtype());
  if (!is_floating(dtype)) {
    fail(wanted ? "mean(): could not infer output dtype. Optional dtype must be either a floating "
                  "point or complex dtype. Got: "
                : "mean(): could not infer output dtype. Input dtype must be either a floating "
                  "point or complex dtype. Got: ",
         scalar_type_name(dtype));
  }
  return dtype;
}

void run_sum(const Tensor& out, const Tensor& in, const ReducedDims& r, bool numpy = false) {
  const Shape strides = output_strides(in, r);
  if (in.dtype() == DType::Bool && out.dtype() == DType::Int64) {
    return math::sum(in.data<bool>(), in.sizes(), in.strides(), out.data<int64_t>(), strides);
  }
  const Tensor x = in.dtype() == out.dtype() ? in : cast(in, out.dtype());
  visit(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    if constexpr (std::is_same_v<T, bool>) {
      fail("sum of dtype torch.bool is not supported");
    } else {
      if constexpr (std::is_floating_point_v<T>) {
        if (numpy)
          return math::numpy_sum(x.data<T>(), x.sizes(), x.strides(), out.data<T>(), strides);
      }
      math::sum(x.data<T>(), x.sizes(), x.strides(), out.data<T>(), strides);
    }
  });
}

void run_sum_all(const Tensor& out, const Tensor& in) {
  if (!in.is_contiguous() || in.dtype() != out.dtype() || in.dtype() == DType::Bool)
    return run_sum(out, in, ReducedDims(in.dim(), true));
  visit(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    if constexpr (!std::is_same_v<T, bool>) math::sum_all(in.data<T>(), in.numel(), out.data<T>());
  });
}

void divide(const Tensor& out, int64_t n) {
  visit_floating(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* x = out.data<T>();
    for (int64_t i = 0; i < out.numel(); ++i) x[i] /= static_cast<T>(n);
  });
}

// The gradient of a reduction, spread over the reduced dimensions.
Tensor spread(const Tensor& g, const Shape& sizes, const std::optional<Ints>& dims, bool keepdim) {
  Tensor s = g;
  if (!keepdim) {
    const auto r = reduced(dims, sizes.size());
    for (int d = 0; d < sizes.size(); ++d) {
      if (r[d]) s = unsqueeze(s, d);
    }
  }
  return expand(s, Ints(sizes));
}

}  // namespace

void Sum::infer(Call& c) { c.give_scalar(sum_dtype(c.input(), c.get<Attrs>().dtype)); }
void Sum::kernel(Call& c) { run_sum_all(c.output(), c.input()); }
void Sum::backward(Backward& b) {
  const Shape& sizes = b.sizes(0);
  if (GradMode::enabled()) return b.set(0, expand(b.grad(), Ints(sizes)));
  const Shape strides = count(sizes) == 1 ? contiguous_strides(sizes) : Shape(sizes.size(), 0);
  b.set(0, Tensor::alias(b.grad(), sizes, strides, b.grad().offset()));
}

void SumDim::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  c.give(kept_sizes(c.input(), reduced(a.dim, c.input().dim()), a.keepdim),
         sum_dtype(c.input(), a.dtype));
}
void SumDim::kernel(Call& c) {
  run_sum(c.output(), c.input(), reduced(c.get<Attrs>().dim, c.input().dim()));
}
void SumDim::backward(Backward& b) {
  b.set(0, spread(b.grad(), b.sizes(0), b.get<Attrs>().dim, b.get<Attrs>().keepdim));
}

void NumpySum::infer(Call& c) { SumDim::infer(c); }
void NumpySum::kernel(Call& c) {
  run_sum(c.output(), c.input(), reduced(c.get<Attrs>().dim, c.input().dim()), true);
}

void Mean::infer(Call& c) { c.give_scalar(mean_dtype(c.input(), c.get<Attrs>().dtype)); }
void Mean::kernel(Call& c) {
  run_sum_all(c.output(), c.input());
  divide(c.output(), c.input().numel());
}
void Mean::backward(Backward& b) {
  b.set(0, div(expand(b.grad(), Ints(b.sizes(0))), count(b.sizes(0))));
}

void MeanDim::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  c.give(kept_sizes(c.input(), reduced(a.dim, c.input().dim()), a.keepdim),
         mean_dtype(c.input(), a.dtype));
}
void MeanDim::kernel(Call& c) {
  const auto r = reduced(c.get<Attrs>().dim, c.input().dim());
  run_sum(c.output(), c.input(), r);
  divide(c.output(), reduced_count(c.input().sizes(), r));
}
void MeanDim::backward(Backward& b) {
  const auto r = reduced(b.get<Attrs>().dim, b.sizes(0).size());
  b.set(0, div(spread(b.grad(), b.sizes(0), b.get<Attrs>().dim, b.get<Attrs>().keepdim),
               reduced_count(b.sizes(0), r)));
}

// ---- extremes: the first of equals wins, NaN wins over all -----------------------------------

namespace {

template <class T>
struct Greater {
  bool operator()(T a, T b) const { return a > b || (a != a && b == b); }
};
template <class T>
struct Less {
  bool operator()(T a, T b) const { return a < b || (a != a && b == b); }
};

// Index of the extreme of n elements.
template <class T, template <class> class Better>
int64_t best_of(const T* x, int64_t n, int64_t step) {
  int64_t best = 0;
  for (int64_t i = 1; i < n; ++i) {
    if (Better<T>()(x[i * step], x[best * step])) best = i;
  }
  return best;
}

template <template <class> class Better>
void extreme_all(const Tensor& in, const Tensor& value, const Tensor& index) {
  const Tensor x = in.contiguous();
  visit(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const int64_t at = best_of<T, Better>(x.data<T>(), x.numel(), 1);
    if (value.defined()) *value.data<T>() = x.data<T>()[at];
    if (index.defined()) *index.data<int64_t>() = at;
  });
}

template <template <class> class Better>
void extreme_along(const Tensor& x, int dim, const Tensor& value, const Tensor& index) {
  if (x.dim() == 0) return extreme_all<Better>(x, value, index);
  Shape sizes = x.sizes(), strides = x.strides();
  sizes.erase(dim);
  strides.erase(dim);
  const Tensor lines = Tensor::alias(x, sizes, strides, x.offset());
  visit(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    int64_t i = 0;
    for_each_offset(lines, [&](int64_t at) {
      const T* line = x.data<T>() + at;
      const int64_t best = best_of<T, Better>(line, x.sizes()[dim], x.strides()[dim]);
      if (value.defined()) value.data<T>()[i] = line[best * x.strides()[dim]];
      index.data<int64_t>()[i++] = best;
    });
  });
}

void no_empty(const Tensor& x, const char* name) {
  if (x.numel() == 0) {
    fail(name,
         "(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction "
         "dim with the 'dim' argument.");
  }
}

Shape sizes_along(const Tensor& x, const char* name, int64_t dim, bool keepdim) {
  const int d = wrap_dim(dim, x.dim());
  if (x.dim() > 0 && x.sizes()[d] == 0) {
    fail(ErrorKind::index, name, "(): Expected reduction dim ", d, " to have non-zero size.");
  }
  ReducedDims r(x.dim(), false);
  if (x.dim() > 0) r[d] = true;
  return kept_sizes(x, r, keepdim);
}

void infer_all(Call& c) {
  no_empty(c.input(), c.op.info->name);
  c.give_scalar(c.input().dtype());
}
void infer_along(Call& c) {
  const Shape sizes =
      sizes_along(c.input(), c.op.info->name, c.get<Along>().dim, c.get<Along>().keepdim);
  c.give(sizes, c.input().dtype());
  c.give(sizes, DType::Int64);
}
void infer_arg(Call& c) {
  const AlongOrAll& a = c.get<AlongOrAll>();
  if (!a.dim) no_empty(c.input(), c.op.info->name);
  Shape sizes = a.dim ? sizes_along(c.input(), c.op.info->name, *a.dim, a.keepdim)
                      : Shape(a.keepdim ? c.input().dim() : 0, 1);
  c.give(sizes, DType::Int64);
}
template <template <class> class Better>
void kernel_arg(Call& c) {
  const auto& dim = c.get<AlongOrAll>().dim;
  if (dim)
    extreme_along<Better>(c.input(), wrap_dim(*dim, c.input().dim()), {}, c.output());
  else
    extreme_all<Better>(c.input(), {}, c.output());
}

// Ties share the gradient evenly.
void backward_all(Backward& b) {
  const Tensor x = b.input(), v = b.output();
  const Tensor mask = logical_or(eq(x, v), isnan(x));  // a NaN is the largest, and equals nothing
  b.set(0, where(mask, div(b.grad(), sum(mask)), Tensor::full({}, 0, b.grad().dtype())));
}
void backward_along(Backward& b) {
  const Shape& sizes = b.sizes(0);
  if (sizes.empty()) return b.set(0, b.grad());
  const Along& a = b.get<Along>();
  const int d = wrap_dim(a.dim, sizes.size());
  Tensor g = b.grad(), index = b.output(1);
  if (!a.keepdim) {
    g = unsqueeze(g, d);
    index = unsqueeze(index, d);
  }
  Ints shape(sizes.size(), 1);
  shape[d] = sizes[d];
  const Tensor here = eq(view(arange(sizes[d]), shape), index);
  b.set(0, where(here, g, Tensor::full({}, 0, g.dtype())));
}

}  // namespace

void Max::infer(Call& c) { infer_all(c); }
void Max::kernel(Call& c) { extreme_all<Greater>(c.input(), c.output(), {}); }
void Max::backward(Backward& b) { backward_all(b); }
void MaxDim::infer(Call& c) { infer_along(c); }
void MaxDim::kernel(Call& c) {
  extreme_along<Greater>(c.input(), wrap_dim(c.get<Along>().dim, c.input().dim()), c.output(0),
                         c.output(1));
}
void MaxDim::backward(Backward& b) { backward_along(b); }
void Argmax::infer(Call& c) { infer_arg(c); }
void Argmax::kernel(Call& c) { kernel_arg<Greater>(c); }

void Min::infer(Call& c) { infer_all(c); }
void Min::kernel(Call& c) { extreme_all<Less>(c.input(), c.output(), {}); }
void Min::backward(Backward& b) { backward_all(b); }
void MinDim::infer(Call& c) { infer_along(c); }
void MinDim::kernel(Call& c) {
  extreme_along<Less>(c.input(), wrap_dim(c.get<Along>().dim, c.input().dim()), c.output(0),
                      c.output(1));
}
void MinDim::backward(Backward& b) { backward_along(b); }
void Argmin::infer(Call& c) { infer_arg(c); }
void Argmin::kernel(Call& c) { kernel_arg<Less>(c); }

namespace {
template <bool every>
void quantify(Call& c) {
  const auto& dim = c.get<AlongOrAll>().dim;
  const auto r = reduced(dim ? std::optional<Ints>(Ints{*dim}) : std::nullopt, c.input().dim());
  const Tensor truth = c.input().dtype() == DType::Bool ? c.input() : cast(c.input(), DType::Bool);
  const Tensor counts = Tensor::empty(c.output().sizes(), DType::Int64);
  run_sum(counts, truth, r);
  const int64_t full = reduced_count(truth.sizes(), r);
  for (int64_t i = 0; i < counts.numel(); ++i) {
    c.output().data<bool>()[i] =
        every ? counts.data<int64_t>()[i] == full : counts.data<int64_t>()[i] > 0;
  }
}
void infer_quantifier(Call& c) {
  const AlongOrAll& a = c.get<AlongOrAll>();
  const auto r = reduced(a.dim ? std::optional<Ints>(Ints{*a.dim}) : std::nullopt, c.input().dim());
  c.give(kept_sizes(c.input(), r, a.keepdim), DType::Bool);
}
}  // namespace
void All::infer(Call& c) { infer_quantifier(c); }
void All::kernel(Call& c) { quantify<true>(c); }
void Any::infer(Call& c) { infer_quantifier(c); }
void Any::kernel(Call& c) { quantify<false>(c); }

}  // namespace ops
}  // namespace downhill
