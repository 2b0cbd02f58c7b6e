// The flat API as a caller outside uses it: handles that free themselves, errors as texts.
#pragma once

#include <downhill/ops/list.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../../wasm/api/dh.h"

namespace downhill::test {

inline std::string staged() {
  std::string text(static_cast<std::size_t>(dh_stage_size()), '\0');
  dh_copy_out(text.data(), dh_stage_size());
  return text;
}
// The waiting error's text, which is forgotten with it; "" when none waits.
inline std::string error() {
  if (dh_error_kind() == DH_NO_ERROR) return "";
  dh_error_text();
  return staged();
}

class Handle {
 public:
  explicit Handle(int h = 0) : h_(h) {}
  Handle(Handle&& other) noexcept : h_(std::exchange(other.h_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(h_, other.h_);
    return *this;
  }
  ~Handle() {
    if (h_) dh_release(h_);
  }
  operator int() const { return h_; }

 private:
  int h_;
};

template <class T>
Handle made(const std::vector<int64_t>& sizes, const std::vector<T>& values) {
  dh_copy_in(values.data(), static_cast<int>(values.size() * sizeof(T)));
  dh_arg_open();
  for (const int64_t s : sizes) dh_arg_int(static_cast<double>(s));
  dh_arg_close();
  return Handle(dh_from_stage(static_cast<int>(dtype_of<T>())));
}
inline Handle vector(const std::vector<float>& values) {
  return made<float>({static_cast<int64_t>(values.size())}, values);
}

template <class T = float>
std::vector<T> values(int tensor) {
  const int bytes = dh_to_stage(tensor);
  std::vector<T> all(static_cast<std::size_t>(bytes) / sizeof(T));
  dh_copy_out(all.data(), bytes);
  return all;
}

inline int op(std::string_view name, int overload = 0) {
  for (int id = 0; id < kOpCount; ++id) {
    if (op_at(id).info->name == name && overload-- == 0) return id;
  }
  fail("no operator ", name);
}

inline void push_list(const std::vector<int>& tensors) {
  dh_arg_open();
  for (const int t : tensors) dh_arg_tensor(t);
  dh_arg_close();
}

// Asserts at its end that as many handles live as at its start.
#define NO_HANDLE_STAYS                      \
  struct Count {                             \
    int before = dh_live();                  \
    ~Count() { CHECK(dh_live() == before); } \
  } const handles_before_and_after

}  // namespace downhill::test
