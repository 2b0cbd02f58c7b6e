// The element types, their names, and PyTorch's rules of promotion.
#pragma once
#include <cstddef>
#include <cstdint>

namespace downhill {

// The numbers are part of the flat API; the order is the order of promotion.
enum class DType : uint8_t { Bool = 0, Int64 = 1, Float32 = 2, Float64 = 3 };

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

constexpr bool is_floating(DType t) { return t >= DType::Float32; }
constexpr int64_t item_size(DType t) { return t == DType::Bool ? 1 : t == DType::Float32 ? 4 : 8; }
constexpr DType promote(DType a, DType b) { return a > b ? a : b; }

// PyTorch has several names for a type, each in its own errors.
constexpr const char* scalar_type_name(DType t) {  // "Float"
  constexpr const char* names[] = {"Bool", "Long", "Float", "Double"};
  return names[static_cast<int>(t)];
}
constexpr const char* c_type_name(DType t) {  // "float"
  constexpr const char* names[] = {"bool", "long int", "float", "double"};
  return names[static_cast<int>(t)];
}
constexpr const char* tensor_type_name(DType t) {  // "torch.FloatTensor"
  constexpr const char* names[] = {"torch.BoolTensor", "torch.LongTensor", "torch.FloatTensor",
                                   "torch.DoubleTensor"};
  return names[static_cast<int>(t)];
}

// Calls f with a value of the C++ type; f is a generic lambda: visit(t, [&](auto zero) { using T =
// decltype(zero); ... }).
template <class F>
decltype(auto) visit(DType t, F&& f) {
  switch (t) {
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
  return t == DType::Float32 ? f(float{}) : f(double{});
}

}  // namespace downhill
