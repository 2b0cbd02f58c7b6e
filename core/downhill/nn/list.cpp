#include <downhill/nn/list.h>

#include <sstream>

namespace downhill::nn {
namespace {

std::string words(std::string text) {
  for (char& c : text) c = c == ',' ? ' ' : c;
  std::istringstream in(text);
  std::string json, word;
  while (in >> word) json += (json.empty() ? "" : ",") + json_text(word);
  return "[" + json + "]";
}

template <class E>
std::string entry_schema() {
  std::string parameters;
  std::apply([&](const auto&... f) { ((parameters += std::string(f.name) + " "), ...); },
             E::Parameters::fields());
  return "{\"name\":" + json_text(E::info.name) + ",\"doc\":" + json_text(E::info.doc) +
         ",\"inputs\":" + words(E::info.inputs) + ",\"args\":" + fields_schema<typename E::Args>() +
         ",\"parameters\":" + words(parameters) + ",\"repr\":" + words(E::info.repr) + "}";
}

template <class... E>
std::string schema_of(std::tuple<E...>*) {
  std::string json;
  ((json += (json.empty() ? "" : ",\n") + entry_schema<E>()), ...);
  return "[" + json + "]";
}

}  // namespace

std::string modules_schema() { return schema_of(static_cast<List*>(nullptr)); }

}  // namespace downhill::nn
