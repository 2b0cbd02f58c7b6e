// The arithmetic of update rules, on numbers and on tensors alike: PyTorch's names, in place where
// they end in an underscore, fused where PyTorch's kernels fuse. A rule's update is written once
// with these; fused.h runs it element by element (Lane), or with graph-recording operators (Tensor,
// for differentiable=True and for tensors that are not laid out alike).
#pragma once
#include <downhill/math/fma.h>
#include <downhill/math/inline.h>
#include <downhill/ops/list.h>
#include <downhill/optim/scalar.h>

#include <cmath>
#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace downhill::optim {

// ---- one element, or several side by side ----------------------------------------------------

struct Software {  // where the processor has no fma (or may not have one)
  template <class T>
  static DOWNHILL_INLINE T fma(T a, T b, T c) {
    return math::fma(a, b, c);
  }
};
struct Hardware {
  static DOWNHILL_INLINE float fma(float a, float b, float c) {
#if defined(__GNUC__)
    return __builtin_fmaf(a, b, c);
#else
    return std::fma(a, b, c);
#endif
  }
  static DOWNHILL_INLINE double fma(double a, double b, double c) {
#if defined(__GNUC__)
    return __builtin_fma(a, b, c);
#else
    return std::fma(a, b, c);
#endif
  }
};

template <class T, class Fma>
struct Lane {
  using Number = T;
  static constexpr int width = 1;
  T v;
  Lane() = default;
  DOWNHILL_INLINE explicit Lane(T x) : v(x) {}
  // Of the elements from p on there are `left`, one or more.
  static DOWNHILL_INLINE Lane load(const T* p, int64_t /*left*/) { return Lane(*p); }
  DOWNHILL_INLINE void store(T* p, int64_t /*left*/) const { *p = v; }
  DOWNHILL_INLINE T first() const { return v; }

  friend DOWNHILL_INLINE Lane operator+(Lane a, Lane b) { return Lane(a.v + b.v); }
  friend DOWNHILL_INLINE Lane operator-(Lane a, Lane b) { return Lane(a.v - b.v); }
  friend DOWNHILL_INLINE Lane operator*(Lane a, Lane b) { return Lane(a.v * b.v); }
  friend DOWNHILL_INLINE Lane operator/(Lane a, Lane b) { return Lane(a.v / b.v); }
  friend DOWNHILL_INLINE Lane fma(Lane a, Lane b, Lane c) { return Lane(Fma::fma(a.v, b.v, c.v)); }
  friend DOWNHILL_INLINE Lane sqrt(Lane x) { return Lane(std::sqrt(x.v)); }
  friend DOWNHILL_INLINE Lane abs(Lane x) { return Lane(std::fabs(x.v)); }
  friend DOWNHILL_INLINE Lane maximum(Lane a, Lane b) {  // NaN if either is
    return Lane(a.v != a.v || a.v >= b.v ? a.v : b.v);
  }
  friend DOWNHILL_INLINE Lane clamped(Lane x, Lane low, Lane high) {
    const T raised = x.v < low.v ? low.v : x.v;
    return Lane(raised > high.v ? high.v : raised);
  }
  friend DOWNHILL_INLINE Lane by_sign(Lane x, Lane positive, Lane negative, Lane zero) {
    return Lane(x.v > T(0) ? positive.v : x.v < T(0) ? negative.v : zero.v);
  }
};

#if defined(__wasm_simd128__)
// Four floats of wasm.
struct Floats {
  using Number = float;
  static constexpr int width = 4;
  v128_t v;
  Floats() = default;
  DOWNHILL_INLINE explicit Floats(float x) : v(wasm_f32x4_splat(x)) {}
  DOWNHILL_INLINE explicit Floats(v128_t x) : v(x) {}
  static DOWNHILL_INLINE Floats load(const float* p, int64_t left) {
    return left >= width ? Floats(wasm_v128_load(p)) : left == 1 ? Floats(*p) : load_some(p, left);
  }
  DOWNHILL_INLINE void store(float* p, int64_t left) const {
    if (left >= width)
      wasm_v128_store(p, v);
    else if (left == 1)
      *p = first();
    else
      store_some(p, left);
  }
  static Floats load_some(const float* p, int64_t left);
  void store_some(float* p, int64_t left) const;
  DOWNHILL_INLINE float first() const { return wasm_f32x4_extract_lane(v, 0); }

