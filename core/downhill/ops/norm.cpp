#include <downhill/ops/norm_parts.h>
#include <downhill/tensor/narrow.h>

namespace downhill::ops {

using namespace norm_parts;

// ---- layer_norm
// ----------------------------------------------------------------------------------

void LayerNorm::infer(Call& c) {
  const Tensor& x = c.input();
  const Ints& shape = c.get<Attrs>().normalized_shape;
  if (shape.empty()) {
    fail(
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
        "element, but got normalized_shape = []");
  }
  const Shape normalized(shape.begin(), shape.end());
  const char* names[] = {"input", "weight", "bias"};
  for (int i = 1; i < 3; ++i) {
    const Tensor& t = optional(c, i);
    if (t.defined() && !(t.sizes() == normalized)) {
      fail("Expected ", names[i], " to be of same shape as normalized_shape, but got ", names[i],
           " of shape ", t.sizes(), " and normalized_shape = ", normalized);
    }
  }
  const int first = x.dim() - normalized.size();
  if (first < 0 || !(Shape(x.sizes().begin() + first, x.sizes().end()) == normalized)) {
    std::string wanted;
    for (const int64_t s : normalized) wanted += concat({", ", part(s)});
    fail("Given normalized_shape=", normalized, ", expected input with shape [*", wanted,
         "], but got input of size", x.sizes());
  }
  check_floating(x, "LayerNormKernelImpl");
  for (int i = 1; i < 3; ++i) {
    const Tensor& t = optional(c, i);
    if (t.defined() && t.dtype() != x.dtype())
      fail("mixed dtype (CPU): expect parameter to have scalar type of Float");
  }
  c.give(x.sizes(), x.dtype());
}

namespace {
// p(0) * q(0) + ... + p(n - 1) * q(n - 1): whole vectors are rounded twice, the last one is fused;
// float's eight lanes are added by halves, double's four in order.
template <class T, class Factors>
T sum_products(int64_t n, Factors&& factors) {
  constexpr int64_t lanes = kLanes<T>;
  T sums[lanes] = {};
  const int64_t used = n < lanes ? n : lanes, whole = n - n % lanes;
  for (int64_t i = 0; i < n; ++i) {
    const auto [p, q] = factors(i);
    T& sum = sums[i % lanes];
    sum = i < used ? p * q : i < whole ? sum + p * q : math::fma(p, q, sum);
  }
  if (sizeof(T) == 4 && used == lanes) {
    for (int64_t half = lanes / 2; half > 0; half /= 2) {
      for (int64_t i = 0; i < half; ++i) sums[i] += sums[i + half];
    }
  } else {
    for (int64_t i = 1; i < used; ++i) sums[0] += sums[i];
  }
  return sums[0];
}

int64_t row_length(const LayerNormAttrs& a) {
  return count(Shape(a.normalized_shape.begin(), a.normalized_shape.end()));
}
}  // namespace

void LayerNorm::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor x = c.input().contiguous();
  const Tensor w = optional(c, 1).defined() ? c.input(1).contiguous() : Tensor(),
               bias = optional(c, 2).defined() ? c.input(2).contiguous() : Tensor();
  const int64_t n = row_length(a), rows = n ? x.numel() / n : 0;
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T *gamma = data_or_null<T>(w), *beta = data_or_null<T>(bias);
    for (int64_t i = 0; i < rows; ++i) {
      const T* in = x.data<T>() + i * n;
      T* out = c.output().data<T>() + i * n;
      const RowStatistics<T> s(in, n, a.eps);
      for (int64_t j = 0; j < n; ++j) {
        const T xhat = (in[j] - s.mean) * s.scale;
        out[j] = math::fma(xhat, gamma ? gamma[j] : T(1), beta ? beta[j] : T(0));
      }
    }
  });
}
void LayerNorm::backward(Backward& b) {
  set_wanted(b, apply(op_of<LayerNormBackward>(), with_grad(b, {0, 1}), &b.get<Attrs>()));
}

