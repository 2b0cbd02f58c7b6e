// softmax and log_softmax in the order of PyTorch's kernels (those for 512-bit vectors: with 8 to
// 15 floats and above 16 its narrower ones add in another order), so that only exp and log can
// differ.
#include <downhill/math/fma.h>
#include <downhill/math/functions.h>
#include <downhill/ops/list.h>
#include <downhill/tensor/narrow.h>

#include <limits>
#include <vector>

namespace downhill::ops {
namespace {

struct Lines {
  int64_t outer = 1, n = 1, inner = 1;
  bool last;  // along the last dimension: elements side by side, which PyTorch adds in lanes

  Lines(const Shape& sizes, int64_t wanted) {
    const int dim = wrap_dim(wanted, sizes.size());
    for (int d = 0; d < sizes.size(); ++d) (d < dim ? outer : d == dim ? n : inner) *= sizes[d];
    last = sizes.empty() || dim == sizes.size() - 1;
  }
  // Calls f(index of the first element, step) for every line.
  template <class F>
  void each(F&& f) const {
    for (int64_t i = 0; i < outer; ++i) {
      for (int64_t j = 0; j < inner; ++j) f(i * n * inner + j, inner);
    }
  }
};

// term(0) + ... + term(n - 1), by lanes of 64 bytes; lanes are added up in order, or by halves if
// there are 16 (float).
template <class T, class Term>
T sum_lanes(int64_t n, Term&& term) {
  constexpr int64_t lanes = 64 / static_cast<int64_t>(sizeof(T));
  T sums[lanes] = {};
  const int64_t used = n < lanes ? n : lanes;
  for (int64_t i = 0; i < used; ++i) sums[i] = term(i);
  for (int64_t i = used; i < n; ++i) sums[i % lanes] += term(i);
  if (sizeof(T) == 4 && used == lanes) {
    for (int64_t half = lanes / 2; half > 0; half /= 2) {
      for (int64_t i = 0; i < half; ++i) sums[i] += sums[i + half];
    }
  } else {
    for (int64_t i = 1; i < used; ++i) sums[0] += sums[i];
  }
  return sums[0];
}

template <class T, class Term>
T sum_in_order(int64_t n, Term&& term) {
  T sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += term(i);
  return sum;
}

void infer_softmax(Call& c) {
  const SoftmaxAttrs& a = c.get<SoftmaxAttrs>();
  wrap_dim(a.dim, c.input().dim());
  const DType dtype = a.dtype.value_or(c.input().dtype());
  if (!is_floating(dtype))
    fail(ErrorKind::not_implemented, "\"", c.op.info->name, "_kernel_impl\" not implemented for '",
         scalar_type_name(dtype), "'");
  if (a.dtype) c.inputs[0] = c.inputs[0].to(dtype);
  c.give(c.input().sizes(), dtype);
}

template <bool logarithm>
void run_softmax(Call& c) {
  const Tensor x = c.input().contiguous();
  const Lines lines(x.sizes(), c.get<SoftmaxAttrs>().dim);
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const int64_t n = lines.n;
    std::vector<T> moved(static_cast<std::size_t>(n)), powers(moved);  // x - max, and its exp
    // Along the last dimension PyTorch keeps sums and their logarithms of halves as halves.
    const bool rounds = lines.last && is_half(x.dtype());
    const auto kept = [&](T v) {
      return rounds ? static_cast<T>(as_half(static_cast<float>(v), x.dtype())) : v;
    };
    lines.each([&](int64_t at, int64_t step) {
      const T* in = x.data<T>() + at;
      T* out = c.output().data<T>() + at;
      T top = -std::numeric_limits<T>::infinity();
      for (int64_t i = 0; i < n; ++i) {
        const T v = in[i * step];
        top = v > top || v != v ? v : top;
      }
      T *d = moved.data(), *e = powers.data();
      for (int64_t i = 0; i < n; ++i) d[i] = in[i * step] - top;
      math::exp(d, e, n);
      const auto term = [e](int64_t i) { return e[i]; };
      const T total = lines.last ? sum_lanes<T>(n, term) : sum_in_order<T>(n, term);
      if (logarithm) {
        const T log_total = kept(math::log(kept(total)));
        for (int64_t i = 0; i < n; ++i) out[i * step] = d[i] - log_total;
      } else if (lines.last) {
        const T factor = T(1) / total;
        for (int64_t i = 0; i < n; ++i) out[i] = e[i] * factor;
      } else {
        for (int64_t i = 0; i < n; ++i) out[i * step] = e[i] / total;
      }
    });
  });
}

