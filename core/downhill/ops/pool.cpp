#include <downhill/ops/elementwise.h>
#include <downhill/ops/list.h>

#include <cmath>
#include <limits>

namespace downhill::ops {
namespace {

// One dimension of a pooling window.
struct Window {
  int64_t kernel, stride, pad, dilation, size, out;
};

Window window(const char* name, const Ints& kernel, const Ints& stride, const Ints& pad,
              const Ints& dilation, bool ceil_mode, int d, int64_t size) {
  auto check = [&](const Ints& v, const char* what, const char* may) {
    if (v.empty() || v.size() > 2)
      fail(name, ": ", what, " must either be ", may, "a single int, or a tuple of two ints");
  };
  check(kernel, "kernel_size", "");
  if (!stride.empty()) check(stride, "stride", "omitted, ");
  check(pad, "padding", "");
  check(dilation, "dilation", "");
  auto of = [d](const Ints& v) { return v.size() == 1 ? v[0] : v[d]; };
  Window w{of(kernel), of(stride.empty() ? kernel : stride), of(pad), of(dilation), size, 0};
  if (w.stride == 0) fail("stride should not be zero");
  if (w.pad < 0) fail("pad must be non-negative, but got pad: ", w.pad);
  if (w.dilation <= 0)
    fail("dilation should be greater than zero, but got dilationH: ", dilation[0],
         " dilationW: ", of(dilation));
  if (w.pad > ((w.kernel - 1) * w.dilation + 1) / 2) {
    fail("pad should be at most half of effective kernel size, but got pad=", w.pad,
         ", kernel_size=", w.kernel, " and dilation=", w.dilation);
  }
  const int64_t room = size + 2 * w.pad - w.dilation * (w.kernel - 1) - 1;
  const int64_t up = room + (ceil_mode ? w.stride - 1 : 0);
  w.out = (up >= 0 ? up / w.stride : -((-up + w.stride - 1) / w.stride)) + 1;
  // The last window starts inside, or in the padding before it.
  if (ceil_mode && (w.out - 1) * w.stride >= size + w.pad) --w.out;
  return w;
}

void check_planes(const Tensor& x, const Window& h, const Window& w, const char* name) {
  const Shape& s = x.sizes();
  bool empty = false;
  for (int d = x.dim() - 3; d < x.dim(); ++d) empty = empty || s[d] == 0;
  if (empty) {
    fail("Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:",
         s);
  }
  if (h.out < 1 || w.out < 1) {
    const int64_t planes = s[x.dim() - 3];
    fail("Given input size: (", planes, "x", h.size, "x", w.size, "). Calculated output size: (",
         planes, "x", h.out, "x", w.out, "). Output size is too small");
  }
  if (!x.is_floating()) {
    fail(ErrorKind::not_implemented, "\"", name, "\" not implemented for '",
         scalar_type_name(x.dtype()), "'");
  }
}

Shape with_planes(const Shape& sizes, int64_t h, int64_t w) {
  Shape out = sizes;
  out[out.size() - 2] = h;
  out[out.size() - 1] = w;
  return out;
}
int64_t last(const Shape& s, int back) { return s[s.size() - back]; }
int64_t planes_of(const Shape& sizes) { return count(Shape(sizes.begin(), sizes.end() - 2)); }

Window max_window(const Call& c, int d) {
  const MaxPoolAttrs& a = c.get<MaxPoolAttrs>();
  return window("max_pool2d", a.kernel_size, a.stride, a.padding, a.dilation, a.ceil_mode, d,
                last(c.input().sizes(), 2 - d));
}

}  // namespace

void MaxPool2d::infer(Call& c) {
  const Tensor& x = c.input();
  if (x.dim() != 3 && x.dim() != 4)
    fail("non-empty 3D or 4D (batch mode) tensor expected for input");
  const Window h = max_window(c, 0), w = max_window(c, 1);
  check_planes(x, h, w, "max_pool2d");
  const Shape out = with_planes(x.sizes(), h.out, w.out);
  c.give(out, x.dtype());
  c.give(out, DType::Int64);
}
void MaxPool2d::kernel(Call& c) {
  const Tensor x = c.input().contiguous();
  const Window h = max_window(c, 0), w = max_window(c, 1);
  int64_t* index = c.output(1).data<int64_t>();
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T* in = x.data<T>();
    auto first = [](const Window& v, int64_t o) {
      int64_t at = o * v.stride - v.pad;
      while (at < 0) at += v.dilation;
      return at;
    };
    for (int64_t plane = planes_of(x.sizes()); plane > 0; --plane, in += h.size * w.size) {
      for (int64_t oy = 0; oy < h.out; ++oy) {
        for (int64_t ox = 0; ox < w.out; ++ox) {
          const int64_t y0 = first(h, oy), x0 = first(w, ox);
          const int64_t y1 =
              std::min(h.size, oy * h.stride - h.pad + (h.kernel - 1) * h.dilation + 1);
          const int64_t x1 =
              std::min(w.size, ox * w.stride - w.pad + (w.kernel - 1) * w.dilation + 1);
          T best = -std::numeric_limits<T>::infinity();
          int64_t at = y0 * w.size + x0;
          for (int64_t iy = y0; iy < y1; iy += h.dilation) {
            for (int64_t ix = x0; ix < x1; ix += w.dilation) {
              const T v = in[iy * w.size + ix];
              if (v > best || v != v) {
                best = v;
                at = iy * w.size + ix;
              }
            }
          }
          *out++ = best;
          *index++ = at;
        }
      }
    }
  });
}
void MaxPool2d::backward(Backward& b) {
  // What each window chose gets its gradient, added in the windows' order.
  const Shape& sizes = b.sizes(0);
  const int64_t planes = planes_of(sizes), plane = last(sizes, 2) * last(sizes, 1);
  Tensor at;
  {
    NoGrad no_grad;
    at = add(reshape(b.output(1), Ints{planes, b.output(1).numel() / std::max<int64_t>(planes, 1)}),
             reshape(mul(arange(planes), plane), Ints{planes, 1}));
  }
  const IndexPut::Attrs accumulate{true};
  const Tensor flat = Tensor::full({planes * plane}, 0, b.grad().dtype());
  Tensors inputs{flat, reshape(b.grad(), Ints(at.sizes())), at};
  b.set(0, view(apply(op_of<IndexPut>(), std::move(inputs), &accumulate)[0], Ints(sizes)));
}

