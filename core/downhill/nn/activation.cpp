#include <downhill/nn/activation.h>
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

}  // namespace downhill::nn::entries
