#include <cmath>

#include "owned.h"

using emscripten::val;

namespace downhill::api {

// JavaScript has one kind of number: whole ones count as ints.
Argument argument_of(const val& v) {
  const std::string type = v.typeOf().as<std::string>();
  if (type == "boolean") return argument(v.as<bool>());
  if (type == "number") {
    const double n = v.as<double>();
    return std::abs(n) < 9007199254740992.0 && n == std::floor(n)
               ? argument(Number(static_cast<int64_t>(n)))
               : argument(Number(n));
  }
  Argument a;
  if (v.isArray()) {
    a.kind = Argument::Kind::list;
    for (const val& item : emscripten::vecFromJSArray<val>(v)) a.list.push_back(argument_of(item));
  } else if (type == "string") {
    a.kind = Argument::Kind::text;
    a.text = v.as<std::string>();
  } else if (!v.isNull() && !v.isUndefined()) {
    fail(ErrorKind::type,
         "an option is a number, a boolean, a string, null or a list of these, not ", type);
  }
  return a;
}

val value_of(const Argument& a) {
  switch (a.kind) {
    case Argument::Kind::number:
      return a.number.kind() == Number::Kind::boolean ? val(a.number.to<bool>())
                                                      : val(a.number.to<double>());
    case Argument::Kind::text:
      return val(a.text);
    case Argument::Kind::list: {
      val list = val::array();
      for (const Argument& item : a.list) list.call<void>("push", value_of(item));
      return list;
    }
    default:
      return val::null();
  }
}

std::vector<NamedArgument> options_of(const val& object) {
  std::vector<NamedArgument> options;
  for (const val& pair :
       emscripten::vecFromJSArray<val>(val::global("Object").call<val>("entries", object))) {
    if (!pair[1].isUndefined())
      options.emplace_back(pair[0].as<std::string>(), argument_of(pair[1]));
  }
  return options;
}

}  // namespace downhill::api
