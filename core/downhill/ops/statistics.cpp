#include <downhill/math/fma.h>
#include <downhill/math/functions.h>
#include <downhill/ops/list.h>
#include <downhill/ops/reduced.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

namespace downhill::ops {
namespace {

template <class T>
inline constexpr int64_t kLanes = 32 / static_cast<int64_t>(sizeof(T));

// The elements that become one of the output, together in memory, in the order in which PyTorch
// visits them: that of their strides. `run`: how many stood next to each other before.
using LineFunction = void (*)(void* context, int64_t output, const void* line, int64_t n,
                              int64_t run);
void each_line(const Tensor& x, const ReducedDims& r, LineFunction function, void* context) {
  Shape sizes, strides, kept_sizes, kept_strides;
  for (int d = 0; d < x.dim(); ++d) {
    const int64_t size = x.sizes()[d], stride = x.strides()[d];
    if (!r[d]) {
      kept_sizes.push_back(size);
      kept_strides.push_back(stride);
    } else if (size != 1) {
      int at = sizes.size();
      while (at > 0 && strides[at - 1] < stride) --at;
      sizes.insert(at, size);
      strides.insert(at, stride);
    }
  }
  const int64_t n = count(sizes);
  int64_t run = 1, output = 0;
  for (int d = sizes.size() - 1; d >= 0 && strides[d] == run; --d) run *= sizes[d];
  const auto item = static_cast<std::size_t>(item_size(x.dtype()));
  const std::unique_ptr<char[]> line(run == n ? nullptr
                                              : new char[static_cast<std::size_t>(n) * item]);
  for_each_offset(Tensor::alias(x, kept_sizes, kept_strides, x.offset()), [&](int64_t at) {
    const Tensor part = Tensor::alias(x, sizes, strides, x.offset() + at);
    const char* from = static_cast<const char*>(part.raw());
    if (line) {
      char* to = line.get();
      for_each_offset(part, [&](int64_t i) {
        std::memcpy(to, from + i * static_cast<int64_t>(item), item);
        to += item;
      });
      from = line.get();
    }
    function(context, output++, from, n, run);
  });
}

Tensor as_computed(const Tensor& x, DType dtype) { return x.dtype() == dtype ? x : cast(x, dtype); }

// A result spread so that it broadcasts with the input.
Tensor unreduced(Tensor t, const ReducedDims& r, bool keepdim) {
  if (!keepdim) {
    for (int d = 0; d < r.size(); ++d) {
      if (r[d]) t = unsqueeze(t, d);
    }
  }
  return t;
}

// ---- norms -----------------------------------------------------------------------------------

// PyTorch adds squares in the lanes of a vector where they stand next to each other. Of what is
// left of floats, half a vector is added in order; the last ones are fused.
template <class T>
T square_sum(const T* x, int64_t n, bool together) {
  constexpr int64_t lanes = kLanes<T>;
  T sums[lanes] = {};
  int64_t i = 0;
  if (together) {
    for (; i < n - n % lanes; ++i) sums[i % lanes] += x[i] * x[i];
    for (int k = 1; k < lanes; ++k) sums[0] += sums[k];
  }
  const int64_t left = n - i, half = sizeof(T) == 4 ? lanes / 2 : lanes;
  const int64_t unfused = !together ? n : left < half ? i : i + half;
  for (; i < unfused; ++i) sums[0] += x[i] * x[i];
  for (; i < n; ++i) sums[0] = math::fma(x[i], x[i], sums[0]);
  return sums[0];
}

template <class T>
T norm_of(const T* x, int64_t n, bool together, double ord) {
  if (n == 1) return ord == 0 ? static_cast<T>(x[0] != 0) : std::abs(x[0]);
  if (n == 0) return static_cast<T>(ord < 0 ? std::numeric_limits<double>::infinity() : 0);
  if (ord == 2) return std::sqrt(square_sum(x, n, together));
  const bool extreme = std::isinf(ord);
  T result = extreme ? std::abs(x[0]) : T(0);
  for (int64_t i = 0; i < n; ++i) {
    const T size = std::abs(x[i]);
    if (extreme) {
      if (result == result && (size != size || (ord > 0 ? size > result : size < result)))
        result = size;
    } else {
      result += ord == 0   ? static_cast<T>(size != 0)
                : ord == 1 ? size
                           : math::pow(size, static_cast<T>(ord));
    }
  }
  if (extreme || ord == 0 || ord == 1) return result;
  return math::pow(result, T(1) / static_cast<T>(ord));
}

}  // namespace

void VectorNorm::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor& x = c.input();
  if (!x.is_floating()) {
    fail("linalg.vector_norm: Expected a floating point or complex tensor as input. Got ",
         scalar_type_name(x.dtype()));
  }
  const double ord = a.ord;
  if (x.numel() == 0 && (ord < 0 || ord == std::numeric_limits<double>::infinity())) {
    const std::string text =
        concat({"linalg.vector_norm cannot compute the ", part(ord), " norm on "});
    if (!a.dim || a.dim->empty())
      fail(text, "an empty tensor because the operation does not have an identity");
    for (const int64_t d : *a.dim) {
      if (x.sizes()[wrap_dim(d, x.dim())] == 0) {
        fail(text, "the dimension ", d,
             "because this dimension is empty and the operation does not have an identity");
      }
    }
  }
  c.give(kept_sizes(x, reduced(a.dim, x.dim()), a.keepdim), a.dtype.value_or(x.dtype()));
}
void VectorNorm::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor x = as_computed(c.input(), c.output().dtype());
  struct Context {
    void* out;
    double ord;
  } context{c.output().raw(), a.ord};
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    each_line(
        x, reduced(a.dim, x.dim()),
        [](void* given, int64_t i, const void* line, int64_t n, int64_t run) {
          const auto& to = *static_cast<Context*>(given);
          static_cast<T*>(to.out)[i] = norm_of(static_cast<const T*>(line), n, run == n, to.ord);
        },
        &context);
  });
}
void VectorNorm::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const double p = a.ord;
  if (p == 0) return;  // no gradient, as in PyTorch
  Tensor x = b.input();
  if (x.dtype() != b.grad().dtype()) x = x.to(b.grad().dtype());
  const ReducedDims r = reduced(a.dim, x.dim());
  const Tensor g = unreduced(b.grad(), r, a.keepdim), norm = unreduced(b.output(), r, a.keepdim);
  Tensor result;
  if (p == 1) {
    result = mul(sign(x), g);
  } else if (p == 2) {
    result = mul(g, masked_fill(div(x, norm), eq(norm, 0), 0.0));
  } else if (std::isinf(p)) {
    const Tensor size = abs(x), mask = logical_or(eq(size, norm), isnan(size));
    Ints dims;
    for (int d = 0; d < r.size(); ++d) {
      if (r[d]) dims.push_back(d);
    }
    const Tensor ties = dims.empty() ? mask.to(DType::Int64) : sum_dim(mask, dims, true);
    result = mul(sign(x), mul(div(g, ties), mask));
  } else if (p < 1) {
    const Tensor scaled = masked_fill(mul(sign(x), pow(abs(x), p - 1)), eq(x, 0), 0.0);
    result = mul(mul(scaled, g), pow(norm, 1 - p));
  } else {
    const Tensor scaled = p < 2 ? mul(sign(x), pow(abs(x), p - 1)) : mul(x, pow(abs(x), p - 2));
    result = mul(scaled, masked_fill(div(g, pow(norm, p - 1)), eq(norm, 0), 0.0));
  }
  b.set(0, result.to(b.input().dtype()));
}

