#include <downhill/nn/pooling.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {
namespace {

// One dimension is a height of 1.
Ints both(int dims, const Ints& given, int64_t other) {
  return dims == 1 ? Ints{other, given[0]} : given;
}
template <class F>
Tensor with_height(int dims, const Tensor& x, F&& f) {
  return dims == 1 ? squeeze_dim(f(unsqueeze(x, -2)), -2) : f(x);
}

}  // namespace

Tensor run_max_pool(int dims, const MaxPoolArgs& a, const Tensor& x) {
  return with_height(dims, x, [&](const Tensor& t) {
    return max_pool2d(t, both(dims, a.kernel_size, 1),
                      both(dims, a.stride.value_or(a.kernel_size), 1), both(dims, a.padding, 0),
                      both(dims, a.dilation, 1), a.ceil_mode);
  });
}
Tensor run_avg_pool(int dims, const AvgPoolArgs& a, const Tensor& x) {
  return with_height(dims, x, [&](const Tensor& t) {
    return avg_pool2d(t, both(dims, a.kernel_size, 1),
                      both(dims, a.stride.value_or(a.kernel_size), 1), both(dims, a.padding, 0),
                      a.ceil_mode, a.count_include_pad, a.divisor_override);
  });
}
Tensor AdaptiveAvgPool2d::forward(const Layer<AdaptiveAvgPool2d>& m, const Tensor& x) {
  const Ints& size = m.args.output_size;
  if (size[0] == 1 && size[size.size() - 1] == 1) return mean_dim(x, Ints{-1, -2}, true);
  return adaptive_avg_pool2d(x, size.size() == 1 ? Ints{size[0], size[0]} : size);
}

}  // namespace downhill::nn::entries
