// Errors carry PyTorch's kind and text; every border translates them (Python exception, JavaScript
// Error).
#pragma once
#include <sstream>
#include <stdexcept>
#include <string>

namespace downhill {

enum class ErrorKind { runtime = 1, value = 2, type = 3, index = 4, not_implemented = 5, assertion = 6 };

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

// Throws an Error whose text is the concatenation of the parts, as `<<` prints them.
template <class... Parts>
[[noreturn]] void fail(ErrorKind kind, const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  throw Error(kind, text.str());
}
template <class... Parts>
[[noreturn]] void fail(const Parts&... parts) {
  fail(ErrorKind::runtime, parts...);
}

}  // namespace downhill
