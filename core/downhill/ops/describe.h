// Described data: names, kinds, defaults and ranges of the fields of a struct, once, for C++,
// Python, TypeScript, forms and error texts.
#pragma once
#include <downhill/tensor/number.h>
#include <downhill/tensor/small_vector.h>

#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace downhill {

enum class Scale { linear, log };
// What is legal (else the error text), and what a slider offers.
struct Range {
  double min = -std::numeric_limits<double>::infinity(),
         max = std::numeric_limits<double>::infinity();
  bool open_min = false, open_max = false;
};
struct Ui {
  double min = 0, max = 1;
  Scale scale = Scale::linear;
};

using Pair = std::pair<Number, Number>;
using MaybePair = std::pair<std::optional<Number>, Number>;  // (None, 0.001)
using NumberList = SmallVector<Number, 3>;

template <class S, class M>
struct Field {
  const char* name;
  M S::*member;
  const char* doc = "";
  Range range = {};
  const char* error = "";  // "Invalid learning rate: {}"
  Ui ui = {};
  bool has_ui = false, is_keyword = false, is_varargs = false, is_required = false,
       is_buffer = false;
  const char* otherwise = "";  // what None stands for, in Python: "max_iter * 5 // 4"

  constexpr Field in(Range r, const char* text) const {
    Field f = *this;
    f.range = r;
    f.error = text;
    return f;
  }
  constexpr Field shown(Ui u) const {
    Field f = *this;
    f.ui = u;
    f.has_ui = true;
    return f;
  }
  constexpr Field keyword() const {
    Field f = *this;
    f.is_keyword = true;
    return f;
  }
  constexpr Field varargs() const {  // view(2, 3) as well as view((2, 3))
    Field f = *this;
    f.is_varargs = true;
    return f;
  }
  constexpr Field unless_given(const char* python) const {
    Field f = *this;
    f.otherwise = python;
    return f;
  }
  constexpr Field required() const {
    Field f = *this;
    f.is_required = true;
    return f;
  }
  constexpr Field buffer() const {  // of a layer: a tensor that is kept, not trained
    Field f = *this;
    f.is_buffer = true;
    return f;
  }
};
template <class S, class M>
constexpr Field<S, M> field(const char* name, M S::*member, const char* doc = "") {
  return {name, member, doc};
}

struct Nothing {  // attributes of an operator that has none
  static constexpr auto fields() { return std::tuple{}; }
};

// The kind's name in the schema.
template <class M>
struct Kind;
#define DOWNHILL_KIND(type, text)                 \
  template <>                                     \
  struct Kind<type> {                             \
    static constexpr const char* name = text;     \
  };                                              \
  template <>                                     \
  struct Kind<std::optional<type>> {              \
    static constexpr const char* name = text "?"; \
  }
DOWNHILL_KIND(bool, "bool");
DOWNHILL_KIND(int64_t, "int");
DOWNHILL_KIND(double, "float");
DOWNHILL_KIND(Number, "number");
DOWNHILL_KIND(Pair, "pair");
DOWNHILL_KIND(MaybePair, "maybe_pair");
DOWNHILL_KIND(NumberList, "floats");
DOWNHILL_KIND(Ints, "ints");
DOWNHILL_KIND(DType, "dtype");
DOWNHILL_KIND(std::string, "str");
#undef DOWNHILL_KIND

// Python's literals: 0.001, 1e-08, True, None, (0.9, 0.999).
std::string literal(double v);
std::string literal(Number v);
std::string literal(bool v);
std::string literal(int64_t v);
std::string literal(const Ints& v);
std::string literal(DType v);
std::string literal(const Pair& v);
std::string literal(const MaybePair& v);
std::string literal(const NumberList& v);
std::string literal(const std::string& v);
template <class M>
std::string literal(const std::optional<M>& v) {
  return v ? literal(*v) : "None";
}

}  // namespace downhill