// ---- products --------------------------------------------------------------------------------

namespace {

// Four vectors of lanes multiply what stands next to each other, then what is left follows.
template <class T>
T product_of(const T* x, int64_t n, int64_t run) {
  constexpr int64_t block = 4 * kLanes<T>;
  T result = 1;
  for (int64_t first = 0; first < n; first += run) {
    const T* part = x + first;
    int64_t i = run / block * block;
    if (i > 0) {
      T p[block];
      for (int64_t k = 0; k < block; ++k) p[k] = part[k];
      for (int64_t k = block; k < i; ++k) p[k % block] *= part[k];
      constexpr int64_t lanes = kLanes<T>;
      for (int64_t k = 0; k < lanes; ++k)
        p[k] = (p[k] * p[k + lanes]) * (p[k + 2 * lanes] * p[k + 3 * lanes]);
      for (int64_t k = 1; k < lanes; ++k) p[0] *= p[k];
      result *= p[0];
    }
    for (; i < run; ++i) result *= part[i];
  }
  return result;
}

void run_prod(Call& c, const std::optional<Ints>& dims) {
  const Tensor x = as_computed(c.input(), c.output().dtype());
  visit(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    if constexpr (!std::is_same_v<T, bool>) {
      each_line(
          x, reduced(dims, x.dim()),
          [](void* out, int64_t i, const void* line, int64_t n, int64_t run) {
            static_cast<T*>(out)[i] = product_of(static_cast<const T*>(line), n, run);
          },
          c.output().raw());
    } else {
      fail("prod of dtype torch.bool is not supported");
    }
  });
}

