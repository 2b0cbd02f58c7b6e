#include <downhill/math/functions.h>
#include <downhill/ops/list.h>
#include <downhill/tensor/narrow.h>

namespace downhill::ops {
namespace {

int64_t integer_power(int64_t base, int64_t exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent % 2 ? -1 : 1) : 0;
  uint64_t result = 1, b = static_cast<uint64_t>(base);
  for (auto e = static_cast<uint64_t>(exponent); e; e >>= 1, b *= b) {
    if (e & 1) result *= b;
  }
  return static_cast<int64_t>(result);
}

// The exponents that PyTorch's kernel computes by other means.
template <class T>
DOWNHILL_NOINLINE void power_run(int64_t n, T* out, int64_t so, const T* x, int64_t sx, double e) {
  auto each = [&](auto f) {
    for (int64_t i = 0; i < n; ++i) out[i * so] = f(x[i * sx]);
  };
  if (e == 1)
    each([](T v) { return v; });
  else if (e == 2)
    each([](T v) { return v * v; });
  else if (e == 3)
    each([](T v) { return v * v * v; });
  else if (e == 0.5)
    each([](T v) { return math::sqrt(v); });
  else if (e == -0.5)
    each([](T v) { return T(1) / math::sqrt(v); });
  else if (e == -1)
    each([](T v) { return T(1) / v; });
  else if (e == -2)
    each([](T v) { return T(1) / (v * v); });
  else
    each([e](T v) { return math::pow(v, static_cast<T>(e)); });
}

// Apart: what has its address taken would lie in memory in `one` as well.
template <class T>
DOWNHILL_NOINLINE T power_one(T x, double e) {
  T out;
  power_run<T>(1, &out, 1, &x, 1, e);
  return out;
}

// The powers of bfloat16 that PyTorch computes in several steps, and rounds after each.
bool has_steps(float exponent) { return exponent == 3 || exponent == -2 || exponent == -0.5F; }
DOWNHILL_NOINLINE void by_steps(Call& c, float exponent) {
  float* const out = c.output().data<float>();
  const float* const x = c.input().data<float>();
  const auto rounded = [](float v) { return as_half(v, DType::BFloat16); };
  strided_loop<2>({&c.output(), &c.input()}, [&](int64_t n, auto at, auto step) {
    // Of roots only those that fill no vector.
    const int64_t whole = step[0] == 1 && step[1] == 1 ? n / 32 * 32 : 0;
    for (int64_t i = 0; i < n; ++i) {
      const float v = x[at[1] + i * step[1]];
      float& to = out[at[0] + i * step[0]];
      if (exponent == -0.5F)
        to = 1 / (i < whole ? math::sqrt(v) : rounded(math::sqrt(v)));
      else
        to = exponent == 3 ? rounded(v * v) * v : 1 / rounded(v * v);
    }
  });
}

}  // namespace

void PowNumber::infer(Call& c) {
  const Number e = c.get<Attrs>().exponent;
  const DType dtype = c.input().dtype();
  if (!is_floating(dtype) && !e.is_floating() && e.to<int64_t>() < 0) {
    fail("Integers to negative integer powers are not allowed.");
  }
  c.converts = true;
  // A float stays what it is beside any number: no need to make a tensor of it.
  c.compute = is_floating(dtype) ? dtype : result_type({c.input(), weak_number(e, dtype)});
  c.give(c.input().sizes(), c.compute);
}

template <class T>
void PowNumber::run(const void* attributes, int64_t n, T* out, int64_t so, const T* x, int64_t sx,
                    const T*, int64_t) {
  // An exponent is rounded to the dtype first, as PyTorch's is.
  const T e = static_cast<const Attrs*>(attributes)->exponent.to<T>();
  if (e == 2) return binary_run<Mul, T, T>(n, out, so, x, sx, x, sx);  // by far the commonest
  power_run<T>(n, out, so, x, sx, static_cast<double>(e));
}
template <class T>
T PowNumber::one(const void* attributes, T x) {
  const T e = static_cast<const Attrs*>(attributes)->exponent.to<T>();
  return e == 2 ? x * x : power_one(x, static_cast<double>(e));
}
void PowNumber::kernel(Call& c) {
  const Number e = c.get<Attrs>().exponent;
  if (is_half(c.compute)) {
    const float rounded = as_half(e.to<float>(), c.compute);
    if (c.compute == DType::BFloat16 && has_steps(rounded)) return by_steps(c, rounded);
    const void* const given = c.attributes;
    const Attrs attributes{static_cast<double>(rounded)};
    c.attributes = &attributes;
    run_floats(c);
    c.attributes = given;
    return;
  }
  if (is_floating(c.compute)) return run_floats(c);
  visit_others<Promotes::keep>(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T* x = c.input().data<T>();
    strided_loop<2>({&c.output(), &c.input()}, [&](int64_t n, auto at, auto step) {
      for (int64_t i = 0; i < n; ++i) {
        out[at[0] + i * step[0]] =
            static_cast<T>(integer_power(x[at[1] + i * step[1]], e.to<int64_t>()));
      }
    });
  });
}

