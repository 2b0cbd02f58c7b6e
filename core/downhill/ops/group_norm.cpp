#include <downhill/ops/norm_parts.h>

namespace downhill::ops {

using namespace norm_parts;

void GroupNorm::infer(Call& c) {
  const Tensor& x = c.input();
  const int64_t groups = c.get<Attrs>().num_groups;
  if (x.dim() < 2) fail("Expected at least 2 dimensions for input tensor but received ", x.dim());
  if (groups <= 0) fail("Expected num groups to be greater than 0, got ", groups);
  if (x.sizes()[1] % groups != 0) {
    fail(
        "Expected number of channels in input to be divisible by num_groups, but got input of "
        "shape ",
        x.sizes(), " and num_groups=", groups);
  }
  const char* names[] = {"input", "weight", "bias"};
  for (int i = 1; i < 3; ++i) {
    const Tensor& t = optional(c, i);
    if (t.defined() && (t.dim() != 1 || t.numel() != x.sizes()[1])) {
      fail("Expected ", names[i],
           " to be a vector of size equal to the number of channels in "
           "input, but got ",
           names[i], " of shape ", t.sizes(), " and input of shape ", x.sizes());
    }
  }
  check_floating(x, "GroupNormKernelImpl");
  for (const Tensor& t : c.inputs) {
    if (t.defined() && t.dtype() != x.dtype())
      fail("mixed dtype (CPU): all inputs must share same datatype.");
  }
  c.give(x.sizes(), x.dtype());
}
void GroupNorm::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor x = c.input().contiguous(), &w = optional(c, 1), &bias = optional(c, 2);
  const Planes p(x.sizes());
  const int64_t each = p.channels / a.num_groups, n = each * p.plane;
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    auto at = [](const Tensor& t, int64_t i) { return t.data<T>()[i * t.strides()[0]]; };
    for (int64_t i = 0; i < p.batch * a.num_groups && n > 0; ++i) {
      const T* in = x.data<T>() + i * n;
      T* out = c.output().data<T>() + i * n;
      const RowStatistics<T> s(in, n, a.eps, true);
      for (int64_t j = 0; j < n; ++j) {
        const int64_t k = i % a.num_groups * each + j / p.plane;
        const T factor = w.defined() ? s.scale * at(w, k) : s.scale;
        const T constant = math::fma(-factor, s.mean, bias.defined() ? at(bias, k) : T(0));
        out[j] = w.defined() || bias.defined() ? math::fma(factor, in[j], constant)
                                               : (in[j] - s.mean) * s.scale;
      }
    }
  });
}
void GroupNorm::backward(Backward& b) {
  set_wanted(b, apply(op_of<GroupNormBackward>(), with_grad(b, {0, 1}), &b.get<Attrs>()));
}

namespace {

// dy(0) * x(0) + ... + dy(n - 1) * x(n - 1), without x the sum of dy: in lanes, of which the last
// vector may be incomplete (and is then fused in float64); float's eight lanes are added by halves,
// double's four in order.
template <class T>
T sum_lanes(int64_t n, const T* dy, const T* x) {
  constexpr int64_t lanes = kLanes<T>;
  const int64_t fused_from = sizeof(T) == 8 ? n - n % lanes : n;
  T sums[lanes] = {};
  for (int64_t i = 0; i < n; ++i) {
    T& sum = sums[i % lanes];
    sum = !x ? sum + dy[i] : i < fused_from ? sum + dy[i] * x[i] : math::fma(dy[i], x[i], sum);
  }
  if (sizeof(T) == 4 && n >= lanes) {
    for (int64_t half = lanes / 2; half > 0; half /= 2) {
      for (int64_t i = 0; i < half; ++i) sums[i] += sums[i + half];
    }
  } else {
    for (int64_t i = 1; i < lanes && i < n; ++i) sums[0] += sums[i];
  }
  return sums[0];
}

// The products of values and weights of one group's channels, all fused: whole vectors in lanes,
// which are added in order, then the rest.
template <class T>
T sum_weighted(int64_t n, const T* values, const T* weights) {
  constexpr int64_t lanes = kLanes<T>;
  const auto weight = [&](int64_t i) { return weights ? weights[i] : T(1); };
  const int64_t whole = n - n % lanes;
  T sums[lanes] = {}, total = 0;
  for (int64_t i = 0; i < whole; ++i)
    sums[i % lanes] = math::fma(values[i], weight(i), sums[i % lanes]);
  for (const T sum : sums) total += sum;
  for (int64_t i = whole; i < n; ++i) total = math::fma(values[i], weight(i), total);
  return total;
}

}  // namespace

