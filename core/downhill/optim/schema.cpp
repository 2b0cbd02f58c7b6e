// The optimizers as data; only the program that prints the schema has this.
#include <downhill/optim/list.h>

namespace downhill {
namespace {
std::string strings(std::span<const char* const> names) {
  std::string json;
  for (const char* name : names) json += concat({json.empty() ? "" : ",", json_text(name)});
  return concat({"[", json, "]"});
}
// Words with spaces between them, as a list.
std::string words(std::string_view text) {
  std::string json = "[\"";
  for (const char c : text) json += c == ' ' ? "\",\"" : std::string(1, c);
  return json + "\"]";
}

std::string base_schema(const char* base) {
  return base ? concat({",\"base\":", json_text(base)}) : std::string();
}

template <class R>
std::string entry_schema(int id) {
  const RuleInfo& info = R::info;
  const Rule rule = make_rule<R>(id);
  return concat({id ? ",\n" : "",
                 "{\"id\":",
                 part(id),
                 ",\"name\":",
                 json_text(info.name),
                 ",\"doc\":",
                 json_text(info.doc),
                 ",\"latex\":",
                 json_text(info.latex),
                 ",\"source\":",
                 json_text(info.source),
                 ",\"fields\":",
                 fields_schema<typename R::Options>(),
                 rule.task ? ",\"whole\":true" : "",
                 info.graph ? ",\"graph\":true" : "",
                 info.factored ? ",\"factored\":true" : "",
                 ",\"module\":",
                 json_text(info.module),
                 ",\"defaults\":",
                 words(info.defaults),
                 ",\"state\":",
                 strings(rule.state_names),
                 ",\"init\":",
                 rule.init ? "true" : "false",
                 base_schema(info.base),
                 ",\"checks\":",
                 checks_schema(rule),
                 "}"});
}

template <class... Rs>
std::string schema_of(std::tuple<Rs...>*) {
  std::string json;
  int id = 0;
  ((json += entry_schema<Rs>(id++)), ...);
  return concat({"[", json, "]"});
}

}  // namespace

std::string optimizers_schema() { return schema_of(static_cast<optim::List*>(nullptr)); }

}  // namespace downhill
