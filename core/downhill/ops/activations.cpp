#include <downhill/math/fma.h>
#include <downhill/math/functions.h>
#include <downhill/ops/list.h>

#include <cmath>

namespace downhill::ops {
namespace {

constexpr double kSqrtHalf = 0.70710678118654752440, kTwoOverSqrtPi = 1.12837916709551257390;
constexpr double kSqrt2 = 1.41421356237309504880, kGeluCubic = 0.044715;
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;
constexpr double kSeluScale = 1.0507009873554804934193349852946;

// PyTorch's GELU constants, rounded as its products of macros are.
constexpr double kGeluDensity = kTwoOverSqrtPi * kSqrtHalf * 0.5;
constexpr double kGeluTanh = kSqrt2 * kTwoOverSqrtPi * 0.5;

// a + b * c, rounded once, as PyTorch's compiler fuses it.
Tensor fused(const Tensor& a, const Tensor& b, const Tensor& c, double sign = 1) {
  return addcmul(a, b, c, sign);
}
Tensor one(const Tensor& like) { return Tensor::full({}, 1, like.dtype()); }
Tensor logistic(const Tensor& x) { return reciprocal(add(exp(neg(x)), 1)); }
// The gradient where `mask` is true, else 0.
Tensor only(const Tensor& mask, const Tensor& g) { return where(mask, g, 0.0); }
// The gradient g of a function of x that is straight piece by piece. Where a graph of the backward
// is recorded, x belongs to it, with the gradient 0.
Tensor straight(const Tensor& g, const Tensor& x) {
  return GradMode::enabled() ? threshold_backward(g, add(mul(x, x), 1)) : g;
}
// x where it is not above 0 (NaN is not): what the piece below 0 is computed from, so that far
// above nothing overflows that is not used.
Tensor below(const Tensor& x) { return where(gt(x, 0), 0.0, x); }

// alpha * scale as PyTorch rounds it: in the tensor's own type.
double coefficient(DType t, double alpha, double scale) {
  return t == DType::Float32 ? static_cast<float>(alpha) * static_cast<float>(scale)
                             : alpha * scale;
}

// erf as PyTorch's GELU has it: of floats an approximation (Abramowitz & Stegun 7.1.26), which is
// up to 1.5e-7 off and shows where 1 + erf is small.
double gelu_erf(double x) { return math::erf(x); }
float gelu_erf(float x) {
  const float a = std::abs(x), t = 1 / math::fma(0.3275911F, a, 1.0F);
  float r = math::fma(1.061405429F, t, -1.453152027F);
  r = math::fma(r, t, 1.421413741F);
  r = math::fma(r, t, -0.284496736F);
  r = math::fma(r, t, 0.254829592F);
  return std::copysign(math::fma(-math::exp(-(x * x)) * t, r, 1.0F), x);
}

// The common form of elu, selu and celu: x * scale above 0, else
// expm1(x * input_scale) * (alpha * scale).
template <class T>
T elu_value(T x, double alpha, double scale, double input_scale) {
  return x < T(0) ? math::expm1(x * static_cast<T>(input_scale)) *
                        (static_cast<T>(alpha) * static_cast<T>(scale))
                  : x * static_cast<T>(scale);
}
void elu_backward(Backward& b, double alpha, double scale, double input_scale) {
  const Tensor g = b.grad(), x = b.input();
  const double negative = coefficient(x.dtype(), alpha, scale);
  b.set(0, where(gt(x, 0), mul(g, scale),
                 mul(mul(mul(g, input_scale), negative), exp(mul(below(x), input_scale)))));
}

}  // namespace

// ---- logistic --------------------------------------------------------------------------------

void LogSigmoid::infer(Call& c) { infer_mapped(c, "log_sigmoid_cpu"); }
void LogSigmoid::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs&) {
    using T = decltype(x);
    return (x < T(0) ? x : T(0)) - math::log1p(math::exp(-std::abs(x)));
  });
}
void LogSigmoid::backward(Backward& b) {
  const Tensor x = b.input(), z = exp(neg(abs(x))), q = div(z, add(z, 1));
  b.set(0, mul(where(lt(x, 0), rsub(q, 1), q), b.grad()));
}

void Silu::infer(Call& c) { infer_mapped(c, "silu_cpu"); }
void Silu::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs&) { return x / (1 + math::exp(-x)); });
}
void Silu::backward(Backward& b) {
  const Tensor x = b.input(), s = logistic(x);
  b.set(0, mul(mul(b.grad(), s), fused(one(x), x, rsub(s, 1))));
}

