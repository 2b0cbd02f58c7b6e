#include <downhill/math/matmul.h>
#include <downhill/ops/convolution_products.h>
#include <downhill/ops/elementwise.h>

#include <algorithm>
#include <vector>

namespace downhill::ops {
namespace {

// In which order one output adds up its products. Where PyTorch takes oneDNN's direct convolution
// (float32, in the cases of its ConvParams::use_mkldnn), that is, for 256-bit vectors: from the
// bias on, eight channels at a time, of these first the places of the kernel, then the channels.
// Groups that are no multiple of eight channels and maps wide, one small image, and float64 go by
// way of columns: channels first.
constexpr int64_t kChannelBlock = 8;

bool blocked(const Geometry2& g, DType dtype) {
  const int64_t c = g.group_channels(), m = g.group_maps();
  const bool direct =
      g.groups > 1 || g.batch > 1 || (g.kh > 3 && g.kw > 3) || g.channels * g.h * g.w > 20480;
  return dtype == DType::Float32 && direct &&
         (g.groups == 1 || (c == 1 && m == 1) ||
          (c % kChannelBlock == 0 && m % kChannelBlock == 0));
}

// The rows of columns(), and so the elements of a map's weight, in that order.
std::vector<int64_t> row_order(const Geometry2& g, bool in_blocks) {
  const int64_t channels = g.group_channels(), places = g.kh * g.kw;
  const int64_t block = in_blocks ? kChannelBlock : 1;
  std::vector<int64_t> order;
  for (int64_t c = 0; c < channels; c += block) {
    for (int64_t place = 0; place < places; ++place) {
      for (int64_t one = c; one < std::min(c + block, channels); ++one)
        order.push_back(one * places + place);
    }
  }
  return order;
}

// The channels of one group as columns [C / groups * kh * kw, oh * ow], or added back from them;
// the rows in the order of `order`, if one is given.
template <class T>
DOWNHILL_NOINLINE void columns(const Geometry2& g, T* image, T* cols, bool back,
                               const int64_t* order = nullptr) {
  for (int64_t at = 0; at < g.rows(); ++at) {
    const int64_t row = order ? order[at] : at;
    const int64_t kx = row % g.kw, ky = row / g.kw % g.kh, channel = row / (g.kw * g.kh);
    for (int64_t oy = 0; oy < g.oh; ++oy) {
      const int64_t y = oy * g.stride[0] - g.pad[0] + ky * g.dilation[0];
      T* line = image + (channel * g.h + y) * g.w;
      for (int64_t ox = 0; ox < g.ow; ++ox, ++cols) {
        const int64_t x = ox * g.stride[1] - g.pad[1] + kx * g.dilation[1];
        const bool inside = y >= 0 && y < g.h && x >= 0 && x < g.w;
        if (!back)
          *cols = inside ? line[x] : T(0);
        else if (inside)
          line[x] += *cols;
      }
    }
  }
}

// The result, in PyTorch's order of additions. A row of ones before the columns makes the bias
// (null: none) the first summand; direct convolutions start at 0 without it, so that no sum is -0.
template <class T>
void products_of_result(const Geometry2& g, DType dtype, T* image, const T* weight, const T* bias,
                        T* result) {
  const bool direct = blocked(g, dtype);
  const int64_t first = bias || direct ? 1 : 0, rows = g.rows(), places = g.places(),
                maps = g.group_maps();
  const std::vector<int64_t> order = row_order(g, direct);
  std::vector<T> cols(static_cast<std::size_t>((first + rows) * places), T(1)), packed;
  for (int64_t map = 0; map < g.maps; ++map) {
    if (first) packed.push_back(bias ? bias[map] : T(0));
    for (const int64_t row : order) packed.push_back(weight[map * rows + row]);
  }
  for (int64_t n = 0; n < g.batch; ++n) {
    for (int64_t k = 0; k < g.groups; ++k) {
      columns(g, image + (n * g.groups + k) * g.group_channels() * g.h * g.w,
              cols.data() + first * places, false, order.data());
      math::matmul<T>(maps, places, first + rows, packed.data() + k * maps * (first + rows),
                      first + rows, 1, cols.data(), places, 1,
                      result + (n * g.groups + k) * maps * places);
    }
  }
}

// The gradient of the image where PyTorch takes a direct convolution of stride 1: each pixel adds
// up eight maps at a time, of these first the places of the kernel, then the maps.
bool gathered(const Geometry2& g, DType dtype) {
  return g.groups == 1 && g.stride[0] == 1 && g.stride[1] == 1 && blocked(g, dtype);
}
template <class T>
void gather(const Geometry2& g, T* image, const T* weight, const T* result) {
  const int64_t pixels = g.h * g.w, taps = g.kh * g.kw, rows = g.maps * taps;
  std::vector<T> cols(static_cast<std::size_t>((1 + rows) * pixels), T(1));
  std::vector<T> packed(static_cast<std::size_t>(g.channels * (1 + rows)));  // starting at 0
  std::vector<int64_t> order;                                                // of map * taps + tap
  for (int64_t block = 0; block < g.maps; block += kChannelBlock) {
    for (int64_t tap = 0; tap < taps; ++tap) {
      for (int64_t map = block; map < std::min(block + kChannelBlock, g.maps); ++map)
        order.push_back(map * taps + tap);
    }
  }
  const auto at = [](int64_t i) { return static_cast<std::size_t>(i); };
  for (int64_t c = 0; c < g.channels; ++c) {
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t map = order[at(i)] / taps, tap = order[at(i)] % taps;
      packed[at(c * (1 + rows) + 1 + i)] = weight[(map * g.channels + c) * taps + tap];
    }
  }
  for (int64_t n = 0; n < g.batch; ++n) {
    T* col = cols.data() + pixels;
    for (const int64_t row : order) {
      const int64_t tap = row % taps, ky = tap / g.kw, kx = tap % g.kw;
      const T* map = result + (n * g.maps + row / taps) * g.places();
      for (int64_t y = 0; y < g.h; ++y) {
        const int64_t oy = y + g.pad[0] - ky * g.dilation[0];
        for (int64_t x = 0; x < g.w; ++x) {
          const int64_t ox = x + g.pad[1] - kx * g.dilation[1];
          const bool inside = oy >= 0 && oy < g.oh && ox >= 0 && ox < g.ow;
          *col++ = inside ? map[oy * g.ow + ox] : T(0);
        }
      }
    }
    math::matmul<T>(g.channels, pixels, 1 + rows, packed.data(), 1 + rows, 1, cols.data(), pixels,
                    1, image + n * g.channels * pixels);
  }
}

// The gradients' products: of image, weight and result two are given, the third is written.
template <class T>
void products(const Geometry2& g, Part wanted, T* image, T* weight, T* result) {
  const int64_t rows = g.rows(), places = g.places(), maps = g.group_maps();
  std::vector<T> cols(static_cast<std::size_t>(rows * places)), one;
  if (wanted == Part::image) std::fill_n(image, g.batch * g.channels * g.h * g.w, T(0));
  if (wanted == Part::weight) {
    std::fill_n(weight, g.maps * rows, T(0));
    one.resize(static_cast<std::size_t>(maps * rows));
  }
  for (int64_t n = 0; n < g.batch; ++n) {
    for (int64_t k = 0; k < g.groups; ++k) {
      T* x = image + (n * g.groups + k) * g.group_channels() * g.h * g.w;
      T* y = result + (n * g.groups + k) * maps * places;
      T* w = weight + k * maps * rows;
      if (wanted != Part::image) columns(g, x, cols.data(), false);
      if (wanted == Part::image) {
        math::matmul<T>(rows, places, maps, w, 1, rows, y, places, 1, cols.data());
        columns(g, x, cols.data(), true);
      } else {
        math::matmul<T>(maps, rows, places, y, places, 1, cols.data(), 1, places, one.data());
        for (int64_t i = 0; i < maps * rows; ++i) w[i] += one[static_cast<std::size_t>(i)];
      }
    }
  }
}

}  // namespace

void convolve(const Geometry2& g, Part wanted, const Tensor& image, const Tensor& weight,
              const Tensor& result) {
  const Tensor x = image.contiguous(), w = weight.contiguous(), y = result.contiguous();
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    if (wanted == Part::image && gathered(g, x.dtype()))
      return gather<T>(g, x.data<T>(), w.data<T>(), y.data<T>());
    products<T>(g, wanted, x.data<T>(), w.data<T>(), y.data<T>());
  });
}

bool convolve_with_bias(const Geometry2& g, const Tensor& image, const Tensor& weight,
                        const Tensor& bias, const Tensor& result) {
  const Tensor x = image.contiguous(), w = weight.contiguous();
  const bool bias_first = result.dtype() == DType::Float64 || blocked(g, result.dtype());
  visit_floating(result.dtype(), [&](auto zero) {
    using T = decltype(zero);
    products_of_result<T>(g, result.dtype(), x.data<T>(), w.data<T>(),
                          bias.defined() && bias_first ? bias.data<T>() : nullptr,
                          result.data<T>());
  });
  return bias_first;
}

}  // namespace downhill::ops
