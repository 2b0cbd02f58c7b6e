#include <downhill/ops/arguments.h>

#include <cmath>

namespace downhill {
namespace {
[[noreturn]] void wrong(const char* where, const char* name, const char* wanted) {
  fail(ErrorKind::type, where, "(): argument '", name, "' must be ", wanted);
}
// A 0-d tensor may stand for a number.
bool number_of(const Argument& a, Number& to) {
  if (a.kind == Argument::Kind::number)
    to = a.number;
  else if (a.kind == Argument::Kind::tensor && a.tensor.defined() && a.tensor.numel() == 1)
    to = a.tensor.number();
  else
    return false;
  return true;
}
}  // namespace

void convert(const char* where, const char* name, const Argument& from, bool& to) {
  Number n;
  if (!number_of(from, n)) wrong(where, name, "bool");
  to = n.to<double>() != 0;
}
void convert(const char* where, const char* name, const Argument& from, int64_t& to) {
  Number n;
  if (!number_of(from, n) || n.is_floating()) wrong(where, name, "int");
  to = n.to<int64_t>();
}
void convert(const char* where, const char* name, const Argument& from, double& to) {
  Number n;
  if (!number_of(from, n)) wrong(where, name, "float");
  to = n;
}
void convert(const char* where, const char* name, const Argument& from, Number& to) {
  if (!number_of(from, to)) wrong(where, name, "Number");
}
void convert(const char* where, const char* name, const Argument& from, Pair& to) {
  if (from.kind != Argument::Kind::list || from.list.size() != 2)
    wrong(where, name, "a pair of numbers");
  convert(where, name, from.list[0], to.first);
  convert(where, name, from.list[1], to.second);
}
void convert(const char* where, const char* name, const Argument& from, MaybePair& to) {
  if (from.kind != Argument::Kind::list || from.list.size() != 2)
    wrong(where, name, "a pair of numbers");
  convert(where, name, from.list[0], to.first);
  convert(where, name, from.list[1], to.second);
}
void convert(const char* where, const char* name, const Argument& from, NumberList& to) {
  if (from.kind != Argument::Kind::list) wrong(where, name, "tuple of numbers");
  to.clear();
  for (const Argument& a : from.list) {
    Number n;
    convert(where, name, a, n);
    to.push_back(n);
  }
}
void convert(const char* where, const char* name, const Argument& from, Ints& to) {
  to.clear();
  if (from.kind == Argument::Kind::list) {
    for (const Argument& a : from.list) {
      int64_t i = 0;
      convert(where, name, a, i);
      to.push_back(i);
    }
    return;
  }
  Number n;
  if (!number_of(from, n) || n.is_floating()) wrong(where, name, "tuple of ints");
  to.push_back(n.to<int64_t>());
}
void convert(const char* where, const char* name, const Argument& from, DType& to) {
  if (from.kind != Argument::Kind::dtype) wrong(where, name, "torch.dtype");
  to = from.dtype;
}
void convert(const char* where, const char* name, const Argument& from, std::string& to) {
  if (from.kind != Argument::Kind::text) wrong(where, name, "str");
  to = from.text;
}
void convert(const char* where, const char* name, const Argument& from, Tensor& to) {
  if (from.kind != Argument::Kind::tensor && from.kind != Argument::Kind::none)
    wrong(where, name, "Tensor");
  to = from.tensor;
}

void check_range(const char* text, const Range& r, Number value, int index) {
  const double v = value;
  const bool low = r.open_min ? v > r.min : v >= r.min, high = r.open_max ? v < r.max : v <= r.max;
  if (low && high) return;
  std::string message = text;
  auto put = [&](const char* gap, const std::string& with) {
    if (const auto at = message.find(gap); at != std::string::npos)
      message.replace(at, std::string(gap).size(), with);
  };
  put("{index}", std::to_string(index));
  // As Python's format prints it, where a literal needs more.
  put("{}", std::isnan(v) ? "nan" : std::isinf(v) ? (v > 0 ? "inf" : "-inf") : literal(value));
  fail(ErrorKind::value, message);
}

std::shared_ptr<void> make_struct(const StructKind& kind, const void* copied) {
  void* made = ::operator new(kind.size + 1);
  kind.make(made, copied);
  return {made, [destroy = kind.destroy](void* s) {
            if (destroy) destroy(s);
            ::operator delete(s);
          }};
}

void parse_fields(const Fields& fields, const char* where, std::span<const Argument> arguments,
                  void* to) {
  const int given = static_cast<int>(arguments.size());
  for (int i = 0; i < fields.size && i < given; ++i) {
    const FieldInfo& f = fields.infos[i];
    f.kind->convert(where, f.name, arguments[static_cast<std::size_t>(i)], fields.at(to, i));
  }
}

std::vector<std::pair<std::string, Argument>> list_fields(const Fields& fields,
                                                          const void* values) {
  std::vector<std::pair<std::string, Argument>> list;
  list.reserve(static_cast<std::size_t>(fields.size));
  for (int i = 0; i < fields.size; ++i)
    list.emplace_back(fields.infos[i].name, fields.infos[i].kind->argument(fields.at(values, i)));
  return list;
}

void check_fields(const Fields& fields, const void* values) {
  for (int i = 0; i < fields.size; ++i) {
    const FieldInfo& f = fields.infos[i];
    if (!*f.error) continue;
    const Argument a = f.kind->argument(fields.at(values, i));
    Number n;
    if (number_of(a, n)) check_range(f.error, *f.range, n, -1);
    for (std::size_t k = 0; k < a.list.size(); ++k)
      if (number_of(a.list[k], n)) check_range(f.error, *f.range, n, static_cast<int>(k));
  }
}

std::string fields_schema(const Fields& fields, const FieldDoc* docs, const void* defaults) {
  const auto number = [](double v) { return v - v == 0 ? literal(v) : std::string("null"); };
  std::string json;
  const auto add = [&](std::string_view key, std::string_view value) {
    json += concat({",\"", key, "\":", value});
  };
  for (int i = 0; i < fields.size; ++i) {
    const FieldInfo& f = fields.infos[i];
    const FieldDoc& d = docs[i];
    json += concat({json.empty() ? "" : ",", "{\"name\":", json_text(f.name)});
    add("kind", json_text(f.kind->name));
    if (!f.is_required)
      add("default", json_text(literal_of(f.kind->argument(fields.at(defaults, i)))));
    if (d.is_keyword) add("keyword", "true");
    if (d.is_varargs) add("varargs", "true");
    if (*f.error) {
      add("error", json_text(f.error));
      add("min", number(f.range->min));
      add("max", number(f.range->max));
      if (f.range->open_min) add("openMin", "true");
      if (f.range->open_max) add("openMax", "true");
    }
    if (d.has_ui) {
      add("ui", concat({"{\"min\":", number(d.ui.min), ",\"max\":", number(d.ui.max),
                        ",\"scale\":", d.ui.scale == Scale::log ? "\"log\"}" : "\"linear\"}"}));
    }
    if (*d.otherwise) add("otherwise", json_text(d.otherwise));
    if (*d.doc) add("doc", json_text(d.doc));
    json += "}";
  }
  return concat({"[", json, "]"});
}

Argument argument(Number v) {
  Argument a;
  a.kind = Argument::Kind::number;
  a.number = v;
  return a;
}
Argument argument(std::vector<Argument> list) {
  Argument a;
  a.kind = Argument::Kind::list;
  a.list = std::move(list);
  return a;
}
Argument argument(const Pair& v) {
  return argument(std::vector<Argument>{argument(v.first), argument(v.second)});
}
Argument argument(const MaybePair& v) {
  return argument(std::vector<Argument>{argument(v.first), argument(v.second)});
}
Argument argument(const NumberList& v) {
  std::vector<Argument> list;
  for (const Number& n : v) list.push_back(argument(n));
  return argument(std::move(list));
}
Argument argument(const Ints& v) {
  if (v.size() == 1) return argument(Number(v[0]));  // a number stands for a list of itself
  std::vector<Argument> list;
  for (const int64_t n : v) list.push_back(argument(Number(n)));
  return argument(std::move(list));
}
Argument argument(DType v) {
  Argument a;
  a.kind = Argument::Kind::dtype;
  a.dtype = v;
  return a;
}
Argument argument(const std::string& v) {
  Argument a;
  a.kind = Argument::Kind::text;
  a.text = v;
  return a;
}
Argument argument(const Tensor& t) {
  Argument a;
  a.kind = t.defined() ? Argument::Kind::tensor : Argument::Kind::none;
  a.tensor = t;
  return a;
}

std::string literal_of(const Argument& a) {
  switch (a.kind) {
    case Argument::Kind::number:
      return literal(a.number);
    case Argument::Kind::tensor:
      return a.tensor.numel() == 1 ? literal(a.tensor.number()) : "Tensor";
    case Argument::Kind::dtype:
      return literal(a.dtype);
    case Argument::Kind::text:
      return literal(a.text);
    case Argument::Kind::list: {
      std::string text = "(";
      for (std::size_t i = 0; i < a.list.size(); ++i)
        text += concat({i ? ", " : "", literal_of(a.list[i])});
      return text + (a.list.size() == 1 ? ",)" : ")");
    }
    default:
      return "None";
  }
}

std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (json += '\\') += c;
    else if (c == '\n')
      json += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      json += ' ';
    else
      json += c;
  }
  return json + "\"";
}

}  // namespace downhill
