#include <downhill/ops/convolution_products.h>
#include <downhill/ops/elementwise.h>
#include <downhill/ops/list.h>

namespace downhill::ops {
namespace {

std::string times(const Shape& sizes) {
  std::string text = "(";
  for (int i = 0; i < sizes.size(); ++i) text += concat({i ? " x " : "", part(sizes[i])});
  return text + ")";
}

void check_values(const ConvolutionAttrs& a, int dims) {
  if (dims < 1 || dims > 2) fail("convolutions have 1 or 2 dimensions here");
  for (const Ints* each : {&a.stride, &a.padding, &a.dilation, &a.output_padding}) {
    if (each->size() != dims) fail("expected ", dims, " numbers, but got ", each->size());
  }
  for (const int64_t p : a.padding)
    if (p < 0) fail("negative padding is not supported");
  for (const int64_t p : a.output_padding)
    if (p < 0) fail("negative output_padding is not supported");
  for (const int64_t s : a.stride)
    if (s <= 0) fail("non-positive stride is not supported");
  for (const int64_t d : a.dilation)
    if (d <= 0)
      fail("dilation should be greater than zero, but got ",
           Shape(a.dilation.begin(), a.dilation.end()));
  if (a.groups <= 0) fail("non-positive groups is not supported");
}

void check_channels(const Tensor& x, const Tensor& w, const Tensor& bias,
                    const ConvolutionAttrs& a) {
  const Shape& ws = w.sizes();
  const int64_t maps = a.transposed ? ws[1] * a.groups : ws[0];
  if (ws[0] < a.groups) {
    fail("Given groups=", a.groups, ", expected weight to be at least ", a.groups,
         " at dimension 0, but got weight of size ", ws, " instead");
  }
  if (ws[0] % a.groups != 0) {
    fail("Given groups=", a.groups, ", expected weight to be divisible by ", a.groups,
         " at dimension 0, but got weight of size [", ws, "] instead");
  }
  const int64_t channels = a.transposed ? ws[0] : ws[1] * a.groups;
  if (x.sizes()[1] != channels) {
    fail("Given ",
         a.transposed ? "transposed=1" : "groups=", a.transposed ? "" : std::to_string(a.groups),
         ", weight of size ", ws, ", expected input", x.sizes(), " to have ", channels,
         " channels, but got ", x.sizes()[1], " channels instead");
  }
  if (bias.defined() && (bias.dim() != 1 || bias.numel() != maps)) {
    fail("Given ", a.transposed ? "transposed=1, " : "", "weight of size ", ws,
         ", expected bias to be 1-dimensional with ", maps, " elements, but got bias of size ",
         bias.sizes(), " instead");
  }
}

void check_dtypes(const Tensor& x, const Tensor& w, const Tensor& bias) {
  if (bias.defined() && bias.dtype() != x.dtype()) {
    fail("Input type (", c_type_name(x.dtype()), ") and bias type (", c_type_name(bias.dtype()),
         ") should be the same");
  }
  if (w.dtype() != x.dtype()) {
    fail("expected scalar type ", scalar_type_name(x.dtype()), " but found ",
         scalar_type_name(w.dtype()));
  }
  if (!x.is_floating()) {
    fail(ErrorKind::not_implemented, "convolutions of ", scalar_type_name(x.dtype()),
         " are not in Downhill");
  }
}

Tensor bias_of(const Call& c) { return c.inputs.size() > 2 ? c.inputs[2] : Tensor(); }

}  // namespace

void Convolution::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor &x = c.input(0), &w = c.input(1), bias = bias_of(c);
  const int dims = w.dim() - 2;
  check_values(a, dims);
  if (x.dim() != w.dim()) fail("expected an input of ", w.dim(), " dimensions, like its weight");
  check_channels(x, w, bias, a);
  Shape padded, kernel, out{x.sizes()[0], a.transposed ? w.sizes()[1] * a.groups : w.sizes()[0]};
  bool fits = true;
  for (int d = 0; d < dims; ++d) {
    const int64_t size = x.sizes()[2 + d], k = a.dilation[d] * (w.sizes()[2 + d] - 1) + 1;
    padded.push_back(size + 2 * a.padding[d]);
    kernel.push_back(k);
    fits = fits && padded[d] >= k;
    out.push_back(a.transposed
                      ? (size - 1) * a.stride[d] - 2 * a.padding[d] + k + a.output_padding[d]
                      : (padded[d] - k) / a.stride[d] + 1);
  }
  if (!a.transposed && !fits) {
    fail("Calculated padded input size per channel: ", times(padded),
         ". Kernel size: ", times(kernel), ". Kernel size can't be greater than actual input size");
  }
  for (int d = 0; d < dims; ++d) {
    if (out[2 + d] <= 0)
      fail("Given input size per channel: ", times(Shape(x.sizes().begin() + 2, x.sizes().end())),
           ". Calculated output size per channel: ", times(Shape(out.begin() + 2, out.end())),
           ". Output size is too small");
  }
  check_dtypes(x, w, bias);
  c.give(out, x.dtype());
}
void Convolution::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  const Tensor &x = c.input(0), &w = c.input(1), &out = c.output();
  Tensor bias = bias_of(c);
  if (bias.defined()) bias = bias.contiguous();
  if (a.transposed) {
    convolve(Geometry2(out.sizes(), x.sizes(), w.sizes(), a), Part::image, out, w, x);
  } else {
    const Geometry2 g(x.sizes(), out.sizes(), w.sizes(), a);
    if (convolve_with_bias(g, x, w, bias, out)) return;
  }
  if (!bias.defined()) return;
  NoGrad no_grad;
  Ints shape(out.dim(), 1);
  shape[1] = bias.numel();
  copy_into(out, add(out, view(bias, shape)));
}
void Convolution::backward(Backward& b) {
  Attrs a = b.get<Attrs>();
  const Tensor& g = b.grad();
  const int dims = g.dim() - 2;
  if (b.needs(0)) {
    Attrs other = a;
    other.transposed = !a.transposed;
    other.output_padding.resize(dims);
    const Shape &x = b.sizes(0), &w = b.sizes(1);
    for (int d = 0; d < dims; ++d) {
      const int64_t k = a.dilation[d] * (w[2 + d] - 1) + 1;
      other.output_padding[d] =
          a.transposed ? 0
                       : x[2 + d] - ((g.sizes()[2 + d] - 1) * a.stride[d] - 2 * a.padding[d] + k);
    }
    b.set(0, apply(op_of<Convolution>(), Tensors{g, b.input(1), Tensor()}, &other)[0]);
  }
  if (b.needs(1)) {
    const ConvolutionWeight::Attrs of{Ints(b.sizes(1)), a};
    b.set(1, apply(op_of<ConvolutionWeight>(), Tensors{b.input(0), g}, &of)[0]);
  }
  if (b.inputs() > 2 && b.needs(2)) {
    Ints rest{0};
    for (int d = 0; d < dims; ++d) rest.push_back(2 + d);
    b.set(2, sum_dim(g, rest));
  }
}