// Where elements are 0: the product of all before times that of all behind.
Tensor product_of_others(const Tensor& x, int64_t dim) {
  const int64_t n = x.size(static_cast<int>(dim));
  Shape one = x.sizes();
  one[static_cast<int>(dim)] = 1;
  const Tensor ones = Tensor::full(one, 1, x.dtype());
  auto before = [&](const Tensor& t) {
    return cumprod(cat.list({ones, slice(t, dim, 0, n - 1)}, dim), dim);
  };
  const Tensor behind = flip(before(flip(x, Ints{dim})), Ints{dim});
  return mul(before(x), behind);
}

}  // namespace

void Prod::infer(Call& c) { Sum::infer(c); }
void Prod::kernel(Call& c) { run_prod(c, {}); }
void Prod::backward(Backward& b) {
  const Tensor x = b.input().to(b.grad().dtype()), g = b.grad();
  Tensor result;
  if (x.dim() == 0)
    result = x.numel() == 1 ? g : Tensor();
  else if (!any(eq(x, 0)).item())
    result = mul(g, div(b.output(), x));
  else
    result = reshape(mul(g, product_of_others(reshape(x, Ints{-1}), 0)), Ints(x.sizes()));
  b.set(0, result.to(b.input().dtype()));
}

void ProdDim::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor& x = c.input();
  const DType dtype = a.dtype.value_or(x.is_floating() ? x.dtype() : DType::Int64);
  c.give(kept_sizes(x, reduced(Ints{a.dim}, x.dim()), a.keepdim), dtype);
}
void ProdDim::kernel(Call& c) { run_prod(c, Ints{c.get<Attrs>().dim}); }
void ProdDim::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Tensor x = b.input().to(b.grad().dtype());
  if (x.dim() == 0) return b.set(0, b.grad().to(b.input().dtype()));
  const int dim = wrap_dim(a.dim, x.dim());
  const ReducedDims r = reduced(Ints{a.dim}, x.dim());
  const Tensor g = unreduced(b.grad(), r, a.keepdim);
  const Tensor others = any(eq(x, 0)).item() ? product_of_others(x, dim)
                                             : div(unreduced(b.output(), r, a.keepdim), x);
  b.set(0, mul(g, others).to(b.input().dtype()));
}

// ---- variances -------------------------------------------------------------------------------

