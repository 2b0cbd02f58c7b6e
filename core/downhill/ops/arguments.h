// Arguments that come from outside (Python, TypeScript), and how they become the fields of a
// struct.
#pragma once
#include <downhill/ops/describe.h>
#include <downhill/tensor/tensor.h>

#include <array>
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

// Values as arguments again.
Argument argument(Number v);
Argument argument(const Pair& v);
Argument argument(const MaybePair& v);
Argument argument(const NumberList& v);
Argument argument(const Ints& v);
Argument argument(DType v);
Argument argument(const std::string& v);
Argument argument(const Tensor& t);  // None if it is undefined
Argument argument(std::vector<Argument> list);
template <class T>
requires(std::is_arithmetic_v<T> && !std::is_same_v<T, Number>) Argument argument(T v) {
  return argument(Number(v));
}
template <class T>
Argument argument(const std::optional<T>& v) {
  return v ? argument(*v) : Argument{};
}
// Python's literal of it.
std::string literal_of(const Argument& a);

// ---- fields without their types: one function for all structs instead of one for each -----------

// What a field's type can do.
struct FieldKind {
  const char* name;
  void (*convert)(const char* where, const char* field, const Argument& from, void* to);
  Argument (*argument)(const void* value);
};
template <class M>
inline constexpr FieldKind kFieldKind{
    Kind<M>::name,
    [](const char* where, const char* field, const Argument& from, void* to) {
      convert(where, field, from, *static_cast<M*>(to));
    },
    [](const void* value) { return argument(*static_cast<const M*>(value)); }};

struct FieldInfo {
  const char *name, *doc, *error, *otherwise;
  const FieldKind* kind;
  Range range;
  Ui ui;
  bool has_ui, is_keyword, is_varargs, is_required;
};
struct Fields {
  const FieldInfo* infos = nullptr;
  const std::size_t* offsets = nullptr;  // of the members in the struct
  int size = 0;

  const void* at(const void* values, int i) const {
    return static_cast<const char*>(values) + offsets[i];
  }
  void* at(void* values, int i) const { return static_cast<char*>(values) + offsets[i]; }
};

template <class S>
inline constexpr auto kFieldInfos = std::apply(
    []<class... M>(const Field<S, M>&... f) {
      return std::array<FieldInfo, sizeof...(M)>{
          FieldInfo{f.name, f.doc, f.error, f.otherwise, &kFieldKind<M>, f.range, f.ui, f.has_ui,
                    f.is_keyword, f.is_varargs, f.is_required}...};
    },
    S::fields());

template <class S>
Fields fields_of() {
  constexpr std::size_t count = std::tuple_size_v<decltype(S::fields())>;
  static std::size_t offsets[count + 1];
  static bool known = false;
  if (!known) {
    [[maybe_unused]] const S s{};
    [[maybe_unused]] std::size_t i = 0;
    std::apply(
        [&](const auto&... f) {
          ((offsets[i++] = static_cast<std::size_t>(reinterpret_cast<const char*>(&(s.*f.member)) -
                                                    reinterpret_cast<const char*>(&s))),
           ...);
        },
        S::fields());
    known = true;
  }
  return {kFieldInfos<S>.data(), offsets, static_cast<int>(count)};
}

// Fills the fields in their order; those without an argument keep their defaults.
void parse_fields(const Fields& fields, const char* where, std::span<const Argument> arguments,
                  void* to);
std::vector<std::pair<std::string, Argument>> list_fields(const Fields& fields, const void* values);
// Throws a field's error text if its value is outside its range.
void check_fields(const Fields& fields, const void* values);
void check_range(const char* text, const Range& range, Number value, int index);
// The fields as a JSON list for the schema.
std::string fields_schema(const Fields& fields, const void* defaults);

template <class S>
void parse_fields(const char* where, std::span<const Argument> arguments, S& to) {
  parse_fields(fields_of<S>(), where, arguments, &to);
}
template <class S>
void check_fields(const S& values) {
  check_fields(fields_of<S>(), &values);
}
template <class S>
std::string fields_schema() {
  const S defaults{};
  return fields_schema(fields_of<S>(), &defaults);
}

std::string json_text(std::string_view text);

}  // namespace downhill
