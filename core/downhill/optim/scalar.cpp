#include <downhill/math/functions.h>
#include <downhill/optim/scalar.h>

#include <cmath>

namespace downhill::optim {
namespace {

bool whole(Number a, Number b) { return !a.is_floating() && !b.is_floating(); }

// The values as they are compared: a number takes the dtype of the tensor beside it.
std::pair<double, double> compared(const Scalar& a, const Scalar& b) {
  const auto beside = [](const Scalar& x, const Scalar& other) {
    const bool narrow =
        !x.is_tensor() && other.is_tensor() && other.tensor().dtype() == DType::Float32;
    return narrow ? static_cast<double>(static_cast<float>(x.value())) : x.value();
  };
  return {beside(a, b), beside(b, a)};
}

// op(a, b) where at least one is a tensor.
template <class F>
Scalar tensors(const F& op, const Scalar& a, const Scalar& b) {
  if (!b.is_tensor()) return op(a.operand(), b.number());
  if (!a.is_tensor()) return op(a.number(), b.operand());
  return op(a.operand(), b.operand());
}

}  // namespace

Tensor Scalar::operand() const {
  if (!is_tensor()) fail("a number is no tensor");
  return tensor_.dim() == 0 ? tensor_ : reshape(tensor_, Ints{});
}

Scalar operator+(const Scalar& a, const Scalar& b) {
  if (a.is_tensor() || b.is_tensor()) return tensors(downhill::add, a, b);
  if (whole(a.number_, b.number_)) return a.number_.to<int64_t>() + b.number_.to<int64_t>();
  return a.value() + b.value();
}
Scalar operator-(const Scalar& a, const Scalar& b) {
  if (a.is_tensor() || b.is_tensor()) return tensors(downhill::sub, a, b);
  if (whole(a.number_, b.number_)) return a.number_.to<int64_t>() - b.number_.to<int64_t>();
  return a.value() - b.value();
}
Scalar operator*(const Scalar& a, const Scalar& b) {
  if (a.is_tensor() || b.is_tensor()) return tensors(downhill::mul, a, b);
  if (whole(a.number_, b.number_)) return a.number_.to<int64_t>() * b.number_.to<int64_t>();
  return a.value() * b.value();
}
Scalar operator/(const Scalar& a, const Scalar& b) {
  if (a.is_tensor()) return tensors(downhill::div, a, b);
  // Python's number / tensor is Tensor.__rtruediv__.
  if (b.is_tensor()) return downhill::mul(downhill::reciprocal(b.operand()), a.number_);
  return a.value() / b.value();
}
Scalar operator-(const Scalar& a) {
  if (a.is_tensor()) return downhill::neg(a.tensor_);
  return a.number_.is_floating() ? Scalar(-a.value()) : Scalar(-a.number_.to<int64_t>());
}
bool operator<(const Scalar& a, const Scalar& b) {
  const auto [x, y] = compared(a, b);
  return x < y;
}
bool operator<=(const Scalar& a, const Scalar& b) {
  const auto [x, y] = compared(a, b);
  return x <= y;
}

Scalar pow(const Scalar& base, const Scalar& exponent) {
  if (base.is_tensor() || exponent.is_tensor()) {
    if (!exponent.is_tensor()) return downhill::pow(base.operand(), exponent.number());
    if (!base.is_tensor()) return pow_base(exponent.operand(), base.number());
    return pow_tensor(base.operand(), exponent.operand());
  }
  return pow(base.value(), exponent.value());
}
Scalar sqrt(const Scalar& x) {
  return x.is_tensor() ? Scalar(downhill::sqrt(x.operand())) : Scalar(sqrt(x.value()));
}
double sqrt(double x) {
  // A power rounded once is the square root, except of -0 and of -infinity.
  return x > 0 ? std::sqrt(x) : math::pow(x, 0.5);
}
Scalar abs(const Scalar& x) {
  if (x.is_tensor()) return downhill::abs(x.operand());
  return x.value() < 0 ? -x : x;
}
Scalar min(const Scalar& a, const Scalar& b) { return b < a ? b : a; }
Scalar max(const Scalar& a, const Scalar& b) { return b > a ? b : a; }

std::string literal(const Scalar& v) { return downhill::literal(v.number()); }
std::string literal(const ScalarPair& v) {
  return "(" + literal(v.first) + ", " + literal(v.second) + ")";
}

Argument argument(const Scalar& v) {
  Argument a;
  a.kind = v.is_tensor() ? Argument::Kind::tensor : Argument::Kind::number;
  a.tensor = v.tensor();
  if (!v.is_tensor()) a.number = v.number();
  return a;
}
Argument argument(const ScalarPair& v) {
  Argument a;
  a.kind = Argument::Kind::list;
  a.list = {argument(v.first), argument(v.second)};
  return a;
}
void convert(const char* where, const char* name, const Argument& from, Scalar& to) {
  if (from.kind == Argument::Kind::tensor && from.tensor.defined() && from.tensor.numel() == 1) {
    to = from.tensor;
    return;
  }
  Number n;
  downhill::convert(where, name, from, n);
  to = n;
}
void convert(const char* where, const char* name, const Argument& from, ScalarPair& to) {
  if (from.kind != Argument::Kind::list || from.list.size() != 2)
    fail(ErrorKind::type, where, "(): argument '", name, "' must be a pair of numbers");
  convert(where, name, from.list[0], to.first);
  convert(where, name, from.list[1], to.second);
}

}  // namespace downhill::optim