namespace {

struct Spread {
  Tensor out, mean;
  double correction = 1, given_mean = 0;
  bool root = false, all = false;
};

// All elements: squares of the differences from the mean. Along dimensions: Welford's, in double.
template <class T>
void variance_of(Spread& to, int64_t i, const T* x, int64_t n) {
  double mean = 0, squares = 0;
  for (int64_t k = 0; k < n; ++k) {
    const double value = static_cast<double>(x[k]);
    if (to.all) {
      const double d = value - to.given_mean;
      squares += d * d;
    } else {
      const double d = value - mean;
      mean += d / static_cast<double>(k + 1);
      squares += d * (value - mean);
    }
  }
  const double left = std::max(0.0, static_cast<double>(n) - to.correction);
  double var = n == 0 ? std::numeric_limits<double>::quiet_NaN() : squares / left;
  if (n == 0) mean = var;
  to.out.data<T>()[i] = static_cast<T>(to.root ? std::sqrt(var) : var);
  if (to.mean.defined()) to.mean.data<T>()[i] = static_cast<T>(mean);
}

void infer_variance(Call& c, bool with_mean) {
  const VarAttrs& a = c.get<VarAttrs>();
  const Tensor& x = c.input();
  if (!x.is_floating()) {
    fail(with_mean
             ? concat({c.op.info->name + 1, " only support floating point and complex dtypes"})
             : "std and var only support floating point and complex dtypes");
  }
  const Shape sizes = kept_sizes(x, reduced(a.dim, x.dim()), a.keepdim);
  for (int i = 0; i < 1 + with_mean; ++i) c.give(sizes, x.dtype());
}

void run_variance(Call& c, bool root, bool with_mean) {
  const VarAttrs& a = c.get<VarAttrs>();
  const Tensor& x = c.input();
  Spread to{c.output(),   with_mean ? c.output(1) : Tensor(),
            a.correction, 0,
            root,         !with_mean && c.output().numel() == 1 && x.numel() > 0};
  if (to.all) {
    const NoGrad no_grad;
    to.given_mean = mean(x).item();
  }
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    each_line(
        x, reduced(a.dim, x.dim()),
        [](void* given, int64_t i, const void* line, int64_t n, int64_t) {
          variance_of(*static_cast<Spread*>(given), i, static_cast<const T*>(line), n);
        },
        &to);
  });
}

void backward_variance(Backward& b, bool root) {
  const VarAttrs& a = b.get<VarAttrs>();
  const Tensor x = b.input();
  const ReducedDims r = reduced(a.dim, x.dim());
  const bool all = x.dim() == 0 || !a.dim;
  Tensor result;
  if (Tensor g = b.grad(); g.defined()) {
    if (root) {
      const Tensor deviation = b.output();
      g = masked_fill(div(g, mul(deviation, 2)), eq(deviation, 0), 0.0);
    }
    const double left =
        static_cast<double>(reduced_count(x.sizes(), r)) - static_cast<double>(a.correction);
    if (all && left <= 0) {
      result = mul(g, where(eq(x, mean(x)), std::numeric_limits<double>::quiet_NaN(),
                            Tensor::full({}, std::numeric_limits<double>::infinity(), x.dtype())));
    } else {
      const Tensor from = all ? mean(x) : mean_dim(x, a.dim, true);
      result = mul(mul(all ? g : unreduced(g, r, a.keepdim), 2.0 / left), sub(x, from));
    }
  }
  if (b.grads().size() > 1 && b.grad(1).defined()) {
    const Tensor share = div(expand(unreduced(b.grad(1), r, a.keepdim), Ints(x.sizes())),
                             reduced_count(x.sizes(), r));
    result = result.defined() ? add(result, share) : share;
  }
  b.set(0, result);
}

}  // namespace

#define DOWNHILL_VARIANCE(Entry, root, with_mean)                   \
  void Entry::infer(Call& c) { infer_variance(c, with_mean); }      \
  void Entry::kernel(Call& c) { run_variance(c, root, with_mean); } \
  void Entry::backward(Backward& b) { backward_variance(b, root); }
DOWNHILL_VARIANCE(Var, false, false)
DOWNHILL_VARIANCE(Std, true, false)
DOWNHILL_VARIANCE(VarMean, false, true)
DOWNHILL_VARIANCE(StdMean, true, true)
#undef DOWNHILL_VARIANCE

}  // namespace downhill::ops
