// The tensor half of lanes.h: each name is PyTorch's operator, with scalars that may be tensors.
#include <downhill/optim/lanes.h>

namespace downhill::optim {

#if defined(__wasm_simd128__)
Floats Floats::load_some(const float* p, int64_t left) {
  float x[4] = {};
  for (int64_t i = 0; i < left; ++i) x[i] = p[i];
  return load(x, 4);
}
void Floats::store_some(float* p, int64_t left) const {
  float x[4];
  store(x, 4);
  for (int64_t i = 0; i < left; ++i) p[i] = x[i];
}

DOWNHILL_NOINLINE Floats slow_fma(Floats a, Floats b, Floats c) {
  float x[4], y[4], z[4];
  a.store(x, 4), b.store(y, 4), c.store(z, 4);
  for (int i = 0; i < 4; ++i) x[i] = math::fma(x[i], y[i], z[i]);
  return Floats::load(x, 4);
}

#endif

namespace {
// A scalar as an operator's second input.
Tensor beside(const Scalar& s, const Tensor& x) {
  return s.is_tensor() ? s.operand() : weak_number(s.number(), x.dtype());
}
}  // namespace

Tensor add(const Tensor& x, const Tensor& y) { return downhill::add(x, y); }
Tensor add(const Tensor& x, const Scalar& y) { return downhill::add(x, beside(y, x)); }
Tensor sub(const Tensor& x, const Tensor& y) { return downhill::sub(x, y); }
Tensor mul(const Tensor& x, const Tensor& y) { return downhill::mul(x, y); }
Tensor mul(const Tensor& x, const Scalar& y) { return downhill::mul(x, beside(y, x)); }
Tensor div(const Tensor& x, const Tensor& y) { return downhill::div(x, y); }
Tensor div(const Tensor& x, const Scalar& y) { return downhill::div(x, beside(y, x)); }
Tensor add(const Tensor& x, const Tensor& y, const Scalar& alpha) {
  if (alpha.requires_grad()) return downhill::addcmul(x, y, alpha.operand());
  return downhill::add(x, y, alpha.number());
}
Tensor sqrt(const Tensor& x) { return downhill::sqrt(x); }
Tensor sign(const Tensor& x) { return downhill::sign(x); }
Tensor reciprocal(const Tensor& x) { return downhill::reciprocal(x); }
Tensor abs(const Tensor& x) { return downhill::abs(x); }
Tensor maximum(const Tensor& a, const Tensor& b) { return downhill::maximum(a, b); }
Tensor by_sign(const Tensor& x, const Scalar& positive, const Scalar& negative,
               const Scalar& zero) {
  return where(gt(x, 0), beside(positive, x),
               where(lt(x, 0), beside(negative, x), beside(zero, x)));
}
Tensor unless_negative(const Tensor& x, const Tensor& y) {
  return where(lt(x, 0), weak_number(0, x.dtype()), y);
}
Tensor copied(const Tensor& x) { return GradMode::enabled() ? clone(x) : x; }
Tensor addcmul(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value) {
  if (value.requires_grad()) return downhill::addcmul(x, mul(a, value), b);
  return downhill::addcmul(x, a, b, value.number());
}
Tensor lerp(const Tensor& x, const Tensor& end, const Scalar& weight) {
  if (!weight.requires_grad()) return downhill::lerp(x, end, weight.number());
  return downhill::addcmul(x, downhill::sub(end, x), weight.operand());
}
void add_(const Tensor& x, const Tensor& y, const Scalar& alpha) {
  if (alpha.requires_grad())
    downhill::addcmul.inplace(x, y, alpha.operand());
  else
    downhill::add.inplace(x, y, alpha.number());
}
void sub_(const Tensor& x, const Tensor& y) { downhill::sub.inplace(x, y); }
void mul_(const Tensor& x, const Tensor& y) { downhill::mul.inplace(x, y); }
void mul_(const Tensor& x, const Scalar& y) { downhill::mul.inplace(x, beside(y, x)); }
void lerp_(const Tensor& x, const Tensor& end, const Scalar& weight) {
  if (weight.requires_grad())
    downhill::addcmul.inplace(x, downhill::sub(end, x), weight.operand());
  else
    downhill::lerp.inplace(x, end, weight.number());
}
void addcmul_(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value) {
  if (value.requires_grad())
    downhill::addcmul.inplace(x, mul(a, value), b);
  else
    downhill::addcmul.inplace(x, a, b, value.number());
}
void addcdiv_(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value) {
  if (value.requires_grad())
    downhill::addcdiv.inplace(x, mul(a, value), b);
  else
    downhill::addcdiv.inplace(x, a, b, value.number());
}
void copy_(const Tensor& x, const Tensor& y) { downhill::copy.inplace(x, y); }
void clamp_(const Tensor& x, const Scalar& low, const Scalar& high) {
  downhill::clamp.inplace(x, low.number(), high.number());
}

}  // namespace downhill::optim
