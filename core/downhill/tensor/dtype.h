// The element types, their names, and PyTorch's rules of promotion.
#pragma once
#include <cstddef>
#include <cstdint>

namespace downhill {

// The numbers are part of the flat API. The types after the first four are narrow: their values are
// kept in the wide C++ type of their kind (int64_t, float), so no kernel is made for them; what a
// kernel gave is fitted to them afterwards (narrow.h). The lowest two bits say in which of the
// four.
enum class DType : uint8_t {
  Bool = 0,
  Int64 = 1,
  Float32 = 2,
  Float64 = 3,
  Int32 = 5,
  Half = 6,
  Int16 = 9,
  BFloat16 = 10,
  Int8 = 13,
  UInt8 = 17
};
inline constexpr int kDTypes = 18;  // with gaps
constexpr DType kept(DType t) { return static_cast<DType>(static_cast<int>(t) & 3); }

template <class T>
constexpr DType dtype_of();
template <>
constexpr DType dtype_of<bool>() {
  return DType::Bool;
}
template <>
constexpr DType dtype_of<int64_t>() {
  return DType::Int64;
}
template <>
constexpr DType dtype_of<float>() {
  return DType::Float32;
}
template <>
constexpr DType dtype_of<double>() {
  return DType::Float64;
}

constexpr bool is_narrow(DType t) { return t > DType::Float64; }
constexpr bool is_half(DType t) { return t == DType::Half || t == DType::BFloat16; }
constexpr bool is_floating(DType t) { return (static_cast<int>(t) & 2) != 0; }
// Of those, the ones that need no fitting.
constexpr bool is_wide_floating(DType t) { return t == DType::Float32 || t == DType::Float64; }
constexpr bool is_integer(DType t) { return kept(t) == DType::Int64; }
// Of the C++ type in which an element is kept.
constexpr int64_t item_size(DType t) {
  return kept(t) == DType::Bool ? 1 : kept(t) == DType::Float32 ? 4 : 8;
}
// The dtype that holds both: bool < integers < floats, and the wider of a kind. Two that neither
// holds the other give the next wider.
DType promote(DType a, DType b);
// What can be written into a tensor of another dtype: bool < integers < floats.
constexpr bool can_cast(DType from, DType to) {
  return is_floating(to) || (!is_floating(from) && (to != DType::Bool || from == DType::Bool));
}

// PyTorch has several names for a type, each in its own errors.
const char* scalar_type_name(DType t);  // "Float"; "" of a number that is no dtype's
const char* c_type_name(DType t);       // "float"
const char* tensor_type_name(DType t);  // "torch.FloatTensor"

// Calls f with a value of the C++ type; f is a generic lambda: visit(t, [&](auto zero) { using T =
// decltype(zero); ... }).
template <class F>
decltype(auto) visit(DType t, F&& f) {
  switch (kept(t)) {
    case DType::Bool:
      return f(bool{});
    case DType::Int64:
      return f(int64_t{});
    case DType::Float32:
      return f(float{});
    default:
      return f(double{});
  }
}
template <class F>
decltype(auto) visit_floating(DType t, F&& f) {
  return t == DType::Float64 ? f(double{}) : f(float{});
}

}  // namespace downhill
