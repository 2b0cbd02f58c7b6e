#include <downhill/nn/layer.h>

#include <sstream>

namespace downhill::nn {

std::string format_repr(const char* words, const std::vector<Shown>& values) {
  std::string text, word;
  for (std::istringstream in(words); in >> word;) {
    const bool bare = word.front() == '{', when_set = word.back() == '?';
    const bool quoted = word.ends_with("!r");
    const std::string name = word.substr(bare, word.size() - (quoted ? 2 : when_set) - 2 * bare);
    for (const Shown& shown : values) {
      if (shown.name != name || (when_set && shown.value == shown.missing)) continue;
      std::string value = shown.value;
      if (value.front() == '\'' && !quoted) value = value.substr(1, value.size() - 2);
      text += (text.empty() ? "" : ", ") + (bare ? "" : name + "=") + value;
    }
  }
  return text;
}

}  // namespace downhill::nn
