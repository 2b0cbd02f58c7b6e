// The operators as data; only the program that prints the schema has this.
#include <downhill/ops/list.h>

namespace downhill {
namespace {

// "input, other|number, bias?, tensors..." as JSON.
std::string inputs_schema(std::string_view text) {
  std::string json;
  while (!text.empty()) {
    auto comma = text.find(", ");
    std::string_view one = text.substr(0, comma);
    text = comma == std::string_view::npos ? "" : text.substr(comma + 2);
    const char* kind = "tensor";
    auto ends = [&](std::string_view suffix, const char* k) {
      if (!one.ends_with(suffix)) return false;
      one.remove_suffix(suffix.size());
      kind = k;
      return true;
    };
    ends("...?", "tensors?") || ends("...", "tensors") || ends("|number", "tensor|number") ||
        ends("?", "tensor?");
    json += (json.empty() ? "" : ",");
    json += "{\"name\":" + json_text(std::string(one)) + ",\"kind\":\"" + kind + "\"}";
  }
  return "[" + json + "]";
}

std::string words(std::string_view text, std::string_view separator) {
  std::string json;
  while (!text.empty()) {
    const auto end = text.find(separator);
    json += (json.empty() ? "" : ",") + json_text(std::string(text.substr(0, end)));
    text = end == std::string_view::npos ? "" : text.substr(end + separator.size());
  }
  return "[" + json + "]";
}

template <class E>
std::string entry_schema(int id) {
  const Info& info = E::info;
  return concat({id ? ",\n" : "", "{\"id\":", part(id), ",\"name\":", json_text(info.name),
                 ",\"node\":", json_text(info.node), ",\"inputs\":", inputs_schema(info.inputs),
                 ",\"attrs\":", fields_schema<typename E::Attrs>(),
                 ",\"outputs\":", words(info.outputs, ", "), ",\"in\":", words(info.where, " "),
                 ",\"doc\":", json_text(info.doc), "}"});
}

template <class... Es>
std::string schema_of(std::tuple<Es...>*) {
  std::string json;
  int id = 0;
  ((json += entry_schema<Es>(id++)), ...);
  return concat({"[", json, "]"});
}

}  // namespace

std::string ops_schema() { return schema_of(static_cast<ops::List*>(nullptr)); }

}  // namespace downhill
