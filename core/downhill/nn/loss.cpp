#include <downhill/nn/loss.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {

Tensor NLLLoss::forward(const Layer<NLLLoss>& m, const Tensor& input, const Tensor& target) {
  return nll_loss(input, target, m.args.weight, m.args.reduction, m.args.ignore_index);
}

Tensor CrossEntropyLoss::forward(const Layer<CrossEntropyLoss>& m, const Tensor& input,
                                 const Tensor& target) {
  if (target.is_floating() || m.args.label_smoothing != 0) {
    fail(ErrorKind::not_implemented,
         "CrossEntropyLoss: targets are classes (int64); probabilities of classes and label "
         "smoothing are not there yet");
  }
  const Tensor log_probabilities = log_softmax(input, input.dim() == 1 ? 0 : 1);
  return nll_loss(log_probabilities, target, m.args.weight, m.args.reduction, m.args.ignore_index);
}

}  // namespace downhill::nn::entries