// ---- means -----------------------------------------------------------------------------------

namespace {

// Both kinds of mean, for an input of `sizes`.
struct Means {
  const AvgPoolAttrs& a;
  const Ints& adaptive;  // its output size, or empty
  Window h, w;

  Means(const AvgPoolAttrs& attrs, const Ints& output_size, const Shape& sizes)
      : a(attrs), adaptive(output_size), h(dimension(0, sizes)), w(dimension(1, sizes)) {}
  Window dimension(int d, const Shape& sizes) const {
    const int64_t size = last(sizes, 2 - d);
    if (!adaptive.empty()) return {0, 0, 0, 1, size, adaptive[adaptive.size() == 1 ? 0 : d]};
    return window("avg_pool2d", a.kernel_size, a.stride, a.padding, Ints{1}, a.ceil_mode, d, size);
  }
  // Calls f(y0, y1, x0, x1, divisor, second divisor) for the windows of one plane.
  template <class F>
  void each(F&& f) const {
    for (int64_t oy = 0; oy < h.out; ++oy) {
      for (int64_t ox = 0; ox < w.out; ++ox) {
        if (!adaptive.empty()) {
          const int64_t y0 = oy * h.size / h.out, y1 = ((oy + 1) * h.size + h.out - 1) / h.out;
          const int64_t x0 = ox * w.size / w.out, x1 = ((ox + 1) * w.size + w.out - 1) / w.out;
          f(y0, y1, x0, x1, y1 - y0, x1 - x0);
          continue;
        }
        int64_t y0 = oy * h.stride - h.pad, x0 = ox * w.stride - w.pad;
        int64_t y1 = std::min(y0 + h.kernel, h.size + h.pad),
                x1 = std::min(x0 + w.kernel, w.size + w.pad);
        const int64_t padded = (y1 - y0) * (x1 - x0);
        y0 = std::max<int64_t>(y0, 0), x0 = std::max<int64_t>(x0, 0);
        y1 = std::min(y1, h.size), x1 = std::min(x1, w.size);
        const int64_t inside = (y1 - y0) * (x1 - x0);
        f(y0, y1, x0, x1, a.divisor_override.value_or(a.count_include_pad ? padded : inside), 1);
      }
    }
  }
};

// in -> out, or the gradient of out -> that of in.
void run_means(const Means& m, const Tensor& large, const Tensor& small, bool back) {
  visit_floating(large.dtype(), [&](auto zero) {
    using T = decltype(zero);
    T *in = large.data<T>(), *out = small.data<T>();
    if (back) std::fill_n(in, large.numel(), T(0));
    for (int64_t plane = planes_of(large.sizes()); plane > 0; --plane, in += m.h.size * m.w.size) {
      m.each([&](int64_t y0, int64_t y1, int64_t x0, int64_t x1, int64_t by, int64_t then) {
        const T share = back ? *out / static_cast<T>(by) / static_cast<T>(then) : T(0);
        T sum = 0;
        for (int64_t y = y0; y < y1; ++y) {
          for (int64_t x = x0; x < x1; ++x) {
            T& v = in[y * m.w.size + x];
            if (back)
              v += share;
            else
              sum += v;
          }
        }
        if (!back)
          *out = y0 < y1 && x0 < x1 ? sum / static_cast<T>(by) / static_cast<T>(then) : T(0);
        ++out;
      });
    }
  });
}

void infer_means(Call& c, const AvgPoolAttrs& a, const Ints& output_size) {
  const Tensor& x = c.input();
  if (x.dim() != 3 && x.dim() != 4) {
    if (x.dim() < 3 && output_size.empty()) wrap_dim(-3, x.dim());
    fail(output_size.empty() ? "non-empty 3D or 4D (batch mode) tensor expected for input"
                             : "adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got ",
         output_size.empty() ? "" : "", x.sizes());
  }
  if (a.divisor_override && *a.divisor_override == 0) fail("divisor must be not zero");
  const Means m(a, output_size, x.sizes());
  check_planes(x, m.h, m.w, output_size.empty() ? "avg_pool2d" : "adaptive_avg_pool2d");
  c.give(with_planes(x.sizes(), m.h.out, m.w.out), x.dtype());
}

const AvgPoolAttrs kNoWindow{};
const Ints kNotAdaptive{};

void backward_means(Backward& b, const AvgPoolAttrs& a, const Ints& output_size) {
  const AvgPoolBackward::Attrs of{Ints(b.sizes(0)), output_size, a};
  b.set(0, apply(op_of<AvgPoolBackward>(), Tensors{b.grad()}, &of)[0]);
}

}  // namespace

