// A Python number as an argument: it keeps its kind, because `0` is not `0.0` in promotion and in
// print.
#pragma once
#include <downhill/tensor/dtype.h>

namespace downhill {

class Number {
 public:
  enum class Kind : uint8_t { boolean, integer, floating };
  constexpr Number() : Number(0) {}
  constexpr Number(bool v) : integer_(v), kind_(Kind::boolean) {}
  constexpr Number(int v) : integer_(v), kind_(Kind::integer) {}
  constexpr Number(int64_t v) : integer_(v), kind_(Kind::integer) {}
  constexpr Number(double v) : floating_(v), kind_(Kind::floating) {}

  constexpr Kind kind() const { return kind_; }
  constexpr bool is_floating() const { return kind_ == Kind::floating; }
  constexpr DType dtype() const {  // of a tensor made from it alone
    return kind_ == Kind::floating  ? DType::Float32
           : kind_ == Kind::integer ? DType::Int64
                                    : DType::Bool;
  }
  template <class T>
  constexpr T to() const {
    return is_floating() ? static_cast<T>(floating_) : static_cast<T>(integer_);
  }
  constexpr operator double() const { return to<double>(); }

 private:
  union {
    int64_t integer_;
    double floating_;
  };
  Kind kind_;
};

}  // namespace downhill