  friend DOWNHILL_INLINE Floats operator+(Floats a, Floats b) {
    return Floats(wasm_f32x4_add(a.v, b.v));
  }
  friend DOWNHILL_INLINE Floats operator-(Floats a, Floats b) {
    return Floats(wasm_f32x4_sub(a.v, b.v));
  }
  friend DOWNHILL_INLINE Floats operator*(Floats a, Floats b) {
    return Floats(wasm_f32x4_mul(a.v, b.v));
  }
  friend DOWNHILL_INLINE Floats operator/(Floats a, Floats b) {
    return Floats(wasm_f32x4_div(a.v, b.v));
  }
  friend DOWNHILL_INLINE Floats sqrt(Floats x) { return Floats(wasm_f32x4_sqrt(x.v)); }
  friend DOWNHILL_INLINE Floats abs(Floats x) { return Floats(wasm_f32x4_abs(x.v)); }
  static DOWNHILL_INLINE Floats choose(v128_t mask, Floats yes, Floats no) {
    return Floats(wasm_v128_bitselect(yes.v, no.v, mask));
  }
  friend DOWNHILL_INLINE Floats maximum(Floats a, Floats b) {
    return choose(wasm_v128_or(wasm_f32x4_ne(a.v, a.v), wasm_f32x4_ge(a.v, b.v)), a, b);
  }
  friend DOWNHILL_INLINE Floats clamped(Floats x, Floats low, Floats high) {
    const Floats raised = choose(wasm_f32x4_lt(x.v, low.v), low, x);
    return choose(wasm_f32x4_gt(raised.v, high.v), high, raised);
  }
  friend DOWNHILL_INLINE Floats by_sign(Floats x, Floats positive, Floats negative, Floats zero) {
    const v128_t nothing = wasm_f32x4_splat(0);
    return choose(wasm_f32x4_gt(x.v, nothing), positive,
                  choose(wasm_f32x4_lt(x.v, nothing), negative, zero));
  }
};
Floats slow_fma(Floats a, Floats b, Floats c);
// Products of floats are exact in double. Sums that lie on the border between two floats, or below
// the normal ones, are looked at one by one.
DOWNHILL_INLINE Floats fma(Floats a, Floats b, Floats c) {
  const auto high = [](v128_t x) { return wasm_i32x4_shuffle(x, x, 2, 3, 2, 3); };
  v128_t unsure = wasm_i64x2_splat(0);
  const auto two = [&](v128_t x, v128_t y, v128_t z) {
    const v128_t sum = wasm_f64x2_add(
        wasm_f64x2_mul(wasm_f64x2_promote_low_f32x4(x), wasm_f64x2_promote_low_f32x4(y)),
        wasm_f64x2_promote_low_f32x4(z));
    const v128_t tie = wasm_i64x2_eq(wasm_v128_and(sum, wasm_i64x2_splat(0x1fffffff)),
                                     wasm_i64x2_splat(0x10000000));
    const v128_t tiny =
        wasm_v128_and(wasm_f64x2_lt(wasm_f64x2_abs(sum), wasm_f64x2_splat(0x1p-126)),
                      wasm_f64x2_ne(sum, wasm_f64x2_splat(0)));
    unsure = wasm_v128_or(unsure, wasm_v128_or(tie, tiny));
    return wasm_f32x4_demote_f64x2_zero(sum);
  };
  const v128_t low_half = two(a.v, b.v, c.v), high_half = two(high(a.v), high(b.v), high(c.v));
  if (wasm_v128_any_true(unsure)) [[unlikely]]
    return slow_fma(a, b, c);
  return Floats(wasm_i32x4_shuffle(low_half, high_half, 0, 1, 4, 5));
}
#endif

