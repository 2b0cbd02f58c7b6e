#include <downhill/nn/init.h>
#include <downhill/nn/linear.h>
#include <downhill/ops/list.h>

#include <cmath>

namespace downhill::nn::entries {

Linear::Parameters Linear::make(const Args& a) {
  return {Tensor::empty({a.out_features, a.in_features}, a.dtype),
          a.bias ? Tensor::empty({a.out_features}, a.dtype) : Tensor()};
}

void Linear::reset_parameters(const Args&, Parameters& p) {
  init::kaiming_uniform_(p.weight, std::sqrt(5.0));
  if (p.bias.defined()) init::uniform_by_fan_in_(p.bias, p.weight);
}

Tensor Linear::forward(const Layer<Linear>& m, const Tensor& input) {
  return linear(input, m.weight, m.bias);
}

Tensor Identity::forward(const Layer<Identity>&, const Tensor& input) { return input; }

}  // namespace downhill::nn::entries
