// Bytes and errors on their way across.
#include <cstring>

#include "state.h"

namespace downhill::api {
namespace {
int error_kind = 0;
std::string error_text;
}  // namespace

std::vector<char>& stage() {
  static std::vector<char> bytes;
  return bytes;
}
std::string stage_text() { return {stage().begin(), stage().end()}; }
void set_error(ErrorKind kind, const std::string& text) {
  error_kind = static_cast<int>(kind);
  error_text = text;
}

}  // namespace downhill::api

using namespace downhill::api;

extern "C" {

int dh_error_kind(void) { return error_kind; }
int dh_error_text(void) {
  stage().assign(error_text.begin(), error_text.end());
  error_kind = 0;
  error_text.clear();
  return static_cast<int>(stage().size());
}

int dh_stage_resize(int bytes) {
  stage().resize(static_cast<std::size_t>(bytes));
  return 1;
}
int dh_stage_size(void) { return static_cast<int>(stage().size()); }
int dh_stage_pointer(void) {
#ifdef __EMSCRIPTEN__
  return reinterpret_cast<int>(stage().data());
#else
  return 0;
#endif
}

#ifndef __EMSCRIPTEN__  // in the page these two copy between two wasm memories, in JavaScript
int dh_copy_out(void* to, int bytes) {
  std::memcpy(to, stage().data(), static_cast<std::size_t>(bytes));
  return 1;
}
int dh_copy_in(const void* from, int bytes) {
  const char* begin = static_cast<const char*>(from);
  stage().assign(begin, begin + bytes);
  return 1;
}
#endif
}
