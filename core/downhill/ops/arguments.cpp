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

void append_field(std::string& json, const FieldInfo& f, const std::string& default_literal) {
  auto number = [](double v) { return v - v == 0 ? literal(v) : std::string("null"); };
  json += (json.empty() ? "" : ",");
  json += "{\"name\":" + json_text(f.name) + ",\"kind\":" + json_text(f.kind);
  if (!f.is_required) json += ",\"default\":" + json_text(default_literal);
  if (f.is_keyword) json += ",\"keyword\":true";
  if (f.is_varargs) json += ",\"varargs\":true";
  if (*f.error) {
    json += ",\"error\":" + json_text(f.error) + ",\"min\":" + number(f.range.min) +
            ",\"max\":" + number(f.range.max);
    if (f.range.open_min) json += ",\"openMin\":true";
    if (f.range.open_max) json += ",\"openMax\":true";
  }
  if (f.has_ui) {
    json += ",\"ui\":{\"min\":" + number(f.ui.min) + ",\"max\":" + number(f.ui.max) +
            ",\"scale\":" + (f.ui.scale == Scale::log ? "\"log\"" : "\"linear\"") + "}";
  }
  if (*f.otherwise) json += ",\"otherwise\":" + json_text(f.otherwise);
  if (*f.doc) json += ",\"doc\":" + json_text(f.doc);
  json += "}";
}

std::string json_text(const std::string& text) {
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