void AvgPool2d::infer(Call& c) { infer_means(c, c.get<Attrs>(), kNotAdaptive); }
void AvgPool2d::kernel(Call& c) {
  run_means(Means(c.get<Attrs>(), kNotAdaptive, c.input().sizes()), c.input().contiguous(),
            c.output(), false);
}
void AvgPool2d::backward(Backward& b) { backward_means(b, b.get<Attrs>(), kNotAdaptive); }

void AdaptiveAvgPool2d::infer(Call& c) {
  const Ints& size = c.get<Attrs>().output_size;
  if (size.empty() || size.size() > 2) fail("adaptive_avg_pool2d: output_size must be 2");
  infer_means(c, kNoWindow, size);
}
void AdaptiveAvgPool2d::kernel(Call& c) {
  run_means(Means(kNoWindow, c.get<Attrs>().output_size, c.input().sizes()), c.input().contiguous(),
            c.output(), false);
}
void AdaptiveAvgPool2d::backward(Backward& b) {
  backward_means(b, kNoWindow, b.get<Attrs>().output_size);
}

void AvgPoolBackward::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Shape sizes(a.sizes.begin(), a.sizes.end());
  if (sizes.size() < 2)
    fail("avg_pool2d_backward: 2 dimensions or more are wanted, but got ", sizes);
  if (a.output_size.size() > 2) fail("adaptive_avg_pool2d: output_size must be 2");
  const Means m(a.how, a.output_size, sizes);
  if (!(c.input().sizes() == with_planes(sizes, m.h.out, m.w.out)))
    fail("avg_pool2d_backward: gradient of size ", c.input().sizes(), " for an input of ", sizes);
  c.give(sizes, c.input().dtype());
}
void AvgPoolBackward::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  run_means(Means(a.how, a.output_size, c.output().sizes()), c.output(), c.input().contiguous(),
            true);
}
void AvgPoolBackward::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const AdaptiveAvgPool2d::Attrs adaptive{a.output_size};
  b.set(0, a.output_size.empty()
               ? apply(op_of<AvgPool2d>(), Tensors{b.grad()}, &a.how)[0]
               : apply(op_of<AdaptiveAvgPool2d>(), Tensors{b.grad()}, &adaptive)[0]);
}

// ---- pad -------------------------------------------------------------------------------------

void Pad::infer(Call& c) {
  const Ints& by = c.get<Attrs>().pad;
  Shape sizes = c.input().sizes();
  if (by.size() % 2 != 0) fail("Padding length must be divisible by 2");
  if (by.size() > 2 * sizes.size()) {
    fail(
        "Padding length should be less than or equal to two times the input dimension but got "
        "padding length ",
        by.size(), " and input of dimension ", sizes.size());
  }
  for (int i = 0; i < by.size() / 2; ++i) {
    const int d = sizes.size() - 1 - i;
    const int64_t size = sizes[d];
    sizes[d] += by[2 * i] + by[2 * i + 1];
    if (sizes[d] < 0) {
      fail("The input size ", size, ", plus negative padding ", by[2 * i], " and ", by[2 * i + 1],
           " resulted in a negative output size, which is invalid. Check dimension ", d,
           " of your input.");
    }
  }
  c.give(sizes, c.input().dtype());
}
void Pad::kernel(Call& c) {
  NoGrad no_grad;
  const Attrs& a = c.get<Attrs>();
  Tensor from = c.input(), to = c.output();
  copy_into(to, Tensor::full({}, a.value, to.dtype()));
  for (int i = 0; i < a.pad.size() / 2; ++i) {
    const int64_t d = to.dim() - 1 - i, before = a.pad[2 * i], after = a.pad[2 * i + 1];
    auto inner = [&](const Tensor& t, int64_t cut, int64_t end) {
      return slice(t, d, std::max<int64_t>(cut, 0),
                   t.sizes()[static_cast<int>(d)] - std::max<int64_t>(end, 0));
    };
    from = inner(from, -before, -after);
    to = inner(to, before, after);
  }
  copy_into(to, from);
}
void Pad::backward(Backward& b) {
  Ints back = b.get<Attrs>().pad;
  for (int64_t& p : back) p = -p;
  b.set(0, pad(b.grad(), back));
}

}  // namespace downhill::ops
