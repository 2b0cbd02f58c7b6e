// Convolutions of one and two dimensions: columns of the image (im2col) times the weight, in the
// fixed order of math/matmul.h.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill {

// How much to add on both sides of each dimension, or "same" or "valid".
struct Padding {
  Ints sizes{0};
  std::string mode = {};
  Padding() {}
  Padding(int64_t all) : sizes{all} {}
  Padding(Ints of_each) : sizes(std::move(of_each)) {}
  Padding(const char* name) : mode(name) {}
};
template <>
struct Kind<Padding> {
  static constexpr const char* name = "ints|str";
};
inline Argument argument(const Padding& p) {
  if (!p.mode.empty()) return argument(p.mode);
  return p.sizes.size() == 1 ? argument(p.sizes[0]) : argument(p.sizes);
}
inline void convert(const char* where, const char* name, const Argument& from, Padding& to) {
  if (from.kind == Argument::Kind::text)
    to.mode = from.text;
  else
    convert(where, name, from, to.sizes);
}

}  // namespace downhill

namespace downhill::ops {

// One value per spatial dimension.
struct ConvolutionAttrs {
  Ints stride, padding, dilation;
  bool transposed = false;
  Ints output_padding;
  int64_t groups = 1;
  static constexpr auto fields() {
    return std::tuple{field("stride", &ConvolutionAttrs::stride).required(),
                      field("padding", &ConvolutionAttrs::padding).required(),
                      field("dilation", &ConvolutionAttrs::dilation).required(),
                      field("transposed", &ConvolutionAttrs::transposed),
                      field("output_padding", &ConvolutionAttrs::output_padding),
                      field("groups", &ConvolutionAttrs::groups)};
  }
};
// input [N, C, L] or [N, C, H, W]; weight [O, C / groups, k...], or [C, O / groups, k...] if
// transposed.
struct Convolution {
  using Attrs = ConvolutionAttrs;
  static constexpr Info info{.name = "_convolution",
                             .node = "ConvolutionBackward0",
                             .inputs = "input, weight, bias?",
                             .where = "",
                             .saves = {{.inputs = 2}, {.inputs = 1}, {}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[2,2,5] [4,1,3] [4]", "(2,), (1,), (1,), False, (0,), 2"},
      {"[1,2,4,5] [3,2,2,3] [3]", "(1, 2), (0, 1), (2, 1), False, (0, 0), 1"},
      {"[1,4,2,3] [4,1,3,2] [2]", "(2, 1), (1, 0), (1, 1), True, (1, 0), 2"}};
};

// The gradient of a weight of the sizes `weight`: a convolution of the input with the gradient.
struct ConvolutionWeight {
  struct Attrs {
    Ints weight;
    ConvolutionAttrs how;
    static constexpr auto fields() {
      return std::tuple{field("weight", &Attrs::weight).required()};
    }
  };
  static constexpr Info info{.name = "_convolution_weight",
                             .node = "ConvolutionBackwardBackward0",
                             .inputs = "input, grad",
                             .where = "",
                             .saves = {{.inputs = 2}, {.inputs = 1}},
                             .keeps_shapes = true};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr std::span<const Sample>
      samples{};  // Convolution's second derivative is its test
};

// F.conv1d and F.conv2d (`dims` 1 or 2), transposed or not: with or without a batch, one number for
// all dimensions, padding "same" or "valid".
struct Conv {
  struct Attrs {
    int64_t dims = 2;
    Ints stride{1};
    Padding padding;
    Ints dilation{1};
    int64_t groups = 1;
    bool transposed = false;
    Ints output_padding{0};
    static constexpr auto fields() {
      return std::tuple{field("dims", &Attrs::dims).required(),
                        field("stride", &Attrs::stride),
                        field("padding", &Attrs::padding),
                        field("dilation", &Attrs::dilation),
                        field("groups", &Attrs::groups),
                        field("transposed", &Attrs::transposed),
                        field("output_padding", &Attrs::output_padding)};
    }
  };
  static constexpr Info info{.name = "_conv",
                             .inputs = "input, weight, bias?",
                             .where = "functional",
                             .doc = "A convolution over one or two dimensions."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,5] [3,2,2] [3]", "1, (1,), 'same'"},
                                       {"[1,2,4,3] [2,2,3,2] [2]", "2, (2,), (1,)"}};
};
inline constexpr Function<Conv> conv;

}  // namespace downhill::ops

namespace downhill {
using ops::conv;
}
