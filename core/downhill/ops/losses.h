// softmax and the losses.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct SoftmaxAttrs {
  int64_t dim = -1;
  std::optional<DType> dtype = {};
  static constexpr auto fields() {
    return std::tuple{field("dim", &SoftmaxAttrs::dim).required(),
                      field("dtype", &SoftmaxAttrs::dtype)};
  }
};
struct Softmax {
  using Attrs = SoftmaxAttrs;
  static constexpr Info info{.name = "softmax",
                             .node = "SoftmaxBackward0",
                             .where = "torch method",
                             .doc = "exp(input) over its sum along dim.",
                             .saves = {{.outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "1"}, {"[2,3]", "0"}};
};
inline constexpr Function<Softmax> softmax;

struct LogSoftmax {
  using Attrs = SoftmaxAttrs;
  static constexpr Info info{.name = "log_softmax",
                             .node = "LogSoftmaxBackward0",
                             .where = "torch method",
                             .doc = "log(softmax(input)).",
                             .saves = {{.outputs = 1}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3]", "1"}, {"[2,3]", "0"}};
};
inline constexpr Function<LogSoftmax> log_softmax;

// Their gradients: operators of their own, because PyTorch's fuse the steps. Differentiable once
// more.
struct AlongDim {
  int64_t dim = -1;
  static constexpr auto fields() { return std::tuple{field("dim", &AlongDim::dim).required()}; }
};
struct SoftmaxBackward {
  using Attrs = AlongDim;
  static constexpr Info info{.name = "_softmax_backward",
                             .node = "SoftmaxBackwardDataBackward0",
                             .inputs = "grad, output",
                             .where = "",
                             .doc = "(grad - sum(grad * output)) * output.",
                             .saves = {{.inputs = 2}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [2,3]", "1"}, {"[2,3] [2,3]", "0"}};
};
inline constexpr Function<SoftmaxBackward> softmax_backward;

struct LogSoftmaxBackward {
  using Attrs = AlongDim;
  static constexpr Info info{.name = "_log_softmax_backward",
                             .node = "LogSoftmaxBackwardDataBackward0",
                             .inputs = "grad, output",
                             .where = "",
                             .doc = "grad - exp(output) * sum(grad), fused.",
                             .saves = {{.inputs = 2}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2,3] [2,3]", "1"}, {"[2,3] [2,3]", "0"}};
};
inline constexpr Function<LogSoftmaxBackward> log_softmax_backward;

struct Reduced {
  std::string reduction = "mean";
  static constexpr auto fields() {
    return std::tuple{field("reduction", &Reduced::reduction, "'mean', 'sum' or 'none'.")};
  }
};
void check_reduction(const std::string& reduction);  // throws PyTorch's ValueError
// Losses of elements, their mean or their sum.
Tensor reduced(const Tensor& losses, const std::string& reduction);

struct MseLoss {
  using Attrs = Reduced;
  static constexpr Info info{.name = "mse_loss",
                             .node = "MseLossBackward0",
                             .inputs = "input, target",
                             .where = "functional",
                             .doc = "(input - target)^2.",
                             .saves = {{.inputs = 3}, {.inputs = 3}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[3] [3]"}, {"[2,3] [2,3]", "'sum'"}, {"[2,3] [2,3]", "'none'"}};
};
inline constexpr Function<MseLoss> mse_loss;

struct L1Loss {
  using Attrs = Reduced;
  static constexpr Info info{.name = "l1_loss",
                             .inputs = "input, target",
                             .where = "functional",
                             .doc = "|input - target|."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[3] [3]"}};
};
inline constexpr Function<L1Loss> l1_loss;

struct NllLossAttrs {
  std::string reduction = "mean";
  int64_t ignore_index = -100;
  static constexpr auto fields() {
    return std::tuple{field("reduction", &NllLossAttrs::reduction),
                      field("ignore_index", &NllLossAttrs::ignore_index)};
  }
};
struct NllLoss {
  using Attrs = NllLossAttrs;
  static constexpr Info info{.name = "_nll_loss",
                             .node = "NllLossBackward0",
                             .inputs = "input, target, weight?",
                             .where = "functional",
                             .doc = "-input[i, target[i]].",
                             .saves = {{.inputs = 7}}};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[4,3] [4]index3"}};
};
inline constexpr Function<NllLoss> nll_loss;

// Of `input` only the sizes matter.
struct NllLossBackward {
  using Attrs = NllLossAttrs;
  static constexpr Info info{.name = "_nll_loss_backward",
                             .node = "NllLossBackwardBackward0",
                             .inputs = "grad, input, target, weight?",
                             .where = "",
                             .doc = "-grad * weight at each row's target, else 0.",
                             .saves = {{.inputs = 12}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[] [4,3] [4]index3"},
                                       {"[4] [4,3] [4]index3 [3]fixed", "'none'"}};
};
inline constexpr Function<NllLossBackward> nll_loss_backward;

}  // namespace downhill::ops

namespace downhill {
using ops::l1_loss, ops::log_softmax, ops::log_softmax_backward, ops::mse_loss, ops::nll_loss,
    ops::softmax, ops::softmax_backward;
}
