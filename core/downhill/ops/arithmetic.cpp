#include <downhill/ops/list.h>
#include <downhill/tensor/narrow.h>

#include <cmath>

namespace downhill::ops {
namespace {

// other scaled: a + alpha·b, one rounding; integers wrap as in C++.
template <class T>
DOWNHILL_NOINLINE void axpy_run(int64_t n, T alpha, T* out, int64_t so, const T* self, int64_t ss,
                                const T* x, int64_t sx) {
  if constexpr (std::is_floating_point_v<T>) {
    in_blocks<T, 2>(n, {x, self}, {sx, ss}, out, so, [&](int64_t m, const auto& in, T* to) {
      math::axpy(m, alpha, in[0], in[1], to);
    });
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * so] = static_cast<T>(self[i * ss] + alpha * x[i * sx]);
  }
}

// Integers: self + alpha * x, or the entry's value where alpha is 1.
template <class E>
void integers(Call& c, const Tensor& self, const Tensor& x, Number alpha) {
  const bool plain = c.get<Scaled>().alpha.to<double>() == 1;
  const auto run = [&](auto zero) {
    using T = decltype(zero);
    if (plain) return binary_loop<E, T>(c.output(), c.input(0), c.input(1));
    T* out = c.output().data<T>();
    const T *s = self.data<T>(), *v = x.data<T>();
    strided_loop<3>({&c.output(), &self, &x}, [&](int64_t n, auto at, auto step) {
      axpy_run<T>(n, alpha.to<T>(), out + at[0], step[0], s + at[1], step[1], v + at[2], step[2]);
    });
  };
  visit_others<Promotes::keep>(c.compute, run);
}

void check_alpha(const Call& c) {
  if (c.get<Scaled>().alpha.is_floating() && !is_floating(c.compute)) {
    fail("For integral input tensors, argument alpha must not be a floating point number.");
  }
}

void no_bool(const Call& c) {
  if (c.input(0).dtype() == DType::Bool || c.input(1).dtype() == DType::Bool) {
    const bool both = c.input(0).dtype() == c.input(1).dtype();
    if (both) {
      fail(
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
          "`logical_xor()` "
          "operator instead.");
    }
    fail(
        "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to "
        "invert a mask, use "
        "the `~` or `logical_not()` operator instead.");
  }
}

Number alpha_of(const void* attributes) { return static_cast<const Scaled*>(attributes)->alpha; }
bool is_one(Number alpha) { return alpha.to<double>() == 1; }
Tensor scaled(const Backward& b, const Tensor& g) {
  const Number alpha = b.get<Scaled>().alpha;
  return alpha.to<double>() == 1 ? g : mul(g, alpha);
}
Number negative(Number n) {
  return n.is_floating() ? Number(-n.to<double>()) : Number(-n.to<int64_t>());
}

// self + factor * x where floats are added. The factor of halves is rounded to their dtype; whole
// blocks of PyTorch's SIMD loop round the sum only, what is left over rounds the product as well.
void floats(Call& c, const Tensor& self, const Tensor& x, Number factor) {
  if (!is_half(c.compute) || is_one(c.get<Scaled>().alpha)) return run_floats(c);
  constexpr int64_t kBlock = 32;
  const DType dtype = c.compute;
  const float f = as_half(factor.to<float>(), dtype);
  float* out = c.output().data<float>();
  const float *s = self.data<float>(), *v = x.data<float>();
  strided_loop<3>({&c.output(), &self, &x}, [&](int64_t n, auto at, auto step) {
    const bool blocks = step[0] == 1 && step[1] <= 1 && step[2] <= 1;
    const int64_t whole = blocks ? n - n % kBlock : 0;
    for (int64_t i = 0; i < n; ++i) {
      const float product = f * v[at[2] + i * step[2]], term = s[at[1] + i * step[1]];
      out[at[0] + i * step[0]] = term + (i < whole ? product : as_half(product, dtype));
    }
  });
}

}  // namespace

template <class T>
void Add::run(const void* attributes, int64_t n, T* out, int64_t so, const T* a, int64_t sa,
              const T* b, int64_t sb) {
  const Number alpha = alpha_of(attributes);
  if (is_one(alpha)) return binary_run<Add, T, T>(n, out, so, a, sa, b, sb);
  axpy_run<T>(n, alpha.to<T>(), out, so, a, sa, b, sb);
}
void Add::kernel(Call& c) {
  if (is_floating(c.compute)) return floats(c, c.input(0), c.input(1), c.get<Scaled>().alpha);
  check_alpha(c);
  integers<Add>(c, c.input(0), c.input(1), c.get<Scaled>().alpha);
}
template void Add::run(const void*, int64_t, float*, int64_t, const float*, int64_t, const float*,
                       int64_t);
template void Add::run(const void*, int64_t, double*, int64_t, const double*, int64_t,
                       const double*, int64_t);
void Add::backward(Backward& b) {
  if (b.needs(0)) b.set(0, b.grad());
  if (b.needs(1)) b.set(1, scaled(b, b.grad()));
}

void Sub::infer(Call& c) {
  no_bool(c);
  infer_elementwise(c, Promotes::keep);
}
template <class T>
void Sub::run(const void* attributes, int64_t n, T* out, int64_t so, const T* a, int64_t sa,
              const T* b, int64_t sb) {
  const Number alpha = alpha_of(attributes);
  if (is_one(alpha)) return binary_run<Sub, T, T>(n, out, so, a, sa, b, sb);
  axpy_run<T>(n, negative(alpha).to<T>(), out, so, a, sa, b, sb);
}
void Sub::kernel(Call& c) {
  if (is_floating(c.compute))
    return floats(c, c.input(0), c.input(1), negative(c.get<Scaled>().alpha));
  check_alpha(c);
  integers<Sub>(c, c.input(0), c.input(1), negative(c.get<Scaled>().alpha));
}
template void Sub::run(const void*, int64_t, float*, int64_t, const float*, int64_t, const float*,
                       int64_t);
