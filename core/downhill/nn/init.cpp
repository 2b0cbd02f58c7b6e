#include <downhill/autograd/meta.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>

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

Tensor uniform_(const Tensor& t, double low, double high) {
  if (!t.is_floating())
    fail("\"check_uniform_bounds\" not implemented for '", scalar_type_name(t.dtype()), "'");
  const NoGrad no_grad;
  const Tensor plain = t.is_contiguous() ? t : Tensor::empty(t.sizes(), t.dtype());
  visit_floating(t.dtype(), [&](auto zero) {
    default_generator().uniform(plain.data<decltype(zero)>(), plain.numel(), low, high);
  });
  if (!plain.is(t)) copy_into(t, plain);
  t.bump_version();
  return t;
}

Tensor constant_(const Tensor& t, double value) {
  const NoGrad no_grad;
  return fill.inplace(t, value);
}

Tensor kaiming_uniform_(const Tensor& t, double a) {
  const auto fan = static_cast<double>(calculate_fan_in_and_fan_out(t).in);
  if (t.numel() == 0) return t;
  // PyTorch's steps, for its roundings.
  const double gain = std::sqrt(2.0 / (1 + a * a));
  const double deviation = gain / std::sqrt(fan);
  const double bound = std::sqrt(3.0) * deviation;
  return uniform_(t, -bound, bound);
}

Tensor uniform_by_fan_in_(const Tensor& t, const Tensor& weight) {
  const auto fan = static_cast<double>(calculate_fan_in_and_fan_out(weight).in);
  const double bound = fan > 0 ? 1 / std::sqrt(fan) : 0;
  return uniform_(t, -bound, bound);
}

}  // namespace downhill::nn::init
