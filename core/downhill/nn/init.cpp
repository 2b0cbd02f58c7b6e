#include <downhill/autograd/meta.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>

#include <algorithm>
#include <cmath>

namespace downhill::nn::init {

Fans calculate_fan_in_and_fan_out(const Tensor& t) {
  if (t.dim() < 2)
    fail(ErrorKind::value,
         "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
  int64_t field = 1;
  for (int d = 2; d < t.dim(); ++d) field *= t.size(d);
  return {t.size(1) * field, t.size(0) * field};
}

double calculate_gain(const std::string& nonlinearity, double a) {
  for (const char* plain : {"linear", "sigmoid", "conv1d", "conv2d", "conv3d", "conv_transpose1d",
                            "conv_transpose2d", "conv_transpose3d"}) {
    if (nonlinearity == plain) return 1;
  }
  if (nonlinearity == "tanh") return 5.0 / 3;
  if (nonlinearity == "relu") return std::sqrt(2.0);
  if (nonlinearity == "leaky_relu") return std::sqrt(2.0 / (1 + a * a));
  if (nonlinearity == "selu") return 3.0 / 4;
  fail(ErrorKind::value, "Unsupported nonlinearity ", nonlinearity);
}

namespace {

// Draws into contiguous memory, for a view by way of a copy.
template <class F>
Tensor draw(const Tensor& t, const char* kernel, F&& into) {
  if (!t.is_floating()) {
    fail(ErrorKind::not_implemented, "\"", kernel, "\" not implemented for '",
         scalar_type_name(t.dtype()), "'");
  }
  const NoGrad no_grad;
  const Tensor plain = t.is_contiguous() ? t : Tensor::empty(t.sizes(), t.dtype());
  visit_floating(t.dtype(), [&](auto zero) { into(plain.data<decltype(zero)>(), plain.numel()); });
  if (!plain.is(t)) copy_into(t, plain);
  t.bump_version();
  return t;
}

// PyTorch's steps, for their roundings.
double xavier(const Tensor& t, double gain) {
  const Fans fans = calculate_fan_in_and_fan_out(t);
  return gain * std::sqrt(2.0 / static_cast<double>(fans.in + fans.out));
}
double kaiming(const Tensor& t, double a, FanMode mode, const std::string& nonlinearity) {
  const Fans fans = calculate_fan_in_and_fan_out(t);
  return calculate_gain(nonlinearity, a) /
         std::sqrt(static_cast<double>(mode == FanMode::in ? fans.in : fans.out));
}
Tensor uniform_of(const Tensor& t, double deviation) {
  const double bound = std::sqrt(3.0) * deviation;
  return uniform_(t, -bound, bound);
}

}  // namespace

Tensor uniform_(const Tensor& t, double low, double high) {
  return draw(t, "check_uniform_bounds",
              [&](auto* out, int64_t n) { default_generator().uniform(out, n, low, high); });
}
Tensor normal_(const Tensor& t, double mean, double std) {
  return draw(t, "normal_kernel_cpu",
              [&](auto* out, int64_t n) { default_generator().normal(out, n, mean, std); });
}
Tensor trunc_normal_(const Tensor& t, double mean, double std, double low, double high) {
  const NoGrad no_grad;
  normal_(t, mean, std);
  while (true) {
    const Tensor outside = logical_or(lt(t, low), gt(t, high));
    if (any(outside).item() == 0) return t;
    copy_into(t, where(outside, normal_(Tensor::empty(t.sizes(), t.dtype()), mean, std), t));
    t.bump_version();
  }
}

Tensor constant_(const Tensor& t, double value) {
  const NoGrad no_grad;
  return fill.inplace(t, value);
}

Tensor ones_(const Tensor& t) { return constant_(t, 1); }
Tensor zeros_(const Tensor& t) { return constant_(t, 0); }
Tensor eye_(const Tensor& t) {
  if (t.dim() != 2) fail(ErrorKind::value, "Only tensors with 2 dimensions are supported");
  zeros_(t);
  const int64_t n = std::min(t.size(0), t.size(1));
  constant_(Tensor::alias(t, {n}, {t.strides()[0] + t.strides()[1]}, t.offset()), 1);
  return t;
}

Tensor xavier_uniform_(const Tensor& t, double gain) { return uniform_of(t, xavier(t, gain)); }
Tensor xavier_normal_(const Tensor& t, double gain) { return normal_(t, 0, xavier(t, gain)); }
Tensor kaiming_uniform_(const Tensor& t, double a, FanMode mode, const std::string& nonlinearity) {
  const double deviation = kaiming(t, a, mode, nonlinearity);
  return t.numel() == 0 ? t : uniform_of(t, deviation);
}
Tensor kaiming_normal_(const Tensor& t, double a, FanMode mode, const std::string& nonlinearity) {
  const double deviation = kaiming(t, a, mode, nonlinearity);
  return t.numel() == 0 ? t : normal_(t, 0, deviation);
}

Tensor uniform_by_fan_in_(const Tensor& t, const Tensor& weight) {
  const auto fan = static_cast<double>(calculate_fan_in_and_fan_out(weight).in);
  const double bound = fan > 0 ? 1 / std::sqrt(fan) : 0;
  return uniform_(t, -bound, bound);
}

}  // namespace downhill::nn::init
