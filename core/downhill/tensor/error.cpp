#include <downhill/tensor/error.h>
#include <downhill/tensor/small_vector.h>

#include <cstdio>

namespace downhill {

std::string concat(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view p : parts) size += p.size();
  std::string text;
  text.reserve(size);
  for (const std::string_view p : parts) text += p;
  return text;
}

std::string part(int64_t v) { return std::to_string(v); }
std::string part(uint64_t v) { return std::to_string(v); }
std::string part(double v) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", v);
  return text;
}

std::string part(const Shape& sizes) {
  std::string text = "[";
  for (int i = 0; i < sizes.size(); ++i) text += concat({i ? ", " : "", part(sizes[i])});
  return text + "]";
}

void fail_with(ErrorKind kind, std::initializer_list<std::string_view> parts) {
  throw Error(kind, concat(parts));
}

}  // namespace downhill
