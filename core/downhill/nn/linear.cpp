#include <downhill/nn/init.h>
#include <downhill/nn/linear.h>
#include <downhill/ops/list.h>

#include <cmath>

namespace downhill::nn::entries {

Linear::Parameters Linear::make(const Args& a) {
  return {Tensor::empty({a.out_features, a.in_features}, a.dtype),
          a.bias ? Tensor::empty({a.out_features}, a.dtype) : Tensor()};
}

void Linear::reset_parameters(const Args& a, Parameters& p) {
  init::kaiming_uniform_(p.weight, std::sqrt(5.0));
  if (!p.bias.defined()) return;
  const double bound = a.in_features > 0 ? 1 / std::sqrt(static_cast<double>(a.in_features)) : 0;
  init::uniform_(p.bias, -bound, bound);
}

Tensor Linear::forward(const Args&, const Parameters& p, const Tensor& input) {
  return linear(input, p.weight, p.bias);
}

Tensor Flatten::forward(const Args& a, const Parameters&, const Tensor& input) {
  return flatten(input, a.start_dim, a.end_dim);
}

}  // namespace downhill::nn::entries