void LayerNormBackward::infer(Call& c) {
  const Ints& shape = c.get<Attrs>().normalized_shape;
  infer_gradients(c, Shape(shape.begin(), shape.end()));
}
void LayerNormBackward::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor g = c.input(0).contiguous(), x = c.input(1).contiguous(),
               w = optional(c, 2).defined() ? c.input(2).contiguous() : Tensor();
  const int64_t n = row_length(a), rows = n ? x.numel() / n : 0;
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* gamma = data_or_null<T>(w);
    T *dw = c.output(1).data<T>(), *db = c.output(2).data<T>();
    for (int64_t j = 0; j < n; ++j) dw[j] = db[j] = 0;
    for (int64_t i = 0; i < rows; ++i) {
      const T *in = x.data<T>() + i * n, *dy = g.data<T>() + i * n;
      T* dx = c.output().data<T>() + i * n;
      const RowStatistics<T> s(in, n, a.eps);
      const T offset = -s.scale * s.mean;
      for (int64_t j = 0; j < n; ++j) {
        dw[j] = math::fma(dy[j], math::fma(s.scale, in[j], offset), dw[j]);
        db[j] += dy[j];
      }
      using Pair = std::pair<T, T>;
      const T of_x =
          gamma ? sum_products<T>(n, [&](int64_t j) { return Pair(dy[j] * in[j], gamma[j]); })
                : sum_products<T>(n, [&](int64_t j) { return Pair(dy[j], in[j]); });
      const T of_one =
          sum_products<T>(n, [&](int64_t j) { return Pair(dy[j], gamma ? gamma[j] : T(1)); });
      const T over_n = T(1) / static_cast<T>(n);
      const T slope = math::fma(of_one, s.mean, -of_x) * s.scale * s.scale * s.scale * over_n;
      const T constant = math::fma(-slope, s.mean, -(of_one * s.scale * over_n));
      for (int64_t j = 0; j < n; ++j) {
        const T direct = s.scale * dy[j];
        dx[j] = math::fma(slope, in[j], gamma ? direct * gamma[j] : direct) + constant;
      }
    }
  });
}
void LayerNormBackward::backward(Backward& b) {
  derive(b, [&b](const Tensors& in) {
    const Attrs& a = b.get<Attrs>();
    Ints dims;
    for (int d = 1; d <= a.normalized_shape.size(); ++d) dims.push_back(-d);
    Tensors g = norm_gradients(in[0], in[1], in.size() > 2 ? in[2] : Tensor(), dims, a.eps);
    const Shape shape(a.normalized_shape.begin(), a.normalized_shape.end());
    for (int i = 1; i < 3; ++i) g[i] = sum_to(g[i], shape);
    return g;
  });
}

// ---- batch_norm
// ----------------------------------------------------------------------------------

void BatchNorm::infer(Call& c) {
  const Tensor& x = c.input();
  const Attrs& a = c.get<Attrs>();
  if (x.dim() < 2) {
    if (optional(c, 3).defined())
      fail("running_mean should contain 0 elements not ", c.input(3).numel());
    fail("Expected at least 2 dimensions for input tensor but received ", x.dim());
  }
  constexpr struct {
    int input;
    const char* name;
  } vectors[] = {{3, "running_mean"}, {4, "running_var"}, {1, "weight"}, {2, "bias"}};
  for (const auto& v : vectors) {
    const Tensor& t = optional(c, v.input);
    if (t.defined() && t.numel() != x.sizes()[1])
      fail(v.name, " should contain ", x.sizes()[1], " elements not ", t.numel());
    if (!t.defined() && v.input > 2 && !a.training)
      fail(v.name, " must be defined in evaluation mode");
    if (t.defined() && v.input > 2 && t.dim() != 1)
      fail("TensorAccessor expected 1 dims but tensor has ", t.dim());
  }
  for (int i = 3; i < 5; ++i) {
    if (optional(c, i).defined() && optional(c, i).requires_grad() && GradMode::enabled()) {
      fail("The function 'native_batch_norm' is not differentiable with respect to argument '",
           vectors[i - 3].name, "'. This input cannot have requires_grad True.");
    }
  }
  check_floating(x, "batch_norm");
  for (const Tensor& t : c.inputs) {
    if (t.defined() && t.dtype() != x.dtype())
      fail("mixed dtype (CPU): all inputs must share same datatype.");
  }
  c.give(x.sizes(), x.dtype());
}