void ConvolutionWeight::infer(Call& c) {
  const Ints& sizes = c.get<Attrs>().weight;
  check_values(c.get<Attrs>().how, sizes.size() - 2);
  if (c.input(0).dim() != sizes.size() || c.input(1).dim() != sizes.size())
    fail("expected an input and a gradient of ", sizes.size(), " dimensions, like the weight");
  c.give(Shape(sizes.begin(), sizes.end()), c.input().dtype());
}
void ConvolutionWeight::kernel(Call& c) {
  const ConvolutionAttrs& a = c.get<Attrs>().how;
  const Tensor &image = c.input(a.transposed ? 1 : 0), &result = c.input(a.transposed ? 0 : 1);
  convolve(Geometry2(image.sizes(), result.sizes(), c.output().sizes(), a), Part::weight, image,
           c.output(), result);
}
void ConvolutionWeight::backward(Backward& b) {
  // <v, weight gradient of (x, g)> = <g, conv(x, v)>
  const ConvolutionAttrs& a = b.get<Attrs>().how;
  const Tensor& v = b.grad();
  if (b.needs(0)) {
    ConvolutionAttrs other = a;
    other.transposed = !a.transposed;
    const Shape &x = b.sizes(0), &g = b.sizes(1);
    other.output_padding.resize(x.size() - 2);
    for (int d = 0; d < x.size() - 2; ++d) {
      const int64_t k = a.dilation[d] * (v.sizes()[2 + d] - 1) + 1;
      other.output_padding[d] =
          a.transposed ? 0 : x[2 + d] - ((g[2 + d] - 1) * a.stride[d] - 2 * a.padding[d] + k);
    }
    b.set(0, apply(op_of<Convolution>(), Tensors{b.input(1), v, Tensor()}, &other)[0]);
  }
  if (b.needs(1)) b.set(1, apply(op_of<Convolution>(), Tensors{b.input(0), v, Tensor()}, &a)[0]);
}