void Mish::infer(Call& c) { infer_mapped(c, "mish_cpu"); }
void Mish::kernel(Call& c) {
  map_floats<Attrs>(c,
                    [](auto x, const Attrs&) { return x * math::tanh(math::log1p(math::exp(x))); });
}
void Mish::backward(Backward& b) {
  const Tensor x = b.input(), s = logistic(x), t = tanh(log1p(exp(x)));
  b.set(0, mul(b.grad(), fused(t, mul(x, s), fused(one(x), t, t, -1))));
}

void Softplus::infer(Call& c) { infer_mapped(c, "softplus_cpu"); }
void Softplus::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs& a) {
    using T = decltype(x);
    const T scaled = x * static_cast<T>(a.beta);
    return scaled > static_cast<T>(a.threshold)
               ? x
               : math::log1p(math::exp(scaled)) / static_cast<T>(a.beta);
  });
}
void Softplus::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Tensor g = b.grad(), scaled = mul(b.input(), a.beta), linear = gt(scaled, a.threshold);
  const Tensor z = exp(where(linear, 0.0, scaled));
  b.set(0, where(linear, g, div(mul(g, z), add(z, 1))));
}

// ---- gelu ------------------------------------------------------------------------------------

void Gelu::infer(Call& c) {
  const std::string& how = c.get<Attrs>().approximate;
  if (how != "none" && how != "tanh") fail("approximate argument must be either none or tanh.");
  infer_mapped(c, "GeluKernelImpl");
}
void Gelu::kernel(Call& c) {
  if (c.get<Attrs>().approximate == "tanh") {
    return map_floats<Attrs>(c, [](auto x, const Attrs&) {
      using T = decltype(x);
      const T inner = T(kGeluTanh) * math::fma(T(kGeluCubic), x * x * x, x);
      return T(0.5) * x * (T(1) + math::tanh(inner));
    });
  }
  map_floats<Attrs>(c, [](auto x, const Attrs&) {
    using T = decltype(x);
    return x * T(0.5) * (T(1) + gelu_erf(x * T(kSqrtHalf)));
  });
}
void Gelu::backward(Backward& b) {
  const Tensor x = b.input();
  if (b.get<Attrs>().approximate == "none") {
    const Tensor below_x = mul(add(erf(mul(x, kSqrtHalf)), 1), 0.5);
    const Tensor density = mul(exp(mul(mul(x, x), -0.5)), kGeluDensity);
    return b.set(0, mul(b.grad(), fused(below_x, x, density)));
  }
  const Tensor square = mul(x, x), cubic = Tensor::full({}, kGeluCubic, x.dtype());
  const Tensor t = tanh(mul(fused(x, cubic, mul(square, x)), kGeluTanh));
  const Tensor left = mul(mul(x, 0.5), fused(one(x), t, t, -1));
  const Tensor three = Tensor::full({}, 3, x.dtype());
  const Tensor inner = mul(fused(one(x), mul(three, cubic), square), kGeluTanh);
  b.set(0, mul(b.grad(), fused(mul(add(t, 1), 0.5), left, inner)));
}

// ---- pieces ----------------------------------------------------------------------------------

void LeakyRelu::infer(Call& c) { infer_mapped(c, "leaky_relu_cpu"); }
void LeakyRelu::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs& a) {
    return x > 0 ? x : x * static_cast<decltype(x)>(a.negative_slope);
  });
}
void LeakyRelu::backward(Backward& b) {
  const Tensor x = b.input(), g = straight(b.grad(), x);
  b.set(0, where(gt(x, 0), g, mul(g, b.get<Attrs>().negative_slope)));
}

void Elu::infer(Call& c) { infer_mapped(c, "elu_cpu"); }
void Elu::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs& a) { return elu_value(x, a.alpha, 1, 1); });
}
void Elu::backward(Backward& b) { elu_backward(b, b.get<Attrs>().alpha, 1, 1); }

void Selu::infer(Call& c) { infer_mapped(c, "elu_cpu"); }
void Selu::kernel(Call& c) {
  map_floats<Attrs>(c,
                    [](auto x, const Attrs&) { return elu_value(x, kSeluAlpha, kSeluScale, 1); });
}
void Selu::backward(Backward& b) { elu_backward(b, kSeluAlpha, kSeluScale, 1); }

void Celu::infer(Call& c) {
  if (c.get<Attrs>().alpha == 0) fail("ZeroDivisionError: alpha cannot be 0 for CELU");
  infer_mapped(c, "elu_cpu");
}
void Celu::kernel(Call& c) {
  map_floats<Attrs>(c,
                    [](auto x, const Attrs& a) { return elu_value(x, a.alpha, 1, 1 / a.alpha); });
}
void Celu::backward(Backward& b) {
  // PyTorch's derivative divides by alpha as a float.
  const double alpha = b.get<Attrs>().alpha;
  elu_backward(b, alpha, 1, 1.0 / static_cast<double>(static_cast<float>(alpha)));
}

