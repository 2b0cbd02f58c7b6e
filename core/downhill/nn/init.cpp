#include <downhill/autograd/meta.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>
#include <downhill/random/fill.h>

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

template <class F>
Tensor draw(const Tensor& t, const char* kernel, F&& into) {
  if (!t.is_floating()) {
    fail(ErrorKind::not_implemented, "\"", kernel, "\" not implemented for '",
         scalar_type_name(t.dtype()), "'");
  }
  fill_in_memory_order(t, [&](const Tensor& plain) {
    visit_floating(t.dtype(),
                   [&](auto zero) { into(plain.data<decltype(zero)>(), plain.numel()); });
  });
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
  return draw(t, "normal_kernel_cpu", [&](auto* out, int64_t n) {
    default_generator().normal(out, n, mean, std, t.is_contiguous());
  });
}

Tensor constant_(const Tensor& t, double value) {
  const NoGrad no_grad;
  return fill.inplace(t, value);
}

Tensor ones_(const Tensor& t) { return constant_(t, 1); }
Tensor zeros_(const Tensor& t) { return constant_(t, 0); }

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
