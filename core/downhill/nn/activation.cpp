#include <downhill/nn/bends.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {

int64_t AlongDim::of(const Tensor& input) const {
  const int n = input.dim();
  return dim.value_or(n == 0 || n == 1 || n == 3 ? 0 : 1);
}

Tensor Softmax::forward(const Layer<Softmax>& m, const Tensor& input) {
  return softmax(input, m.args.of(input));
}

Tensor LogSoftmax::forward(const Layer<LogSoftmax>& m, const Tensor& input) {
  return log_softmax(input, m.args.of(input));
}

Tensor Softmin::forward(const Layer<Softmin>& m, const Tensor& input) {
  return softmax(neg(input), m.args.of(input));
}

PReLU::Parameters PReLU::make(const Args& a) {
  return {Tensor::empty({a.num_parameters}, a.dtype)};
}
void PReLU::reset_parameters(const Args& a, Parameters& p) { init::constant_(p.weight, a.init); }
Tensor PReLU::forward(const Layer<PReLU>& m, const Tensor& input) { return prelu(input, m.weight); }

}  // namespace downhill::nn::entries