namespace {

template <class T>
struct ChannelStatistics {
  T mean = 0, squares = 0, scale = 0;
  ChannelStatistics(const T* x, const Planes& p, int64_t c, double eps) {
    // Channels of single elements are added up in T, whole planes in double.
    if (p.plane == 1)
      collect<T>(x, p, c);
    else
      collect<double>(x, p, c);
    const double var = static_cast<double>(squares / static_cast<T>(p.per_channel));
    if (var != 0 || eps != 0) scale = static_cast<T>(1 / std::sqrt(var + eps));
  }

 private:
  template <class Sum>
  void collect(const T* x, const Planes& p, int64_t c) {
    Sum sum = 0, total = 0;
    p.each(c, [&](int64_t at) {
      for (int64_t i = 0; i < p.plane; ++i) sum += static_cast<Sum>(x[at + i]);
    });
    mean = static_cast<T>(sum / static_cast<Sum>(p.per_channel));
    p.each(c, [&](int64_t at) {
      for (int64_t i = 0; i < p.plane; ++i) {
        const T d = x[at + i] - mean;
        if constexpr (std::is_same_v<T, Sum>)
          total = math::fma(d, d, total);
        else
          total += static_cast<Sum>(d * d);
      }
    });
    squares = static_cast<T>(total);
  }
};

// running = momentum * value + (1 - momentum) * running; of variances fused, as measured.
template <class T>
void move_towards(T& running, T value, double momentum, bool fused) {
  const T weight = static_cast<T>(momentum), rest = static_cast<T>(1 - momentum) * running;
  running = fused ? math::fma(weight, value, rest) : weight * value + rest;
}

}  // namespace

void BatchNorm::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  // Running statistics are vectors; weights are taken in any shape.
  const auto flat = [&](int i) {
    return optional(c, i).defined() ? reshape(c.input(i).detach(), Ints{-1}) : Tensor();
  };
  const Tensor x = c.input().contiguous(), w = flat(1), bias = flat(2),
               &running_mean = optional(c, 3), &running_var = optional(c, 4);
  const Planes p(x.sizes());
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    auto at = [](const Tensor& t, int64_t i) -> T& { return t.data<T>()[i * t.strides()[0]]; };
    for (int64_t k = 0; k < p.channels && p.per_channel > 0; ++k) {
      T mean, scale;
      if (a.training) {
        const ChannelStatistics<T> s(x.data<T>(), p, k, a.eps);
        mean = s.mean;
        scale = s.scale;
        if (running_mean.defined()) move_towards(at(running_mean, k), s.mean, a.momentum, false);
        if (running_var.defined()) {
          const T unbiased = s.squares / static_cast<T>(p.per_channel - 1);
          move_towards(at(running_var, k), unbiased, a.momentum, true);
        }
      } else {
        mean = at(running_mean, k);
        scale = T(1) / std::sqrt(at(running_var, k) + static_cast<T>(a.eps));
      }
      const T factor = w.defined() ? scale * at(w, k) : scale;
      const T constant = math::fma(-mean, factor, bias.defined() ? at(bias, k) : T(0));
      p.each(k, [&](int64_t first) {
        const T* in = x.data<T>() + first;
        T* out = c.output().data<T>() + first;
        for (int64_t i = 0; i < p.plane; ++i) out[i] = math::fma(in[i], factor, constant);
      });
    }
  });
  if (a.training) {
    for (const Tensor& t : {running_mean, running_var}) {
      if (!t.defined()) continue;
      fit(t);
      t.bump_version();
    }
  }
}
void BatchNorm::backward(Backward& b) {
  // In training the running statistics have changed since, and are not asked for.
  Tensors inputs = b.get<Attrs>().training ? with_grad(b, {0, 1}) : with_grad(b, {0, 1, 3, 4});
  set_wanted(b, apply(op_of<BatchNormBackward>(), std::move(inputs), &b.get<Attrs>()));
}