namespace {
Number one_less(Number e) {
  return e.is_floating() ? Number(e.to<double>() - 1) : Number(e.to<int64_t>() - 1);
}
DOWNHILL_NOINLINE void power_backward(Backward& b, Number e) {
  if (e.is_zero())
    b.set(0, zeros_like(b.grad()));
  else if (!GradMode::enabled() && !is_half(b.grad().dtype()))
    b.set(0, pow_backward(b.grad(), b.input(), e));
  else  // halves are rounded after each
    b.set(0, mul(b.grad(), mul(pow(b.input(), one_less(e)), e)));
}
}  // namespace

void PowNumber::backward(Backward& b) {
  const Number e = b.get<Attrs>().exponent;
  if (e.to<double>() == 2 && !GradMode::enabled()) [[likely]]
    b.set(0, square_backward(b.grad(), b.input()));
  else
    power_backward(b, e);
}

template <class T>
void PowBackward::run(const void* attributes, int64_t n, T* out, int64_t so, const T* grad,
                      int64_t sg, const T* x, int64_t sx) {
  const Number exponent = static_cast<const Attrs*>(attributes)->exponent;
  const T e = exponent.to<T>();
  const T less = one_less(exponent).to<T>();
  power_run<T>(n, out, so, x, sx, static_cast<double>(less));
  for (int64_t i = 0; i < n; ++i) out[i * so] = grad[i * sg] * (out[i * so] * e);
}
template float PowNumber::one(const void*, float);
template double PowNumber::one(const void*, double);
template void PowNumber::run(const void*, int64_t, float*, int64_t, const float*, int64_t,
                             const float*, int64_t);
template void PowNumber::run(const void*, int64_t, double*, int64_t, const double*, int64_t,
                             const double*, int64_t);
template void PowBackward::run(const void*, int64_t, float*, int64_t, const float*, int64_t,
                               const float*, int64_t);
template void PowBackward::run(const void*, int64_t, double*, int64_t, const double*, int64_t,
                               const double*, int64_t);

void PowTensor::kernel(Call& c) {
  if (c.input(1).dim() == 0 && is_floating(c.compute)) {  // one exponent: the number's ways
    const PowNumber::Attrs attributes{c.input(1).number()};
    Call number(op_of<PowNumber>(), &attributes);
    number.inputs.push_back(c.input(0));
    number.compute = c.compute;
    number.outputs = c.outputs;
    return PowNumber::kernel(number);
  }
  visit(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T *x = c.input(0).data<T>(), *y = c.input(1).data<T>();
    strided_loop<3>({&c.output(), &c.input(0), &c.input(1)}, [&](int64_t n, auto at, auto step) {
      for (int64_t i = 0; i < n; ++i) {
        const T base = x[at[1] + i * step[1]], e = y[at[2] + i * step[2]];
        T& to = out[at[0] + i * step[0]];
        if constexpr (std::is_floating_point_v<T>)
          to = math::pow(base, e);
        else
          to = static_cast<T>(integer_power(base, e));
      }
    });
  });
}

void PowTensor::backward(Backward& b) {
  const Tensor x = b.input(0), e = b.input(1);
  if (b.needs(0)) {
    b.set(0, where(eq(e, 0), Tensor::full({}, 0, b.grad().dtype()),
                   mul(b.grad(), mul(e, pow_tensor(x, sub(e, 1))))));
  }
  if (b.needs(1)) {
    const Tensor y = b.output();
    const Tensor no_gradient = logical_and(eq(x, 0), ge(e, 0));
    b.set(1, mul(b.grad(), masked_fill(mul(y, log(x)), no_gradient, 0)));
  }
}

void PowBase::infer(Call& c) {
  c.converts = true;
  c.compute = result_type({weak_number(c.get<Attrs>().base, c.input().dtype()), c.input()});
  c.give(c.input().sizes(), c.compute);
}
void PowBase::kernel(Call& c) {
  const Tensor base = Tensor::full({}, c.get<Attrs>().base, c.compute);
  Call tensors(op_of<PowTensor>(), nullptr);
  tensors.inputs.push_back(base);
  tensors.inputs.push_back(c.input());
  tensors.compute = c.compute;
  tensors.outputs = c.outputs;
  if (c.input().dim() == 0) {  // PowTensor would take a 0-d exponent for a number
    tensors.inputs[1] = Tensor::alias(c.input(), {1}, {1}, c.input().offset());
    tensors.outputs[0] = Tensor::alias(c.output(), {1}, {1}, c.output().offset());
  }
  PowTensor::kernel(tensors);
}
void PowBase::backward(Backward& b) {
  const double base = b.get<Attrs>().base.to<double>();
  const Tensor y = b.output();
  if (base == 0)
    return b.set(0, mul(b.grad(), masked_fill(mul(y, math::log(base)), ge(b.input(), 0), 0)));
  b.set(0, mul(b.grad(), mul(y, math::log(base))));
}

}  // namespace downhill::ops
