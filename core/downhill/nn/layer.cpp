#include <downhill/nn/layer.h>

namespace downhill::nn {

std::string format_repr(const char* words, const Fields& fields, const void* args,
                        const void* defaults) {
  const auto shown = [&](int i, const void* values) {
    return literal_of(fields.infos[i].kind->argument(fields.at(values, i)));
  };
  std::string text;
  for (std::string_view rest = words; !rest.empty();) {
    const auto end = rest.find(' ');
    const std::string word(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const bool bare = word.front() == '{', when_set = word.back() == '?';
    const bool quoted = word.ends_with("!r");
    const std::size_t braces = bare ? 1 : 0, mark = quoted ? 2 : when_set ? 1 : 0;
    const std::string name = word.substr(braces, word.size() - mark - 2 * braces);
    for (int i = 0; i < fields.size; ++i) {
      if (fields.infos[i].name != name) continue;
      std::string value = shown(i, args);
      if (when_set && value == shown(i, defaults)) continue;
      if (value.front() == '\'' && !quoted) value = value.substr(1, value.size() - 2);
      if (!text.empty()) text += ", ";
      if (!bare) text.append(name).append("=");
      text += value;
    }
  }
  return text;
}

}  // namespace downhill::nn
