#include <downhill/nn/convolution.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>

#include <cmath>

namespace downhill::nn::entries {

ConvParameters make_conv(int dims, bool transposed, int64_t in, int64_t out, const Ints& kernel,
                         int64_t groups, bool bias, DType dtype) {
  if (groups <= 0) fail(ErrorKind::value, "groups must be a positive integer");
  if (in % groups != 0) fail(ErrorKind::value, "in_channels must be divisible by groups");
  if (out % groups != 0) fail(ErrorKind::value, "out_channels must be divisible by groups");
  Shape sizes{transposed ? in : out, (transposed ? out : in) / groups};
  for (int d = 0; d < dims; ++d) sizes.push_back(kernel[kernel.size() == 1 ? 0 : d]);
  return {Tensor::empty(sizes, dtype), bias ? Tensor::empty({out}, dtype) : Tensor()};
}

void reset_conv(ConvParameters& p) {
  init::kaiming_uniform_(p.weight, std::sqrt(5.0));
  if (p.bias.defined() && init::calculate_fan_in_and_fan_out(p.weight).in != 0)
    init::uniform_by_fan_in_(p.bias, p.weight);
}

namespace {
template <class L>
Tensor run(int64_t dims, const L& m, const Tensor& x) {
  return conv(x, m.weight, m.bias, dims, m.args.stride, m.args.padding, m.args.dilation,
              m.args.groups);
}
template <class L>
Tensor run_transposed(int64_t dims, const L& m, const Tensor& x) {
  return conv(x, m.weight, m.bias, dims, m.args.stride, Padding(m.args.padding), m.args.dilation,
              m.args.groups, true, m.args.output_padding);
}
}  // namespace

Tensor Conv1d::forward(const Layer<Conv1d>& m, const Tensor& x) { return run(1, m, x); }
Tensor Conv2d::forward(const Layer<Conv2d>& m, const Tensor& x) { return run(2, m, x); }
Tensor ConvTranspose1d::forward(const Layer<ConvTranspose1d>& m, const Tensor& x) {
  return run_transposed(1, m, x);
}
Tensor ConvTranspose2d::forward(const Layer<ConvTranspose2d>& m, const Tensor& x) {
  return run_transposed(2, m, x);
}

}  // namespace downhill::nn::entries
