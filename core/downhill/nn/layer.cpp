#include <downhill/nn/layer.h>

#include <sstream>

namespace downhill::nn {

std::string format_repr(const char* names,
                        const std::vector<std::pair<std::string, std::string>>& values) {
  std::string text, name;
  for (std::istringstream in(names); in >> name;) {
    const bool when_set = name.back() == '?';
    if (when_set) name.pop_back();
    for (const auto& [key, value] : values) {
      if (key == name && !(when_set && value == "False"))
        text += (text.empty() ? "" : ", ") + key + "=" + value;
    }
  }
  return text;
}

}  // namespace downhill::nn
