// Pooling over windows.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/pool.h>

namespace downhill::nn {

namespace entries {

struct MaxPoolArgs {
  Ints kernel_size;
  std::optional<Ints> stride = {};
  Ints padding{0}, dilation{1};
  bool return_indices = false, ceil_mode = false;
  static constexpr auto fields() {
    return std::tuple{
        field("kernel_size", &MaxPoolArgs::kernel_size, "Size of the window.").required(),
        field("stride", &MaxPoolArgs::stride, "From one window to the next; None: kernel_size."),
        field("padding", &MaxPoolArgs::padding, "Added on both sides, never the largest."),
        field("dilation", &MaxPoolArgs::dilation, "From one element of a window to the next."),
        field("return_indices", &MaxPoolArgs::return_indices, "Whether the places are given too."),
        field("ceil_mode", &MaxPoolArgs::ceil_mode, "Whether a last, incomplete window counts.")};
  }
};
struct AvgPoolArgs {
  Ints kernel_size;
  std::optional<Ints> stride = {};
  Ints padding{0};
  bool ceil_mode = false, count_include_pad = true;
  std::optional<int64_t> divisor_override = {};
  template <class S>
  static constexpr auto shared() {
    return std::tuple{
        inherited<S>("kernel_size", &AvgPoolArgs::kernel_size, "Size of the window.").required(),
        inherited<S>("stride", &AvgPoolArgs::stride,
                     "From one window to the next; None: kernel_size."),
        inherited<S>("padding", &AvgPoolArgs::padding, "Zeros on both sides."),
        inherited<S>("ceil_mode", &AvgPoolArgs::ceil_mode,
                     "Whether a last, incomplete window counts."),
        inherited<S>("count_include_pad", &AvgPoolArgs::count_include_pad,
                     "Whether the zeros around count.")};
  }
  static constexpr auto fields() {
    return std::tuple_cat(shared<AvgPoolArgs>(),
                          std::tuple{field("divisor_override", &AvgPoolArgs::divisor_override,
                                           "Divides the sums instead of the windows' sizes.")});
  }
};
struct AvgPool1dArgs : AvgPoolArgs {
  static constexpr auto fields() { return shared<AvgPool1dArgs>(); }
};

Tensor run_max_pool(int dims, const MaxPoolArgs& a, const Tensor& x);
Tensor run_avg_pool(int dims, const AvgPoolArgs& a, const Tensor& x);

#define DOWNHILL_POOL(Name, N, ArgsOf, run, basis, function, names, text)                      \
  struct Name {                                                                                \
    static constexpr ModuleInfo info{.name = #Name,                                            \
                                     .file = "pooling",                                        \
                                     .doc = text,                                              \
                                     .call = function,                                         \
                                     .repr = names,                                            \
                                     .base = basis,                                            \
                                     .super = "kernel_size, stride, padding"};                 \
    using Args = ArgsOf;                                                                       \
    using Parameters = Nothing;                                                                \
    static Tensor forward(const Layer<Name>& m, const Tensor& x) { return run(N, m.args, x); } \
  }
#define DOWNHILL_MAX_POOL(Name, N, function, text)                     \
  DOWNHILL_POOL(Name, N, MaxPoolArgs, run_max_pool, "_MaxPoolNd",      \
                function                                               \
                "(input, kernel_size, stride, padding, dilation, "     \
                "ceil_mode=ceil_mode, return_indices=return_indices)", \
                "kernel_size stride padding dilation ceil_mode", text)
DOWNHILL_MAX_POOL(MaxPool1d, 1, "max_pool1d", "The largest value of each window of a sequence.");
DOWNHILL_MAX_POOL(MaxPool2d, 2, "max_pool2d", "The largest value of each window of an image.");
DOWNHILL_POOL(AvgPool1d, 1, AvgPool1dArgs, run_avg_pool, "_AvgPool1d",
              "avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad)",
              "kernel_size stride padding", "The mean of each window of a sequence.");
DOWNHILL_POOL(AvgPool2d, 2, AvgPoolArgs, run_avg_pool, "_AvgPoolNd",
              "avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, "
              "divisor_override)",
              "kernel_size stride padding", "The mean of each window of an image.");
#undef DOWNHILL_MAX_POOL
#undef DOWNHILL_POOL

struct AdaptiveAvgPool2d {
  static constexpr ModuleInfo info{.name = "AdaptiveAvgPool2d",
                                   .file = "pooling",
                                   .doc = "Means of windows that give a result of output_size.",
                                   .call = "adaptive_avg_pool2d(input, output_size)",
                                   .repr = "output_size"};
  struct Args {
    Ints output_size;
    static constexpr auto fields() {
      return std::tuple{field("output_size", &Args::output_size, "Height and width.").required()};
    }
  };
  using Parameters = Nothing;
  static Tensor forward(const Layer<AdaptiveAvgPool2d>& m, const Tensor& input);
};

}  // namespace entries

using MaxPool1d = Layer<entries::MaxPool1d>;
using MaxPool2d = Layer<entries::MaxPool2d>;
using AvgPool1d = Layer<entries::AvgPool1d>;
using AvgPool2d = Layer<entries::AvgPool2d>;
using AdaptiveAvgPool2d = Layer<entries::AdaptiveAvgPool2d>;

}  // namespace downhill::nn