template void Sub::run(const void*, int64_t, double*, int64_t, const double*, int64_t,
                       const double*, int64_t);
void Sub::backward(Backward& b) {
  if (b.needs(0)) b.set(0, b.grad());
  if (b.needs(1)) b.set(1, scaled(b, neg(b.grad())));
}

void Rsub::infer(Call& c) {
  no_bool(c);
  infer_elementwise(c, Promotes::keep);
}
template <class T>
void Rsub::run(const void* attributes, int64_t n, T* out, int64_t so, const T* a, int64_t sa,
               const T* b, int64_t sb) {
  const Number alpha = alpha_of(attributes);
  if (is_one(alpha)) return binary_run<Rsub, T, T>(n, out, so, a, sa, b, sb);
  axpy_run<T>(n, negative(alpha).to<T>(), out, so, b, sb, a, sa);
}
void Rsub::kernel(Call& c) {
  if (is_floating(c.compute))
    return floats(c, c.input(1), c.input(0), negative(c.get<Scaled>().alpha));
  check_alpha(c);
  integers<Rsub>(c, c.input(1), c.input(0), negative(c.get<Scaled>().alpha));
}
template void Rsub::run(const void*, int64_t, float*, int64_t, const float*, int64_t, const float*,
                        int64_t);
template void Rsub::run(const void*, int64_t, double*, int64_t, const double*, int64_t,
                        const double*, int64_t);
void Rsub::backward(Backward& b) {
  if (b.needs(0)) b.set(0, scaled(b, neg(b.grad())));
  if (b.needs(1)) b.set(1, b.grad());
}

void Mul::backward(Backward& b) {
  if (b.needs(0)) b.set(0, mul(b.grad(), b.input(1)));
  if (b.needs(1)) b.set(1, mul(b.grad(), b.input(0)));
}

void Div::backward(Backward& b) {
  if (b.needs(0)) b.set(0, div(b.grad(), b.input(1)));
  if (b.needs(1)) b.set(1, mul(neg(b.grad()), div(div(b.input(0), b.input(1)), b.input(1))));
}

void DivNumber::kernel(Call& c) {
  const NoGrad no_grad;
  copy_into(c.output(), div(c.input(), c.get<Attrs>().other));
}

void DivNumber::backward(Backward& b) { b.set(0, div_number(b.grad(), b.get<Attrs>().other)); }

namespace {
template <class T>
T floor_div(T a, T b) {
  if (b == 0) return a / b;
  T mod = std::fmod(a, b);
  T div = (a - mod) / b;
  if (mod != 0 && (b < 0) != (mod < 0)) div -= T(1);
  if (div == 0) return std::copysign(T(0), a / b);
  T whole = std::floor(div);
  if (div - whole > T(0.5)) whole += T(1);
  return whole;
}
template <class T>
T float_remainder(T a, T b) {
  T mod = std::fmod(a, b);
  if (mod != 0 && (b < 0) != (mod < 0)) mod += b;
  return mod;
}
}  // namespace

bool FloorDivide::value(bool a, bool b) {
  if (!b) fail("ZeroDivisionError");
  return a;
}
int64_t FloorDivide::value(int64_t a, int64_t b) {
  if (b == 0) fail("ZeroDivisionError");
  if (b == -1) return static_cast<int64_t>(0 - static_cast<uint64_t>(a));
  const int64_t q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}
float FloorDivide::value(float a, float b) { return floor_div(a, b); }
double FloorDivide::value(double a, double b) { return floor_div(a, b); }

bool Remainder::value(bool, bool b) {
  if (!b) fail("ZeroDivisionError");
  return false;
}
int64_t Remainder::value(int64_t a, int64_t b) {
  if (b == 0) fail("ZeroDivisionError");
  if (b == -1) return 0;
  const int64_t r = a % b;
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}
float Remainder::value(float a, float b) { return float_remainder(a, b); }
double Remainder::value(double a, double b) { return float_remainder(a, b); }
void Remainder::backward(Backward& b) {
  if (b.needs(0)) b.set(0, b.grad());
  if (b.needs(1)) b.set(1, mul(neg(b.grad()), floor_divide(b.input(0), b.input(1))));
}

namespace {
// Where both are equal, each gets half; beside a NaN, which nothing compares with, both get all.
void select_backward(Backward& b, const Tensor& second, const Tensor& first) {
  const Tensor g = where(eq(b.input(0), b.input(1)), div(b.grad(), 2.0), b.grad());
  if (b.needs(0)) b.set(0, masked_fill(g, second, 0));
  if (b.needs(1)) b.set(1, masked_fill(g, first, 0));
}
}  // namespace
void Maximum::backward(Backward& b) {
  select_backward(b, lt(b.input(0), b.input(1)), gt(b.input(0), b.input(1)));
}
void Minimum::backward(Backward& b) {
  select_backward(b, gt(b.input(0), b.input(1)), lt(b.input(0), b.input(1)));
}

void Neg::infer(Call& c) {
  if (c.input().dtype() == DType::Bool) {
    fail(
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
        "invert a mask, use the "
        "`~` or `logical_not()` operator instead.");
  }
  infer_elementwise(c, Promotes::keep);
}
void Neg::backward(Backward& b) { b.set(0, neg(b.grad())); }
void Abs::backward(Backward& b) { b.set(0, mul(b.grad(), sign(b.input()))); }
void Sign::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }
void Reciprocal::backward(Backward& b) {
  b.set(0, mul(neg(b.grad()), mul(b.output(), b.output())));
}

}  // namespace downhill::ops
