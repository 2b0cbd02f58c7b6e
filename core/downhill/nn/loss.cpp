#include <downhill/nn/loss.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {

Tensor MSELoss::forward(const Args& a, const Parameters&, const Tensor& input,
                        const Tensor& target) {
  return mse_loss(input, target, a.reduction);
}

Tensor L1Loss::forward(const Args& a, const Parameters&, const Tensor& input,
                       const Tensor& target) {
  return l1_loss(input, target, a.reduction);
}

Tensor CrossEntropyLoss::forward(const Args& a, const Parameters&, const Tensor& input,
                                 const Tensor& target) {
  if (target.is_floating()) {
    fail(ErrorKind::not_implemented,
         "CrossEntropyLoss: targets are classes (int64); probabilities of classes are not there "
         "yet");
  }
  const Tensor log_probabilities = log_softmax(input, input.dim() == 1 ? 0 : 1);
  return nll_loss(log_probabilities, target, Tensor(), a.reduction, a.ignore_index);
}

}  // namespace downhill::nn::entries
