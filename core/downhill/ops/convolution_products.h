// The products of a convolution: its image, weight and result, of which two are given.
#pragma once
#include <downhill/ops/convolution.h>

namespace downhill::ops {

// A forward convolution seen from its image: [N, C, H, W] with kernels kh x kw gives maps oh x ow.
// One dimension is a height of 1.
struct Geometry2 {
  int64_t batch, channels, h, w, maps, oh, ow, kh, kw, groups;
  int64_t stride[2], pad[2], dilation[2];

  // image: the side that the padding surrounds; `result`: the other side; weight [maps, C / groups,
  // kh, kw].
  Geometry2(const Shape& image, const Shape& result, const Shape& weight, const ConvolutionAttrs& a)
      : batch(image[0]), channels(image[1]), maps(result[1]), groups(a.groups) {
    const bool flat = image.size() == 3;
    auto size = [&](const Shape& s, int d) { return flat ? (d == 0 ? 1 : s[2]) : s[2 + d]; };
    h = size(image, 0), w = size(image, 1), oh = size(result, 0), ow = size(result, 1);
    kh = size(weight, 0), kw = size(weight, 1);
    for (int d = 0; d < 2; ++d) {
      auto of = [&](const Ints& v, int64_t one) { return flat ? (d == 0 ? one : v[0]) : v[d]; };
      stride[d] = of(a.stride, 1);
      pad[d] = of(a.padding, 0);
      dilation[d] = of(a.dilation, 1);
    }
  }
  int64_t group_channels() const { return channels / groups; }
  int64_t group_maps() const { return maps / groups; }
  int64_t rows() const { return group_channels() * kh * kw; }  // of the columns of one group
  int64_t places() const { return oh * ow; }
};

// Writes what is wanted of the three from the other two, all contiguous.
enum class Part { image, weight };
void convolve(const Geometry2& g, Part wanted, const Tensor& image, const Tensor& weight,
              const Tensor& result);
// The result with the bias, if `bias` is defined, in PyTorch's order of additions; false where
// PyTorch adds the bias afterwards, which is left to the caller.
bool convolve_with_bias(const Geometry2& g, const Tensor& image, const Tensor& weight,
                        const Tensor& bias, const Tensor& result);

}  // namespace downhill::ops
