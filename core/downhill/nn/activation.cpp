#include <downhill/nn/activation.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {

Tensor ReLU::forward(const Args& a, const Parameters&, const Tensor& input) {
  return a.inplace ? relu.inplace(input) : relu(input);
}

Tensor Tanh::forward(const Args&, const Parameters&, const Tensor& input) { return tanh(input); }

Tensor Sigmoid::forward(const Args&, const Parameters&, const Tensor& input) {
  return sigmoid(input);
}

Tensor Softmax::forward(const Args& a, const Parameters&, const Tensor& input) {
  const int n = input.dim();
  return softmax(input, a.dim.value_or(n == 0 || n == 1 || n == 3 ? 0 : 1));
}

}  // namespace downhill::nn::entries
