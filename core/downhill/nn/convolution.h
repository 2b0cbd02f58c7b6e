// Convolutions over one and two dimensions, and transposed ones.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/convolution.h>

namespace downhill::nn {

namespace entries {

struct ConvParameters {
  Tensor weight, bias;
  static constexpr auto fields() {
    return std::tuple{field("weight", &ConvParameters::weight),
                      field("bias", &ConvParameters::bias)};
  }
};

struct ConvArgs {
  int64_t in_channels = 0, out_channels = 0;
  Ints kernel_size, stride{1};
  Padding padding = {};
  Ints dilation{1};
  int64_t groups = 1;
  bool bias = true;
  std::string padding_mode = "zeros";  // the only one here
  DType dtype = DType::Float32;
  static constexpr auto fields() {
    return std::tuple{
        field("in_channels", &ConvArgs::in_channels, "Channels of the input.").required(),
        field("out_channels", &ConvArgs::out_channels, "Channels of the result.").required(),
        field("kernel_size", &ConvArgs::kernel_size, "Size of the window.").required(),
        field("stride", &ConvArgs::stride, "From one window to the next."),
        field("padding", &ConvArgs::padding, "Zeros around the input, or 'same' or 'valid'."),
        field("dilation", &ConvArgs::dilation, "From one element of the window to the next."),
        field("groups", &ConvArgs::groups, "Groups of channels that do not mix."),
        field("bias", &ConvArgs::bias, "Whether a bias is learnt too."),
        field("padding_mode", &ConvArgs::padding_mode),
        field("dtype", &ConvArgs::dtype)};
  }
};

// PyTorch's order of arguments differs.
struct ConvTransposeArgs {
  int64_t in_channels = 0, out_channels = 0;
  Ints kernel_size, stride{1}, padding{0}, output_padding{0};
  int64_t groups = 1;
  bool bias = true;
  Ints dilation{1};
  std::string padding_mode = "zeros";
  DType dtype = DType::Float32;
  static constexpr auto fields() {
    return std::tuple{
        field("in_channels", &ConvTransposeArgs::in_channels, "Channels of the input.").required(),
        field("out_channels", &ConvTransposeArgs::out_channels, "Channels of the result.")
            .required(),
        field("kernel_size", &ConvTransposeArgs::kernel_size, "Size of the window.").required(),
        field("stride", &ConvTransposeArgs::stride, "From one window to the next."),
        field("padding", &ConvTransposeArgs::padding, "What is cut off around the result."),
        field("output_padding", &ConvTransposeArgs::output_padding, "Added to the result's end."),
        field("groups", &ConvTransposeArgs::groups, "Groups of channels that do not mix."),
        field("bias", &ConvTransposeArgs::bias, "Whether a bias is learnt too."),
        field("dilation", &ConvTransposeArgs::dilation,
              "From one element of the window to the next."),
        field("padding_mode", &ConvTransposeArgs::padding_mode),
        field("dtype", &ConvTransposeArgs::dtype)};
  }
};

// The four: dimensions, transposed or not.
ConvParameters make_conv(int dims, bool transposed, int64_t in, int64_t out, const Ints& kernel,
                         int64_t groups, bool bias, DType dtype);
void reset_conv(ConvParameters& p);

#define DOWNHILL_CONV(Name, N, ArgsOf, isTransposed, names, text)                               \
  struct Name {                                                                                 \
    static constexpr ModuleInfo info{.name = #Name,                                             \
                                     .file = "conv",                                            \
                                     .doc = text,                                               \
                                     .base = isTransposed ? "_ConvTransposeNd" : "_ConvNd",     \
                                     .super = #N ", " names};                                   \
    using Args = ArgsOf;                                                                        \
    using Parameters = ConvParameters;                                                          \
    static Parameters make(const Args& a) {                                                     \
      return make_conv(N, isTransposed, a.in_channels, a.out_channels, a.kernel_size, a.groups, \
                       a.bias, a.dtype);                                                        \
    }                                                                                           \
    static void reset_parameters(const Args&, Parameters& p) { reset_conv(p); }                 \
    static Tensor forward(const Layer<Name>& m, const Tensor& input);                           \
  }
#define DOWNHILL_CONV_NAMES \
  "in_channels, out_channels, kernel_size, stride, padding, dilation, groups, padding_mode"
DOWNHILL_CONV(Conv1d, 1, ConvArgs, false, DOWNHILL_CONV_NAMES, "A convolution over sequences.");
DOWNHILL_CONV(Conv2d, 2, ConvArgs, false, DOWNHILL_CONV_NAMES, "A convolution over images.");
#undef DOWNHILL_CONV_NAMES
#define DOWNHILL_CONV_NAMES                                                                     \
  "in_channels, out_channels, kernel_size, stride, padding, output_padding, groups, dilation, " \
  "padding_mode"
DOWNHILL_CONV(ConvTranspose1d, 1, ConvTransposeArgs, true, DOWNHILL_CONV_NAMES,
              "The gradient of a convolution over sequences, as a layer.");
DOWNHILL_CONV(ConvTranspose2d, 2, ConvTransposeArgs, true, DOWNHILL_CONV_NAMES,
              "The gradient of a convolution over images, as a layer.");
#undef DOWNHILL_CONV_NAMES
#undef DOWNHILL_CONV

}  // namespace entries

using Conv1d = Layer<entries::Conv1d>;
using Conv2d = Layer<entries::Conv2d>;
using ConvTranspose1d = Layer<entries::ConvTranspose1d>;
using ConvTranspose2d = Layer<entries::ConvTranspose2d>;

}  // namespace downhill::nn