void Hardtanh::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  if (a.min_val > a.max_val) fail(ErrorKind::value, "min_val cannot be greater than max_val");
  infer_mapped(c, "hardtanh_cpu");
}
void Hardtanh::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs& a) {
    using T = decltype(x);
    const T low = static_cast<T>(a.min_val), high = static_cast<T>(a.max_val);
    return x < low ? low : x > high ? high : x;
  });
}
void Hardtanh::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Tensor x = b.input();
  b.set(0, only(logical_and(gt(x, a.min_val), lt(x, a.max_val)), straight(b.grad(), x)));
}

void Relu6::infer(Call& c) { infer_mapped(c, "hardtanh_cpu"); }
void Relu6::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs&) {
    using T = decltype(x);
    return x < T(0) ? T(0) : x > T(6) ? T(6) : x;
  });
}
void Relu6::backward(Backward& b) {
  const Tensor x = b.input();
  b.set(0, only(logical_and(gt(x, 0), lt(x, 6)), straight(b.grad(), x)));
}

namespace {
// x + 3, not below 0 and not above 6.
template <class T>
T ramp(T x) {
  const T y = x + T(3);
  return y < T(0) ? T(0) : y > T(6) ? T(6) : y;
}
}  // namespace

void Hardsigmoid::infer(Call& c) { infer_mapped(c, "hardsigmoid_cpu"); }
void Hardsigmoid::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs&) { return ramp(x) / 6; });
}
void Hardsigmoid::backward(Backward& b) {
  const Tensor x = b.input();  // PyTorch's sixth is a float's
  b.set(0, only(logical_and(gt(x, -3), lt(x, 3)), mul(b.grad(), static_cast<double>(1.0F / 6.0F))));
}

void Hardswish::infer(Call& c) { infer_mapped(c, "hardswish_cpu"); }
void Hardswish::kernel(Call& c) {
  map_floats<Attrs>(c, [](auto x, const Attrs&) { return x * ramp(x) / 6; });
}
void Hardswish::backward(Backward& b) {
  const Tensor g = b.grad(), x = b.input();
  const Tensor bend = mul(g, add(div(x, 3), 0.5));
  b.set(0, where(le(x, -3), 0.0, where(ge(x, 3), g, bend)));
}

// ---- prelu -----------------------------------------------------------------------------------

void PreluKernel::infer(Call& c) {
  c.compute = result_type(c.inputs);
  c.give(broadcast(c.input(0).sizes(), c.input(1).sizes()), c.compute);
}
void PreluKernel::kernel(Call& c) {
  const NoGrad no_grad;
  const Tensor &x = c.input(0), &w = c.input(1);
  copy_into(c.output(), where(gt(x, 0), x, mul(w, x)));
}
void PreluKernel::backward(Backward& b) {
  const Tensor x = b.input(0), g = straight(b.grad(), x), above = gt(x, 0);
  if (b.needs(0)) b.set(0, where(above, g, mul(b.input(1), g)));
  if (b.needs(1)) b.set(1, where(above, 0.0, mul(x, g)));
}

Tensor Prelu::compose(const Tensors& t, const Attrs&) {
  const Tensor &x = t[0], &weight = t[1];
  if (x.dtype() != weight.dtype()) {
    fail("prelu: Type promoting not supported. Got ", scalar_type_name(x.dtype()), " and ",
         scalar_type_name(weight.dtype()));
  }
  if (weight.numel() != 1) {
    if (x.dim() == 0) fail("Not allow zero-dim input tensor.");
    const int64_t channels = x.dim() > 1 ? x.size(1) : 1;
    if (channels != weight.numel()) {
      fail("Mismatch of parameter numbers and input channel size. Found parameter numbers = ",
           weight.numel(), " and channel size = ", channels, ".");
    }
  }
  if (weight.dim() > 1) {
    fail("prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = ", weight.dim());
  }
  Tensor shaped = weight;
  if (x.dim() != weight.dim()) {
    Ints sizes(x.dim(), 1);
    if (x.dim() > 1) sizes[1] = weight.numel();
    shaped = reshape(weight, sizes);
  }
  return apply(op_of<PreluKernel>(), {x, shaped}, nullptr)[0];
}

// ---- composed --------------------------------------------------------------------------------

Tensor Softsign::compose(const Tensors& t, const Attrs&) { return div(t[0], add(abs(t[0]), 1)); }
Tensor Tanhshrink::compose(const Tensors& t, const Attrs&) { return sub(t[0], tanh(t[0])); }

}  // namespace downhill::ops