void BatchNormBackward::infer(Call& c) {
  if (!c.get<Attrs>().training && !(optional(c, 3).defined() && optional(c, 4).defined()))
    fail("running_mean must be defined in evaluation mode");
  infer_gradients(c, channels(c.input(1)));
}
void BatchNormBackward::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor g = c.input(0).contiguous(), x = c.input(1).contiguous(), &w = optional(c, 2);
  const Planes p(x.sizes());
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    using Pair = std::pair<T, T>;
    auto at = [](const Tensor& t, int64_t i) { return t.data<T>()[i * t.strides()[0]]; };
    for (int64_t k = 0; k < p.channels; ++k) {
      T mean, scale;
      if (a.training) {
        const ChannelStatistics<T> s(x.data<T>(), p, k, a.eps);
        mean = s.mean;
        scale = s.scale;
      } else {
        mean = at(c.input(3), k);
        scale = static_cast<T>(1 / std::sqrt(static_cast<double>(at(c.input(4), k)) + a.eps));
      }
      const T weight = w.defined() ? at(w, k) : T(1);
      double total = 0, product = 0;
      p.each(k, [&](int64_t first) {
        const T *in = x.data<T>() + first, *dy = g.data<T>() + first;
        if (p.plane == 1) {
          total = static_cast<double>(static_cast<T>(total) + *dy);
          product = static_cast<double>(math::fma(*in - mean, *dy, static_cast<T>(product)));
          return;
        }
        total += static_cast<double>(
            sum_products<T>(p.plane, [&](int64_t i) { return Pair(dy[i], 1); }));
        product += static_cast<double>(
            sum_products<T>(p.plane, [&](int64_t i) { return Pair(in[i] - mean, dy[i]); }));
      });
      const T n = static_cast<T>(p.per_channel);
      const T slope = static_cast<T>(product) * scale * scale / n;
      const T grad_mean = static_cast<T>(total / static_cast<double>(p.per_channel));
      // PyTorch's last, incomplete vector of channels does not fuse.
      const bool fuses = p.plane > 1 || k < p.channels - p.channels % kLanes<T>;
      p.each(k, [&](int64_t first) {
        const T *in = x.data<T>() + first, *dy = g.data<T>() + first;
        T* dx = c.output().data<T>() + first;
        for (int64_t i = 0; i < p.plane; ++i) {
          const T centred = in[i] - mean, given = dy[i] - grad_mean;
          const T own = !a.training ? dy[i]
                        : fuses     ? math::fma(-centred, slope, given)
                                    : given - centred * slope;
          dx[i] = own * scale * weight;
        }
      });
      c.output(1).data<T>()[k] = static_cast<T>(product * static_cast<double>(scale));
      c.output(2).data<T>()[k] = static_cast<T>(total);
    }
  });
}
void BatchNormBackward::backward(Backward& b) {
  derive(b, [&b](const Tensors& in) {
    const Attrs& a = b.get<Attrs>();
    const Shape sizes = in[1].sizes();
    Ints dims{0};
    for (int d = 2; d < sizes.size(); ++d) dims.push_back(d);
    auto channels = [&](int i) { return as_channels(i < in.size() ? in[i] : Tensor(), sizes); };
    Tensors g = a.training ? norm_gradients(in[0], in[1], channels(2), dims, a.eps)
                           : norm_gradients(in[0], in[1], channels(2), dims, a.eps, channels(3),
                                            channels(4));
    for (int i = 1; i < 3; ++i) g[i] = sum_channels(g[i], sizes);
    return g;
  });
}

}  // namespace downhill::ops