// ---- as called
// -----------------------------------------------------------------------------------

namespace {
Ints for_each_dim(const Ints& given, int dims, const char* name) {
  if (given.size() == 1) return Ints(dims, given[0]);
  if (given.size() == dims) return given;
  fail("expected ", name, " to be a single integer value or a list of ", dims,
       " values to match the convolution dimensions, but got ", name, "=",
       Shape(given.begin(), given.end()));
}
}  // namespace

Tensor Conv::compose(const Tensors& in, const Attrs& a) {
  const int dims = static_cast<int>(a.dims);
  Tensor x = in[0];
  const Tensor& w = in[1];
  const std::string name = (a.transposed ? "conv_transpose" : "conv") + std::to_string(dims) + "d";
  if (x.dim() != dims + 1 && x.dim() != dims + 2) {
    fail("Expected ", dims + 1, "D (unbatched) or ", dims + 2, "D (batched) input to ", name,
         ", but got input of size: ", x.sizes());
  }
  if (w.dim() != dims + 2) {
    if (w.dim() < 3) fail("weight should have at least three dimensions");
    for_each_dim(a.stride.size() == 1 ? Ints(dims, a.stride[0]) : a.stride, w.dim() - 2, "stride");
    fail("Expected ", dims + 2, "-dimensional weight for ", name, ", but got weight of size ",
         w.sizes());
  }
  ConvolutionAttrs how{for_each_dim(a.stride, dims, "stride"),
                       for_each_dim(a.padding.sizes, dims, "padding"),
                       for_each_dim(a.dilation, dims, "dilation"),
                       a.transposed,
                       for_each_dim(a.output_padding, dims, "output_padding"),
                       a.groups};
  const bool single = x.dim() == dims + 1;
  if (single) x = unsqueeze(x, 0);
  const std::string& mode = a.padding.mode;
  if (mode == "same") {
    Ints uneven;
    for (int d = dims - 1; d >= 0; --d) {
      if (how.stride[d] != 1) fail("padding='same' is not supported for strided convolutions");
      const int64_t total = how.dilation[d] * (w.sizes()[2 + d] - 1);
      how.padding[d] = total / 2;
      uneven.push_back(0);
      uneven.push_back(total % 2);
    }
    bool any = false;
    for (const int64_t u : uneven) any = any || u > 0;
    if (any) x = pad(x, uneven);
  } else if (!mode.empty() && mode != "valid") {
    fail("Invalid padding string: '", mode, "'");
  }
  for (int d = 0; a.transposed && d < dims; ++d) {
    if (how.output_padding[d] < how.stride[d] || how.output_padding[d] < how.dilation[d]) continue;
    std::string text;
    auto list = [&](const char* what, const Ints& v) {
      text +=
          concat({text.empty() ? "" : " ", what, "_height: ", part(dims == 1 ? int64_t{0} : v[0]),
                  " ", what, "_width: ", part(v[dims - 1])});
    };
    list("output_padding", how.output_padding);
    list("stride", how.stride);
    list("dilation", how.dilation);
    fail("output padding must be smaller than either stride or dilation, but got ", text);
  }
  const Tensor y =
      apply(op_of<Convolution>(), Tensors{x, w, in.size() > 2 ? in[2] : Tensor()}, &how)[0];
  return single ? squeeze_dim(y, 0) : y;
}

}  // namespace downhill::ops
