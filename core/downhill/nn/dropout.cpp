#include <downhill/nn/dropout.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {

Tensor Dropout::forward(const Layer<Dropout>& m, const Tensor& input) {
  return dropout(input, m.args.p, m.is_training(), m.args.inplace);
}

}  // namespace downhill::nn::entries
