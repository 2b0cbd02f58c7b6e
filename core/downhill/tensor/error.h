// Errors carry PyTorch's kind and text; every border translates them (Python exception, JavaScript
// Error).
#pragma once
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace downhill {

enum class ErrorKind {
  runtime = 1,
  value = 2,
  type = 3,
  index = 4,
  not_implemented = 5,
  assertion = 6,
  zero_division = 7,
  linalg = 8  // a matrix that is singular
};

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

std::string concat(std::initializer_list<std::string_view> parts);

// A part of a message as text: numbers as %g prints them, lists as [2, 3]. (No streams: they would
// be an eighth of the wasm module.)
inline std::string_view part(std::string_view text) { return text; }
std::string part(int64_t v);
std::string part(uint64_t v);
std::string part(double v);
template <class T>
requires std::is_integral_v<T> std::string part(T v) {
  if constexpr (std::is_signed_v<T>) {
    return part(static_cast<int64_t>(v));
  } else {
    return part(static_cast<uint64_t>(v));
  }
}
inline std::string part(char c) { return std::string(1, c); }

[[noreturn]] void fail_with(ErrorKind kind, std::initializer_list<std::string_view> parts);

// Throws an Error whose text is the concatenation of the parts.
template <class... Parts>
[[noreturn]] void fail(ErrorKind kind, const Parts&... parts) {
  fail_with(kind, {std::string_view(part(parts))...});
}
template <class... Parts>
[[noreturn]] void fail(const Parts&... parts) {
  fail_with(ErrorKind::runtime, {std::string_view(part(parts))...});
}

}  // namespace downhill
