#include <downhill/ops/list.h>

#include <cmath>

namespace downhill::ops {

void Exp::backward(Backward& b) { b.set(0, mul(b.grad(), b.output())); }
void Expm1::backward(Backward& b) { b.set(0, mul(b.grad(), add(b.output(), 1))); }
void Log::backward(Backward& b) { b.set(0, div(b.grad(), b.input())); }
void Log1p::backward(Backward& b) { b.set(0, div(b.grad(), add(b.input(), 1))); }
void Sqrt::backward(Backward& b) { b.set(0, div(b.grad(), mul(b.output(), 2))); }
void Sin::backward(Backward& b) { b.set(0, mul(b.grad(), cos(b.input()))); }
void Cos::backward(Backward& b) { b.set(0, mul(b.grad(), neg(sin(b.input())))); }

// g · fma(-y, y, 1), as PyTorch's kernel fuses it.
void Tanh::backward(Backward& b) {
  const Tensor y = b.output();
  b.set(0, mul(b.grad(), addcmul(Tensor::full({}, 1, y.dtype()), y, y, -1)));
}

// 2 / sqrt(pi) * exp(-x^2) * g
void Erf::backward(Backward& b) {
  const double factor = 2 / std::sqrt(3.14159265358979323846);
  b.set(0, mul(mul(exp(neg(square(b.input()))), factor), b.grad()));
}

void Sigmoid::backward(Backward& b) {
  const Tensor y = b.output();
  b.set(0, mul(mul(b.grad(), rsub(y, 1)), y));
}

void Relu::infer(Call& c) {
  if (c.input().dtype() == DType::Bool) fail("Boolean inputs not supported for relu");
  infer_elementwise(c, Promotes::keep);
}
void Relu::backward(Backward& b) { b.set(0, threshold_backward(b.grad(), b.output())); }
void ThresholdBackward::backward(Backward& b) {
  if (b.needs(0)) b.set(0, threshold_backward(b.grad(), b.input(1)));
  if (b.needs(1)) b.set(1, zeros_like(b.grad()));
}
void Square::backward(Backward& b) { b.set(0, mul(b.grad(), mul(b.input(), 2))); }

float Floor::value(float x) { return std::floor(x); }
double Floor::value(double x) { return std::floor(x); }
float Ceil::value(float x) { return std::ceil(x); }
double Ceil::value(double x) { return std::ceil(x); }
float Round::value(float x) { return std::nearbyint(x); }
double Round::value(double x) { return std::nearbyint(x); }
float Trunc::value(float x) { return std::trunc(x); }
double Trunc::value(double x) { return std::trunc(x); }
void Floor::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }
void Ceil::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }
void Round::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }
void Trunc::backward(Backward& b) { b.set(0, zeros_like(b.grad())); }

}  // namespace downhill::ops
