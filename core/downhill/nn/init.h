// Initial values of parameters: torch.nn.init.
#pragma once
#include <downhill/random/default_generator.h>
#include <downhill/tensor/tensor.h>

namespace downhill::nn::init {

struct Fans {
  int64_t in, out;
};
// How many inputs and outputs one element of a weight matrix has.
Fans calculate_fan_in_and_fan_out(const Tensor& t);

// Each fills `t` in place, without history, from the default generator, and returns it.
Tensor uniform_(const Tensor& t, double low = 0, double high = 1);
Tensor constant_(const Tensor& t, double value);
Tensor kaiming_uniform_(const Tensor& t, double a = 0);  // mode fan_in, for leaky ReLU of slope `a`
// Between ±1/sqrt(the fan-in of `weight`): what most layers' biases start with.
Tensor uniform_by_fan_in_(const Tensor& t, const Tensor& weight);

}  // namespace downhill::nn::init
