// What layer_norm, batch_norm and group_norm share. Orders of additions and of roundings are those
// of PyTorch's kernels for 256-bit vectors (AVX2): Welford's moments in lanes, sums in lanes of
// which the last, incomplete vector is fused, batch statistics one after the other.
#pragma once
#include <downhill/math/fma.h>
#include <downhill/ops/derive.h>
#include <downhill/ops/elementwise.h>
#include <downhill/ops/list.h>

#include <cmath>
#include <vector>

namespace downhill::ops::norm_parts {

template <class T>
inline constexpr int64_t kLanes = 32 / static_cast<int64_t>(sizeof(T));

template <class T>
const T* data_or_null(const Tensor& t) {
  return t.defined() ? t.data<T>() : nullptr;
}

inline const Tensor& optional(const Call& c, int i) {
  static const Tensor none;
  return i < c.inputs.size() ? c.inputs[i] : none;
}
inline Tensor optional(const Backward& b, int i) { return i < b.inputs() ? b.input(i) : Tensor(); }

// ---- Welford's moments of a row ----------------------------------------------------------------

template <class T>
struct Moments {
  int64_t n = 0;
  T mean = 0, squares = 0;

  void add(T x) {
    const T delta = x - mean;
    mean += delta / static_cast<T>(++n);
    squares += delta * (x - mean);
  }
  void join(const Moments& other, bool lanes) {
    const int64_t both = n + other.n;
    const T c = both == 0 ? T(0) : static_cast<T>(other.n) / static_cast<T>(both);
    const T delta = other.mean - mean, apart = delta * delta * c, own = static_cast<T>(n);
    mean = lanes ? mean + c * delta : math::fma(c, delta, mean);
    squares = lanes ? math::fma(apart, own, squares + other.squares)
                    : squares + math::fma(apart, own, other.squares);
    n = both;
  }
};

// Chunks of 16 vectors, joined in pairs of equal size, then the lanes one by one to the tail.
template <class T>
DOWNHILL_NOINLINE Moments<T> row_moments(const T* x, int64_t n) {
  constexpr int64_t lanes = kLanes<T>, chunk = 16;
  const int64_t vectors = n / lanes, chunks = (vectors + chunk - 1) / chunk;
  int64_t depth = 1;
  while ((int64_t{1} << depth) < chunks) ++depth;
  Moments<T> total, done[lanes];
  for (int64_t i = vectors * lanes; i < n; ++i) total.add(x[i]);
  std::vector<Moments<T>> levels(static_cast<std::size_t>(depth));
  for (int64_t lane = 0; lane < lanes; ++lane) {
    levels.assign(levels.size(), {});
    for (int64_t i = 0; i < chunks; ++i) {
      Moments<T> m;
      for (int64_t j = i * chunk; j < vectors && j < (i + 1) * chunk; ++j) {
        const T value = x[j * lanes + lane], delta = value - m.mean;
        m.mean = math::fma(delta, T(1) / static_cast<T>(++m.n), m.mean);
        m.squares = math::fma(delta, value - m.mean, m.squares);
      }
      levels[0].join(m, true);
      int64_t mask = i + 1;
      for (std::size_t j = 1; j < levels.size() && (mask & 1) == 0; ++j, mask >>= 1) {
        levels[j].join(levels[j - 1], true);
        levels[j - 1] = {};
      }
    }
    for (std::size_t j = 1; j < levels.size(); ++j) levels[0].join(levels[j], true);
    done[lane] = levels[0];
  }
  for (Moments<T>& lane : done) {
    lane.n = vectors;
    total.join(lane, false);
  }
  return total;
}

// ---- gradients by tensor operations, for second derivatives -------------------------------------

// Of xhat * w + b, where xhat is x without its mean over `dims`, over its standard deviation: w
// broadcasts against x; `fixed` mean and variance do not depend on x. Gives {dx, dw, db}, dw and db
// as broad as x.
inline Tensors norm_gradients(const Tensor& g, const Tensor& x, const Tensor& w, const Ints& dims,
                              double eps, const Tensor& fixed_mean = {},
                              const Tensor& fixed_var = {}) {
  const bool fixed = fixed_mean.defined();
  const Tensor centred = sub(x, fixed ? fixed_mean : mean_dim(x, dims, true));
  const Tensor var = fixed ? fixed_var : mean_dim(mul(centred, centred), dims, true);
  const Tensor scale = pow(add(var, eps), -0.5), xhat = mul(centred, scale);
  const Tensor gw = w.defined() ? mul(g, w) : g;
  Tensor dx = gw;
  if (!fixed) {
    // One after another: compilers evaluate arguments in their own order, and with it goes the
    // order in which gradients are added up.
    const Tensor shifted = sub(gw, mean_dim(gw, dims, true));
    const Tensor along = mul(xhat, mean_dim(mul(gw, xhat), dims, true));
    dx = sub(shifted, along);
  }
  return {mul(dx, scale), mul(g, xhat), g};
}

inline Ints channel_shape(
    const Shape& sizes) {  // one channel per element of a vector, against `sizes`
  Ints shape(sizes.size(), 1);
  shape[1] = sizes[1];
  return shape;
}
inline Tensor as_channels(const Tensor& t, const Shape& sizes) {
  return t.defined() ? view(t.contiguous(), channel_shape(sizes)) : t;
}
inline Tensor sum_channels(const Tensor& t, const Shape& sizes) {
  return view(sum_to(t, Shape(channel_shape(sizes))), Ints{sizes[1]});
}

// The sizes of the weight of x's channels.
inline Shape channels(const Tensor& x) { return {x.defined() && x.dim() > 1 ? x.sizes()[1] : 0}; }

inline void infer_gradients(Call& c, const Shape& parameter) {
  if (!c.input(0).defined() || !c.input(1).defined()) fail(c.op.info->name, ": two are missing");
  const DType dtype = c.input(1).dtype();
  bool fits = is_floating(dtype) && c.input(0).sizes() == c.input(1).sizes();
  for (int i = 0; i < c.inputs.size(); ++i) {
    const Tensor& t = c.inputs[i];
    if (!t.defined()) continue;
    fits = fits && t.dtype() == dtype && (i < 2 || t.sizes() == parameter);
  }
  if (!fits) fail(c.op.info->name, ": sizes or dtypes do not fit");
  c.give(c.input(1).sizes(), dtype);
  c.give(parameter, dtype);
  c.give(parameter, dtype);
}

inline void set_wanted(Backward& b, const Tensors& gradients) {
  for (int i = 0; i < gradients.size(); ++i) {
    if (i < b.inputs() && b.needs(i)) b.set(i, gradients[i]);
  }
}

// grad, then what the node saved, as the inputs of a fused gradient.
inline Tensors with_grad(const Backward& b, std::initializer_list<int> saved) {
  Tensors inputs{b.grad()};
  for (const int i : saved) inputs.push_back(optional(b, i));
  return inputs;
}

inline void check_floating(const Tensor& x, const char* kernel) {
  if (!x.is_floating())
    fail(ErrorKind::not_implemented, "\"", kernel, "\" not implemented for '",
         scalar_type_name(x.dtype()), "'");
}

template <class T>
struct RowStatistics {
  T mean, scale;  // scale = 1 / sqrt(var + eps)
  // wide: eps is added, and the root taken, in double (group_norm).
  RowStatistics(const T* x, int64_t n, double eps, bool wide = false) {
    const Moments<T> m = row_moments(x, n);
    mean = m.mean;
    const T var = m.squares / static_cast<T>(n);
    scale = wide ? static_cast<T>(1 / std::sqrt(static_cast<double>(var) + eps))
                 : T(1) / std::sqrt(var + static_cast<T>(eps));
  }
};

// A tensor [N, C, ...] as planes: element (n, c, i) lies at (n * channels + c) * plane + i.
struct Planes {
  int64_t batch, channels, plane, per_channel;
  explicit Planes(const Shape& sizes)
      : batch(sizes.empty() ? 0 : sizes[0]), channels(sizes.size() > 1 ? sizes[1] : 0), plane(1) {
    for (int d = 2; d < sizes.size(); ++d) plane *= sizes[d];
    per_channel = batch * plane;
  }
  template <class F>  // f(index of the first element), for the planes of a channel
  void each(int64_t c, F&& f) const {
    for (int64_t n = 0; n < batch; ++n) f((n * channels + c) * plane);
  }
};

}  // namespace downhill::ops::norm_parts
