// Arguments that come from outside (Python, TypeScript), and how they become the fields of a
// struct.
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
void convert(const char* where, const char* name, const Argument& from, MaybePair& to);
void convert(const char* where, const char* name, const Argument& from, NumberList& to);
void convert(const char* where, const char* name, const Argument& from, Ints& to);
void convert(const char* where, const char* name, const Argument& from, DType& to);
void convert(const char* where, const char* name, const Argument& from, std::string& to);
void convert(const char* where, const char* name, const Argument& from, Tensor& to);
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

// A field that is a tensor may be left out.
template <>
struct Kind<Tensor> {
  static constexpr const char* name = "tensor?";
};
inline std::string literal(const Tensor&) { return "None"; }

// Fills the fields in their order; those without an argument keep their defaults.
template <class S>
void parse_fields(const char* where, std::span<const Argument> arguments, S& to) {
  std::size_t i = 0;
  std::apply(
      [&](const auto&... f) {
        ((i < arguments.size() ? convert(where, f.name, arguments[i], to.*f.member) : void(), ++i),
         ...);
      },
      S::fields());
}

// Throws the field's error text if a value is outside its range.
void check_range(const char* text, const Range& range, Number value, int index);
template <class S>
void check_fields(const S& values) {
  auto one = [&]<class M>(const Field<S, M>& f) {
    if (!*f.error) return;
    const auto number = [](const auto& v) {
      if constexpr (requires { v.number(); })
        return v.number();
      else
        return Number(v);
    };
    if constexpr (std::is_same_v<M, MaybePair>) {
      (void)number;
    } else if constexpr (requires { (values.*f.member).first; }) {
      check_range(f.error, f.range, number((values.*f.member).first), 0);
      check_range(f.error, f.range, number((values.*f.member).second), 1);
    } else if constexpr (std::is_convertible_v<M, double> ||
                         requires { (values.*f.member).number(); }) {
      check_range(f.error, f.range, number(values.*f.member), -1);
    }
  };
  std::apply([&](const auto&... f) { (one(f), ...); }, S::fields());
}

std::string json_text(const std::string& text);

// A field without its types.
struct FieldInfo {
  const char *name, *kind, *doc, *error, *otherwise;
  Range range;
  Ui ui;
  bool has_ui, is_keyword, is_varargs, is_required;
};
void append_field(std::string& json, const FieldInfo& f, const std::string& default_literal);

// The fields as a JSON list for the schema.
template <class S>
std::string fields_schema() {
  std::string json;
  const S defaults{};
  auto one = [&]<class M>(const Field<S, M>& f) {
    append_field(json,
                 {f.name, Kind<M>::name, f.doc, f.error, f.otherwise, f.range, f.ui, f.has_ui, f.is_keyword,
                  f.is_varargs, f.is_required},
                 literal(defaults.*f.member));
  };
  std::apply([&](const auto&... f) { (one(f), ...); }, S::fields());
  return "[" + json + "]";
}

}  // namespace downhill
