// The layers as data; only the program that prints the schema has this.
#include <downhill/nn/list.h>

namespace downhill::nn {
namespace {

std::string words(std::string text) {
  std::string json, word;
  text += ' ';
  for (const char c : text) {
    if (c != ' ' && c != ',') {
      word += c;
    } else if (!word.empty()) {
      json += (json.empty() ? "" : ",") + json_text(word);
      word.clear();
    }
  }
  return "[" + json + "]";
}

void append_text(std::string& json, const char* key, const std::string& text) {
  if (!text.empty()) json += std::string(",\"") + key + "\":" + json_text(text);
}
void append_words(std::string& json, const char* key, const std::string& text) {
  if (!text.empty()) json += std::string(",\"") + key + "\":" + words(text);
}

std::string entry_schema(const ModuleInfo& info, const std::string& args,
                         const std::string& parameters, const std::string& buffers, int make,
                         int reset) {
  std::string json = concat({"{\"name\":", json_text(info.name), ",\"file\":", json_text(info.file),
                             ",\"doc\":", json_text(info.doc), ",\"inputs\":", words(info.inputs),
                             ",\"args\":", args});
  append_text(json, "call", info.call);
  append_text(json, "base", info.base);
  append_text(json, "super", info.super);
  append_words(json, "parameters", parameters);
  append_words(json, "buffers", buffers);
  append_words(json, "repr", info.repr);
  append_words(json, "constants", info.constants);
  append_words(json, "signature", info.signature);
  if (make) json += ",\"make\":" + std::to_string(make);
  if (reset) json += ",\"reset\":" + std::to_string(reset);
  return json + "}";
}

template <class E>
std::string entry_schema(int i) {
  std::string parameters, buffers;
  std::apply(
      [&](const auto&... f) {
        (((f.is_buffer ? buffers : parameters) += f.name + std::string(" ")), ...);
      },
      E::Parameters::fields());
  return entry_schema(E::info, fields_schema<typename E::Args>(), parameters, buffers,
                      // Members whose names depend on the arguments are made by Python's base.
                      HasMake<E> && !HasNames<E> ? make_id(i) : 0,
                      HasReset<E> && !HasNames<E> ? reset_id(i) : 0);
}

template <class... E>
std::string schema_of(std::tuple<E...>*) {
  std::string json;
  int i = 0;
  ((json += (json.empty() ? "" : ",\n") + entry_schema<E>(i++)), ...);
  return "[" + json + "]";
}

}  // namespace

std::string modules_schema() { return schema_of(static_cast<List*>(nullptr)); }

}  // namespace downhill::nn
