// Initial values of parameters: torch.nn.init.
#pragma once
#include <downhill/tensor/tensor.h>

namespace downhill::nn::init {

struct Fans {
  int64_t in, out;
};
// How many inputs and outputs one element of a weight matrix has.
Fans calculate_fan_in_and_fan_out(const Tensor& t);

// The factor by which a nonlinearity asks for larger weights: "linear", "sigmoid", "tanh", "relu",
// "leaky_relu" (of slope `a`), "selu". Throws PyTorch's ValueError for others.
double calculate_gain(const std::string& nonlinearity, double a = 0.01);

// Each fills `t` in place, without history, from the default generator, and returns it. A tensor
// that is not contiguous gets its numbers in the order of memory, as in PyTorch.
Tensor uniform_(const Tensor& t, double low = 0, double high = 1);
Tensor normal_(const Tensor& t, double mean = 0, double std = 1);
// Of the normal distribution what lies between low and high. Where that is more than 0.3 of it,
// what lies outside is drawn again; else even numbers are kept with the chance that the density
// gives.
Tensor trunc_normal_(const Tensor& t, double mean = 0, double std = 1, double low = -2,
                     double high = 2);
Tensor constant_(const Tensor& t, double value);
Tensor ones_(const Tensor& t);
Tensor zeros_(const Tensor& t);
// The identity matrix, also of one that is not square. Throws unless dim() == 2.
Tensor eye_(const Tensor& t);
// Convolutions [out, in, ...] that hand on their channels, as many as there are, in each group.
// Throws unless dim() is 3 to 5 and `groups` divides size(0).
Tensor dirac_(const Tensor& t, int64_t groups = 1);
// Orthogonal rows or columns (Saxe et al. 2013), times gain; further dimensions count as columns.
// Computed in float64: at most 5e-7 (float64: 3e-15) from LAPACK's numbers up to 128 x 64.
Tensor orthogonal_(const Tensor& t, double gain = 1);
// Normal numbers, and 0 for a share of every column (Martens 2010). Throws unless dim() == 2.
Tensor sparse_(const Tensor& t, double sparsity, double std = 0.01);
Tensor xavier_uniform_(const Tensor& t, double gain = 1);
Tensor xavier_normal_(const Tensor& t, double gain = 1);
enum class FanMode { in, out };
Tensor kaiming_uniform_(const Tensor& t, double a = 0, FanMode mode = FanMode::in,
                        const std::string& nonlinearity = "leaky_relu");
Tensor kaiming_normal_(const Tensor& t, double a = 0, FanMode mode = FanMode::in,
                       const std::string& nonlinearity = "leaky_relu");
// Between ±1/sqrt(the fan-in of `weight`): what most layers' biases start with.
Tensor uniform_by_fan_in_(const Tensor& t, const Tensor& weight);

}  // namespace downhill::nn::init
