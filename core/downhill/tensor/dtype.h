// The element types, their names, and PyTorch's rules of promotion.
#pragma once
#include <cstddef>
#include <cstdint>

namespace downhill {

// The numbers are part of the flat API. The types after the first four are narrow: their values are
// kept in the wide C++ type of their kind (int64_t, float), so no kernel is made for them; what a
// kernel gave is fitted to them afterwards (narrow.h).
enum class DType : uint8_t {
  Bool,
  Int64,
  Float32,
  Float64,
  Int32,
  Int16,
  Int8,
  UInt8,
  Half,
  BFloat16
};
inline constexpr int kDTypes = 10;

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

constexpr bool is_narrow(DType t) { return t >= DType::Int32; }
constexpr bool is_half(DType t) { return t >= DType::Half; }
// Of those, the ones that need no fitting.
constexpr bool is_wide_floating(DType t) { return t == DType::Float32 || t == DType::Float64; }
constexpr bool is_floating(DType t) { return is_wide_floating(t) || is_half(t); }
constexpr bool is_integer(DType t) { return t != DType::Bool && !is_floating(t); }
// Of the C++ type in which an element is kept.
inline constexpr uint8_t kItemSizes[kDTypes] = {1, 8, 4, 8, 8, 8, 8, 8, 4, 4};
constexpr int64_t item_size(DType t) { return kItemSizes[static_cast<int>(t)]; }
// The dtype that holds both: bool < integers < floats, and the wider of a kind. Two that neither
// holds the other (int8 and uint8, the two halves) give the next wider.
inline constexpr uint8_t kRanks[kDTypes] = {0, 4, 6, 7, 3, 2, 1, 1, 5, 5};
constexpr DType promote(DType a, DType b) {
  const int x = kRanks[static_cast<int>(a)], y = kRanks[static_cast<int>(b)];
  if (a == b || x != y) return x < y ? b : a;
  return is_half(a) ? DType::Float32 : DType::Int16;
}
// What can be written into a tensor of another dtype: bool < integers < floats.
constexpr bool can_cast(DType from, DType to) {
  return is_floating(to) || (!is_floating(from) && (to != DType::Bool || from == DType::Bool));
}

// PyTorch has several names for a type, each in its own errors.
constexpr const char* scalar_type_name(DType t) {  // "Float"
  constexpr const char* names[] = {"Bool",  "Long", "Float", "Double", "Int",
                                   "Short", "Char", "Byte",  "Half",   "BFloat16"};
  return names[static_cast<int>(t)];
}
constexpr const char* c_type_name(DType t) {  // "float"
  constexpr const char* names[] = {"bool",      "long int",     "float",       "double",
                                   "int",       "short int",    "signed char", "unsigned char",
                                   "c10::Half", "c10::BFloat16"};
  return names[static_cast<int>(t)];
}
constexpr const char* tensor_type_name(DType t) {  // "torch.FloatTensor"
  constexpr const char* names[] = {"torch.BoolTensor",    "torch.LongTensor", "torch.FloatTensor",
                                   "torch.DoubleTensor",  "torch.IntTensor",  "torch.ShortTensor",
                                   "torch.CharTensor",    "torch.ByteTensor", "torch.HalfTensor",
                                   "torch.BFloat16Tensor"};
  return names[static_cast<int>(t)];
}

// Calls f with a value of the C++ type; f is a generic lambda: visit(t, [&](auto zero) { using T =
// decltype(zero); ... }).
template <class F>
decltype(auto) visit(DType t, F&& f) {
  switch (t) {
    case DType::Bool:
      return f(bool{});
    case DType::Float64:
      return f(double{});
    case DType::Float32:
    case DType::Half:
    case DType::BFloat16:
      return f(float{});
    default:
      return f(int64_t{});
  }
}
template <class F>
decltype(auto) visit_floating(DType t, F&& f) {
  return t == DType::Float64 ? f(double{}) : f(float{});
}

}  // namespace downhill