template <class V>
concept IsLane = requires {
  V::width;
};

#define DOWNHILL_LANE \
  template <IsLane V> \
  DOWNHILL_INLINE
DOWNHILL_LANE V add(V x, V y) { return x + y; }
DOWNHILL_LANE V sub(V x, V y) { return x - y; }
DOWNHILL_LANE V mul(V x, V y) { return x * y; }
DOWNHILL_LANE V div(V x, V y) { return x / y; }
DOWNHILL_LANE V add(V x, V y, V alpha) { return fma(alpha, y, x); }
DOWNHILL_LANE V lerp(V x, V end, V weight) {
  const bool near = std::fabs(weight.first()) < typename V::Number(0.5);
  return fma(near ? weight : weight - V(1), end - x, near ? x : end);
}
DOWNHILL_LANE V addcmul(V x, V a, V b, V value) { return fma(value * a, b, x); }
DOWNHILL_LANE V unless_negative(V x, V y) { return by_sign(x, y, V(0), y); }  // y, or 0 where x < 0
DOWNHILL_LANE V sign(V x) { return by_sign(x, V(1), V(-1), V(0)); }
DOWNHILL_LANE V reciprocal(V x) { return V(1) / x; }
DOWNHILL_LANE V copied(V x) { return x; }
DOWNHILL_LANE void add_(V& x, V y, V alpha) { x = add(x, y, alpha); }
DOWNHILL_LANE void add_(V& x, V y) { x = x + y; }
DOWNHILL_LANE void sub_(V& x, V y) { x = x - y; }
DOWNHILL_LANE void mul_(V& x, V y) { x = x * y; }
DOWNHILL_LANE void lerp_(V& x, V end, V weight) { x = lerp(x, end, weight); }
DOWNHILL_LANE void addcmul_(V& x, V a, V b, V value) { x = addcmul(x, a, b, value); }
DOWNHILL_LANE void addcdiv_(V& x, V a, V b, V value) { x = x + value * a / b; }
DOWNHILL_LANE void addcdiv_(V& x, V a, V b) { x = x + a / b; }
DOWNHILL_LANE void copy_(V& x, V y) { x = y; }
DOWNHILL_LANE void clamp_(V& x, V low, V high) { x = clamped(x, low, high); }
#undef DOWNHILL_LANE

// ---- tensors -----------------------------------------------------------------------------------

Tensor add(const Tensor& x, const Tensor& y);
Tensor add(const Tensor& x, const Scalar& y);
Tensor sub(const Tensor& x, const Tensor& y);
Tensor mul(const Tensor& x, const Tensor& y);
Tensor mul(const Tensor& x, const Scalar& y);
Tensor div(const Tensor& x, const Tensor& y);
Tensor div(const Tensor& x, const Scalar& y);
Tensor add(const Tensor& x, const Tensor& y, const Scalar& alpha);
Tensor sqrt(const Tensor& x);
Tensor sign(const Tensor& x);
Tensor reciprocal(const Tensor& x);
Tensor abs(const Tensor& x);
Tensor maximum(const Tensor& a, const Tensor& b);
Tensor by_sign(const Tensor& x, const Scalar& positive, const Scalar& negative, const Scalar& zero);
Tensor unless_negative(const Tensor& x, const Tensor& y);
// What backward saves of a state that the next step overwrites.
Tensor copied(const Tensor& x);
Tensor addcmul(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value);
Tensor lerp(const Tensor& x, const Tensor& end, const Scalar& weight);
void add_(const Tensor& x, const Tensor& y, const Scalar& alpha = 1);
void sub_(const Tensor& x, const Tensor& y);
void mul_(const Tensor& x, const Tensor& y);
void mul_(const Tensor& x, const Scalar& y);
void lerp_(const Tensor& x, const Tensor& end, const Scalar& weight);
void addcmul_(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value);
void addcdiv_(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value = 1);
void copy_(const Tensor& x, const Tensor& y);
void clamp_(const Tensor& x, const Scalar& low, const Scalar& high);

}  // namespace downhill::optim
