// Arguments that come from outside (Python, TypeScript), and how they become the fields of a struct.
#pragma once
#include <downhill/ops/describe.h>
#include <downhill/tensor/tensor.h>

#include <span>
#include <string>
#include <vector>

namespace downhill {

struct Argument {
  enum class Kind : uint8_t { none, tensor, number, dtype, list, text };
  Kind kind = Kind::none;
  DType dtype = DType::Float32;
  Number number;
  Tensor tensor;
  std::vector<Argument> list;
  std::string text;
};

// Throw a TypeError that names the field.
void convert(const char* where, const char* name, const Argument& from, bool& to);
void convert(const char* where, const char* name, const Argument& from, int64_t& to);
void convert(const char* where, const char* name, const Argument& from, double& to);
void convert(const char* where, const char* name, const Argument& from, Number& to);
void convert(const char* where, const char* name, const Argument& from, Pair& to);
void convert(const char* where, const char* name, const Argument& from, Ints& to);
void convert(const char* where, const char* name, const Argument& from, DType& to);
void convert(const char* where, const char* name, const Argument& from, std::string& to);
template <class T>
void convert(const char* where, const char* name, const Argument& from, std::optional<T>& to) {
  if (from.kind == Argument::Kind::none) {
    to.reset();
    return;
  }
  T value{};
  convert(where, name, from, value);
  to = value;
}

// Fills the fields in their order; those without an argument keep their defaults.
template <class S>
void parse_fields(const char* where, std::span<const Argument> arguments, S& to) {
  std::size_t i = 0;
  std::apply(
      [&](const auto&... f) {
        ((i < arguments.size() ? convert(where, f.name, arguments[i], to.*f.member) : void(), ++i), ...);
      },
      S::fields());
}

std::string json_text(const std::string& text);

// The fields as a JSON list for the schema.
template <class S>
std::string fields_schema() {
  std::string json;
  const S defaults{};
  auto one = [&]<class M>(const Field<S, M>& f) {
    auto number = [](double v) { return v - v == 0 ? literal(v) : std::string("null"); };
    json += (json.empty() ? "" : ",");
    json += "{\"name\":" + json_text(f.name) + ",\"kind\":" + json_text(Kind<M>::name);
    if (!f.is_required) json += ",\"default\":" + json_text(literal(defaults.*f.member));
    if (f.is_keyword) json += ",\"keyword\":true";
    if (f.is_varargs) json += ",\"varargs\":true";
    if (*f.error) {
      json += ",\"error\":" + json_text(f.error) + ",\"min\":" + number(f.range.min) + ",\"max\":" + number(f.range.max);
      if (f.range.open_min) json += ",\"openMin\":true";
      if (f.range.open_max) json += ",\"openMax\":true";
    }
    if (f.has_ui) {
      json += ",\"ui\":{\"min\":" + number(f.ui.min) + ",\"max\":" + number(f.ui.max) + ",\"scale\":" +
              (f.ui.scale == Scale::log ? "\"log\"" : "\"linear\"") + "}";
    }
    if (*f.doc) json += ",\"doc\":" + json_text(f.doc);
    json += "}";
  };
  std::apply([&](const auto&... f) { (one(f), ...); }, S::fields());
  return "[" + json + "]";
}

}  // namespace downhill
