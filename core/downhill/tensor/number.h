// A Python number as an argument: it keeps its kind, because `0` is not `0.0` in promotion and in
// print.
#pragma once
#include <downhill/math/bits.h>
#include <downhill/tensor/dtype.h>

namespace downhill {

class Number {
 public:
  enum class Kind : uint8_t { boolean, integer, floating };
  constexpr Number() : Number(0) {}
  constexpr Number(bool v) : bits_(v), kind_(Kind::boolean) {}
  constexpr Number(int v) : bits_(v), kind_(Kind::integer) {}
  constexpr Number(int64_t v) : bits_(v), kind_(Kind::integer) {}
  constexpr Number(double v) : bits_(math::bit_cast<int64_t>(v)), kind_(Kind::floating) {}
  // Part by part: a wide load of what has just been written in parts waits for the cache, and
  // attributes are copied as soon as they are made.
  constexpr Number(const Number& o) : bits_(o.bits_), kind_(o.kind_) {}
  constexpr Number& operator=(const Number& o) {
    bits_ = o.bits_;
    kind_ = o.kind_;
    return *this;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr bool is_floating() const { return kind_ == Kind::floating; }
  constexpr DType dtype() const {  // of a tensor made from it alone
    return kind_ == Kind::floating  ? DType::Float32
           : kind_ == Kind::integer ? DType::Int64
                                    : DType::Bool;
  }
  template <class T>
  constexpr T to() const {
    return is_floating() ? static_cast<T>(math::bit_cast<double>(bits_)) : static_cast<T>(bits_);
  }
  constexpr operator double() const { return to<double>(); }
  constexpr bool is_zero() const {  // without the sign of a double
    return is_floating() ? static_cast<uint64_t>(bits_) << 1 == 0 : bits_ == 0;
  }

 private:
  int64_t bits_;  // the integer's, or the double's
  Kind kind_;
};

}  // namespace downhill
