// A hyperparameter, or what an optimizer computes of hyperparameters: a Python number, or a tensor
// of one element (lr=torch.tensor(0.1)). NumberList are computed in double; with a tensor every
// result is a tensor of its dtype, as in PyTorch, so that digits are the same and gradients reach
// it.
#pragma once
#include <downhill/ops/list.h>
#include <downhill/optim/powers.h>

namespace downhill {
namespace optim {

class Scalar {
 public:
  constexpr Scalar() = default;
  template <class T>
  requires std::is_arithmetic_v<T>
  constexpr Scalar(T v) : number_(v) {}
  constexpr Scalar(Number n) : number_(n) {}
  Scalar(const Tensor& one) : tensor_(one) {}

  bool is_tensor() const { return tensor_.defined(); }
  const Tensor& tensor() const { return tensor_; }
  double value() const { return is_tensor() ? tensor_.item() : number_.to<double>(); }
  Number number() const { return is_tensor() ? tensor_.number() : number_; }
  // Without dimensions: what takes part in element-wise arithmetic (PyTorch's _to_scalar).
  Tensor operand() const;
  bool requires_grad() const { return is_tensor() && tensor_.requires_grad(); }

  friend Scalar operator+(const Scalar& a, const Scalar& b);
  friend Scalar operator-(const Scalar& a, const Scalar& b);
  friend Scalar operator*(const Scalar& a, const Scalar& b);
  friend Scalar operator/(const Scalar& a, const Scalar& b);
  friend Scalar operator-(const Scalar& a);
  // As PyTorch compares: a number beside a tensor is rounded to the tensor's dtype first.
  friend bool operator<(const Scalar& a, const Scalar& b);
  friend bool operator>(const Scalar& a, const Scalar& b) { return b < a; }
  friend bool operator<=(const Scalar& a, const Scalar& b);
  friend bool operator>=(const Scalar& a, const Scalar& b) { return b <= a; }
  friend bool operator!=(const Scalar& a, const Scalar& b) { return a.value() != b.value(); }

 private:
  Number number_ = 0;
  Tensor tensor_;
};

Scalar pow(const Scalar& base, const Scalar& exponent);
double sqrt(double x);
Scalar sqrt(const Scalar& x);  // of a tensor; Python's x ** 0.5 of a number
Scalar abs(const Scalar& x);
// Python's min and max: the first of equals.
Scalar min(const Scalar& a, const Scalar& b);
Scalar max(const Scalar& a, const Scalar& b);

using ScalarPair = std::pair<Scalar, Scalar>;

std::string literal(const Scalar& v);
std::string literal(const ScalarPair& v);
Argument argument(const Scalar& v);
Argument argument(const ScalarPair& v);
void convert(const char* where, const char* name, const Argument& from, Scalar& to);
void convert(const char* where, const char* name, const Argument& from, ScalarPair& to);

}  // namespace optim

template <>
struct Kind<optim::Scalar> {
  static constexpr const char* name = "number";
};
template <>
struct Kind<optim::ScalarPair> {
  static constexpr const char* name = "pair";
};

}  // namespace downhill