void infer_backward(Call& c) {
  infer_elementwise(c, Promotes::floating);
  if (!(c.input(0).sizes() == c.input(1).sizes()))
    fail(c.op.info->name, ": grad and output must have the same sizes");
  wrap_dim(c.get<AlongDim>().dim, c.input().dim());
  c.out[0].fixed = true;  // the kernel writes in C order, whatever grad's layout
}

// Calls line(grad, output, result, step, n, last) for every line.
template <class F>
void each_gradient(Call& c, F&& line) {
  const Tensor g = c.input(0).contiguous(), y = c.input(1).contiguous();
  const Lines lines(y.sizes(), c.get<AlongDim>().dim);
  visit_floating(y.dtype(), [&](auto zero) {
    using T = decltype(zero);
    lines.each([&](int64_t at, int64_t step) {
      line(g.data<T>() + at, y.data<T>() + at, c.output().data<T>() + at, step, lines.n,
           lines.last);
    });
  });
}

Tensor sum_along(const Backward& b, const Tensor& t) {
  return t.dim() ? sum_dim(t, Ints{b.get<AlongDim>().dim}, true) : t;
}

}  // namespace

void Softmax::infer(Call& c) { infer_softmax(c); }
void Softmax::kernel(Call& c) { run_softmax<false>(c); }
void Softmax::backward(Backward& b) {
  b.set(0, softmax_backward(b.grad(), b.output(), b.get<Attrs>().dim));
}

void LogSoftmax::infer(Call& c) { infer_softmax(c); }
void LogSoftmax::kernel(Call& c) { run_softmax<true>(c); }
void LogSoftmax::backward(Backward& b) {
  b.set(0, log_softmax_backward(b.grad(), b.output(), b.get<Attrs>().dim));
}

void SoftmaxBackward::infer(Call& c) { infer_backward(c); }
void SoftmaxBackward::kernel(Call& c) {
  each_gradient(c, []<class T>(const T* g, const T* y, T* out, int64_t step, int64_t n, bool last) {
    T s = 0;
    if (last)
      s = sum_lanes<T>(n, [=](int64_t i) { return g[i] * y[i]; });
    else
      for (int64_t i = 0; i < n; ++i) s = math::fma(g[i * step], y[i * step], s);
    for (int64_t i = 0; i < n; ++i) out[i * step] = (g[i * step] - s) * y[i * step];
  });
}
void SoftmaxBackward::backward(Backward& b) {
  const Tensor g = b.input(0), y = b.input(1), gg = b.grad();
  if (b.needs(0)) b.set(0, softmax_backward(gg, y, b.get<Attrs>().dim));
  if (b.needs(1)) {
    b.set(1,
          sub(sub(mul(g, gg), mul(sum_along(b, mul(y, g)), gg)), mul(g, sum_along(b, mul(y, gg)))));
  }
}

void LogSoftmaxBackward::infer(Call& c) { infer_backward(c); }
void LogSoftmaxBackward::kernel(Call& c) {
  each_gradient(c, []<class T>(const T* g, const T* y, T* out, int64_t step, int64_t n, bool last) {
    const auto term = [=](int64_t i) { return g[i * step]; };
    const T s = last ? sum_lanes<T>(n, term) : sum_in_order<T>(n, term);
    in_blocks<T, 2>(n, {y, g}, {step, step}, out, step, [s](int64_t m, const auto& in, T* to) {
      math::exp(in[0], to, m);
      math::axpy(m, -s, to, in[1], to);
    });
  });
}
void LogSoftmaxBackward::backward(Backward& b) {
  const Tensor g = b.input(0), y = b.input(1), gg = b.grad();
  if (b.needs(0)) b.set(0, sub(gg, sum_along(b, mul(gg, exp(y)))));
  if (b.needs(1)) b.set(1, mul(mul(neg(sum_along(b, g)), exp(y)), gg));
}

}  // namespace downhill::ops
