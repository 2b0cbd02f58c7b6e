// Arguments that come from outside (Python, TypeScript), and how they become the fields of a
// struct.
#pragma once
#include <downhill/ops/describe.h>
#include <downhill/tensor/tensor.h>

#include <array>
#include <memory>
#include <new>
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
  const char *name, *error;
  const FieldKind* kind;
  const Range* range;  // null where there is no error text
  bool is_required;
};
// What only the schema says of it. The program that prints the schema has this, the module for the
// browser has not.
struct FieldDoc {
  const char *doc, *otherwise;
  Ui ui;
  bool has_ui, is_keyword, is_varargs;
};
struct Fields {
  const FieldInfo* infos = nullptr;
  const void* const* places = nullptr;  // of the members in an example of the struct at `base`
  const void* base = nullptr;
  int size = 0;

  std::ptrdiff_t offset(int i) const {
    return static_cast<const char*>(places[i]) - static_cast<const char*>(base);
  }
  const void* at(const void* values, int i) const {
    return static_cast<const char*>(values) + offset(i);
  }
  void* at(void* values, int i) const { return static_cast<char*>(values) + offset(i); }
};

template <class S>
inline constexpr auto kRanges = std::apply(
    []<class... M>(const Field<S, M>&... f) { return std::array<Range, sizeof...(M)>{f.range...}; },
    S::fields());
template <class S>
inline constexpr auto kFieldInfos = std::apply(
    []<class... M>(const Field<S, M>&... f) {
      [[maybe_unused]] std::size_t i = 0;
      [[maybe_unused]] const auto range = [&](const char* error) {
        const Range* r = nullptr;
        if constexpr (sizeof...(M) > 0) r = *error ? &kRanges<S>[i] : nullptr;
        ++i;
        return r;
      };
      return std::array<FieldInfo, sizeof...(M)>{
          FieldInfo{f.name, f.error, &kFieldKind<M>, range(f.error), f.is_required}...};
    },
    S::fields());
template <class S>
inline constexpr auto kFieldDocs = std::apply(
    []<class... M>(const Field<S, M>&... f) {
      return std::array<FieldDoc, sizeof...(M) + 1>{
          FieldDoc{f.doc, f.otherwise, f.ui, f.has_ui, f.is_keyword, f.is_varargs}...};
    },
    S::fields());

// Room for an S that is never made: only the addresses of its members are asked, which the compiler
// knows. (A table made when it is first used would be code for each S.)
template <class S>
union Hollow {
  char none;
  S value;
  constexpr Hollow() : none() {}
  constexpr ~Hollow() {}
};
template <class S>
inline constinit Hollow<S> kHollow{};
template <class S>
inline constexpr auto kPlaces = std::apply(
    []<class... M>(const Field<S, M>&... f) {
      return std::array<const void*, sizeof...(M)>{&(kHollow<S>.value.*f.member)...};
    },
    S::fields());

template <class S>
constexpr Fields fields_of() {
  return {kFieldInfos<S>.data(), kPlaces<S>.data(), &kHollow<S>.value,
          static_cast<int>(std::tuple_size_v<decltype(S::fields())>)};
}

// A struct of fields without its type: what it takes to make, copy and free one.
struct StructKind {
  std::size_t size;  // 0: empty, need not be made
  Fields fields;
  void (*make)(void* to, const void* copied);  // the defaults, or a copy
  void (*destroy)(void*);                      // null if there is nothing to do
};
template <class S>
inline constexpr StructKind kStruct{
    std::is_empty_v<S> ? 0 : sizeof(S), fields_of<S>(),
    [](void* to, const void* copied) {
      copied ? new (to) S(*static_cast<const S*>(copied)) : new (to) S();
    },
    std::is_trivially_destructible_v<S> ? static_cast<void (*)(void*)>(nullptr)
                                        : [](void* s) { static_cast<S*>(s)->~S(); }};
std::shared_ptr<void> make_struct(const StructKind& kind, const void* copied = nullptr);

// Fills the fields in their order; those without an argument keep their defaults.
void parse_fields(const Fields& fields, const char* where, std::span<const Argument> arguments,
                  void* to);
std::vector<std::pair<std::string, Argument>> list_fields(const Fields& fields, const void* values);
// Throws a field's error text if its value is outside its range.
void check_fields(const Fields& fields, const void* values);
void check_range(const char* text, const Range& range, Number value, int index);
// The fields as a JSON list for the schema.
std::string fields_schema(const Fields& fields, const FieldDoc* docs, const void* defaults);

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
  return fields_schema(fields_of<S>(), kFieldDocs<S>.data(), &defaults);
}

std::string json_text(std::string_view text);

}  // namespace downhill
