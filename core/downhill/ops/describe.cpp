#include <downhill/ops/describe.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace downhill {

std::string literal(double v) {
  if (std::isnan(v)) return "float('nan')";
  if (std::isinf(v)) return v > 0 ? "float('inf')" : "-float('inf')";
  // The fewest digits that give v back. (std::to_chars of doubles is not in every libc++ that we
  // build with.)
  char buffer[32];
  for (int precision = 0; precision <= 16; ++precision) {
    std::snprintf(buffer, sizeof buffer, "%.*e", precision, v);  // d.ddde±dd
    if (std::strtod(buffer, nullptr) == v) break;
  }
  const std::string text = buffer;
  const auto e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  std::string sign = text[0] == '-' ? "-" : "", digits;
  for (const char c : text.substr(0, e)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (exponent < -4 || exponent >= 16) {  // as Python's repr
    const std::string power = std::to_string(std::abs(exponent));
    return sign + digits.substr(0, 1) + (digits.size() > 1 ? "." + digits.substr(1) : "") + "e" +
           (exponent < 0 ? "-" : "+") + (power.size() < 2 ? "0" : "") + power;
  }
  if (exponent < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0') + ".0";
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}
std::string literal(bool v) { return v ? "True" : "False"; }
std::string literal(int64_t v) { return std::to_string(v); }
std::string literal(Number v) {
  return v.kind() == Number::Kind::floating  ? literal(v.to<double>())
         : v.kind() == Number::Kind::integer ? literal(v.to<int64_t>())
                                             : literal(v.to<bool>());
}
std::string literal(const Ints& v) {
  if (v.size() == 1) return std::to_string(v[0]);  // a number stands for a list of itself
  std::string text = "(";
  for (const int64_t i : v) text += std::to_string(i) + (&i == v.end() - 1 ? "" : ", ");
  return text + ")";
}
std::string literal(DType v) {
  constexpr const char* names[] = {"torch.bool", "torch.int64", "torch.float32", "torch.float64"};
  return names[static_cast<int>(kept(v))];  // of defaults, which are not narrow
}
std::string literal(const Pair& v) {
  return "(" + literal(v.first) + ", " + literal(v.second) + ")";
}
std::string literal(const MaybePair& v) {
  return "(" + literal(v.first) + ", " + literal(v.second) + ")";
}
std::string literal(const NumberList& v) {
  std::string text = "(";
  for (const Number& n : v)
    text += literal(n) + (v.size() == 1 ? "," : &n == v.end() - 1 ? "" : ", ");
  return text + ")";
}
std::string literal(const std::string& v) { return "'" + v + "'"; }

}  // namespace downhill