void GroupNormBackward::infer(Call& c) {
  infer_gradients(c, channels(c.input(1)));
  const int64_t groups = c.get<Attrs>().num_groups;
  if (groups <= 0 || c.out[1].layout->sizes[0] % groups != 0)
    fail("Expected num_groups to be greater than 0 and to divide the channels, got ", groups);
}
void GroupNormBackward::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor g = c.input(0).contiguous(), x = c.input(1).contiguous(),
               w = optional(c, 2).defined() ? c.input(2).contiguous() : Tensor();
  const Planes p(x.sizes());
  const int64_t each = p.channels / a.num_groups, n = each * p.plane;
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    T *dw = c.output(1).data<T>(), *db = c.output(2).data<T>();
    for (int64_t k = 0; k < p.channels; ++k) dw[k] = db[k] = 0;
    // Of each channel of a group: the sums of dy * x and of dy.
    std::vector<T> of_x(static_cast<std::size_t>(each)), of_one(of_x);
    for (int64_t i = 0; i < p.batch * a.num_groups && n > 0; ++i) {
      const int64_t first = i % a.num_groups * each;
      const T *in = x.data<T>() + i * n, *dy = g.data<T>() + i * n,
              *gamma = w.defined() ? w.data<T>() + first : nullptr;
      const RowStatistics<T> s(in, n, a.eps, true);
      for (int64_t k = 0; k < each; ++k) {
        const T *in_k = in + k * p.plane, *dy_k = dy + k * p.plane;
        const T sum_x = sum_lanes(p.plane, dy_k, in_k);
        const T sum_one = sum_lanes<T>(p.plane, dy_k, nullptr);
        of_x[static_cast<std::size_t>(k)] = sum_x;
        of_one[static_cast<std::size_t>(k)] = sum_one;
        T& slope = dw[first + k];
        slope = math::fma(math::fma(-sum_one, s.mean, sum_x), s.scale, slope);
        db[first + k] += sum_one;
      }
      const T along = sum_weighted(each, of_x.data(), gamma),
              whole = sum_weighted(each, of_one.data(), gamma), share = T(1) / static_cast<T>(n);
      const T of_in = math::fma(whole, s.mean, -along) * s.scale * s.scale * s.scale * share;
      const T constant = math::fma(-(whole * s.scale), share, -(of_in * s.mean));
      T* dx = c.output().data<T>() + i * n;
      for (int64_t j = 0; j < n; ++j) {
        const T direct = gamma ? s.scale * gamma[j / p.plane] : s.scale;
        dx[j] = math::fma(direct, dy[j], of_in * in[j]) + constant;
      }
    }
  });
}
void GroupNormBackward::backward(Backward& b) {
  derive(b, [&b](const Tensors& in) {
    const int64_t groups = b.get<Attrs>().num_groups;
    const Tensor& x = in[1];
    const Shape& sizes = x.sizes();
    const int64_t each = sizes[1] / groups, maps = sizes[0] * sizes[1];
    const Ints grouped{sizes[0], groups, each, maps ? x.numel() / maps : 0};
    const Tensor weight =
        in.size() > 2 && in[2].defined() ? reshape(in[2], Ints{groups, each, 1}) : Tensor();
    const Tensor dy = reshape(in[0], grouped), image = reshape(x, grouped);
    Tensors all = norm_gradients(dy, image, weight, Ints{2, 3}, b.get<Attrs>().eps);
    all[0] = reshape(all[0], Ints(sizes));
    for (int i = 1; i < 3; ++i) all[i] = reshape(sum_dim(all[i], Ints{0, 3}), Ints{sizes[1]});
    return all;
  });
}

}  // namespace downhill::ops
