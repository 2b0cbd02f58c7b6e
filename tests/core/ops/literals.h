// Python literals, as operators' samples write their attributes, to arguments.
#pragma once

#include <downhill/ops/arguments.h>

#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace downhill::test {

// "0, 1.5, True, None, (2, -1), 'sum', torch.float64, dim=1"
class Literals {
 public:
  using Named = std::pair<std::string, Argument>;  // the name is empty where none was given
  static std::vector<Named> parse(std::string_view text) {
    Literals reader(text);
    std::vector<Named> all;
    for (reader.blanks(); !reader.text_.empty(); reader.comma()) {
      std::string name;
      const auto equals = reader.text_.find_first_of("=,('");
      if (equals != std::string_view::npos && reader.text_[equals] == '=') {
        name = reader.text_.substr(0, equals);
        reader.text_.remove_prefix(equals + 1);
      }
      all.push_back({name, reader.value()});
    }
    return all;
  }

 private:
  explicit Literals(std::string_view text) : text_(text) {}

  void blanks() {
    while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
  }
  void comma() {
    blanks();
    if (text_.empty() || text_[0] == ')') return;
    if (text_[0] != ',') unreadable();
    text_.remove_prefix(1);
    blanks();
  }
  bool take(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  [[noreturn]] void unreadable() { fail("not a literal of a sample: ", std::string(text_)); }

  static Argument of(Number n) {
    Argument a;
    a.kind = Argument::Kind::number;
    a.number = n;
    return a;
  }
  static Argument of(DType t) {
    Argument a;
    a.kind = Argument::Kind::dtype;
    a.dtype = t;
    return a;
  }

  Argument value() {
    if (take("None")) return {};
    if (take("True")) return of(Number(true));
    if (take("False")) return of(Number(false));
    for (const DType t : {DType::Bool, DType::Int64, DType::Float32, DType::Float64}) {
      if (take(literal(t))) return of(t);
    }
    if (take("'")) return text();
    if (take("(")) return list();
    return number();
  }
  Argument text() {
    Argument a;
    a.kind = Argument::Kind::text;
    const auto end = text_.find('\'');
    if (end == std::string_view::npos) unreadable();
    a.text = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return a;
  }
  Argument list() {
    Argument a;
    a.kind = Argument::Kind::list;
    for (blanks(); !take(")"); comma()) a.list.push_back(value());
    return a;
  }
  Argument number() {
    std::size_t n = 0;
    while (n < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[n])) ||
                                std::string_view("+-.e").find(text_[n]) != std::string_view::npos))
      ++n;
    const std::string digits(text_.substr(0, n));
    if (digits.find_first_of("0123456789") == std::string::npos) unreadable();
    text_.remove_prefix(n);
    if (digits.find_first_of(".e") != std::string::npos)
      return of(Number(std::strtod(digits.c_str(), nullptr)));
    return of(Number(static_cast<int64_t>(std::strtoll(digits.c_str(), nullptr, 10))));
  }

  std::string_view text_;
};

}  // namespace downhill::test
