#include <downhill/optim/list.h>

#include <array>

namespace downhill {
namespace {
template <class... Rs>
constexpr std::array<Rule, sizeof...(Rs)> table_of(std::tuple<Rs...>*) {
  int id = 0;
  return {make_rule<Rs>(id++)...};
}
constexpr auto kTable = table_of(static_cast<optim::List*>(nullptr));
}  // namespace

const Rule& rule_at(int id) {
  if (id < 0 || id >= kRuleCount) fail("there is no optimizer ", id);
  return kTable[static_cast<std::size_t>(id)];
}

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
}  // namespace

std::string optimizers_schema() {
  std::string json;
  for (const Rule& rule : kTable) {
    const RuleInfo& info = *rule.info;
    const auto defaults = rule.new_options();
    json += concat({json.empty() ? "" : ",\n",
                    "{\"id\":",
                    part(rule.id),
                    ",\"name\":",
                    json_text(info.name),
                    ",\"doc\":",
                    json_text(info.doc),
                    ",\"latex\":",
                    json_text(info.latex),
                    ",\"source\":",
                    json_text(info.source),
                    ",\"fields\":",
                    fields_schema(rule.options->fields, defaults.get()),
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
                    info.base ? concat({",\"base\":", json_text(info.base)}) : std::string(),
                    ",\"checks\":",
                    checks_schema(rule),
                    "}"});
  }
  return concat({"[", json, "]"});
}

}  // namespace downhill
