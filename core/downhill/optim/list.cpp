#include <downhill/optim/list.h>

#include <array>
#include <sstream>

namespace downhill {
namespace {
template <class... Rs>
std::array<Rule, sizeof...(Rs)> table_of(std::tuple<Rs...>*) {
  int id = 0;
  return {make_rule<Rs>(id++)...};
}
const auto& table() {
  static const auto rules = table_of(static_cast<optim::List*>(nullptr));
  return rules;
}
}  // namespace

const Rule& rule_at(int id) {
  if (id < 0 || id >= kRuleCount) fail("there is no optimizer ", id);
  return table()[static_cast<std::size_t>(id)];
}

std::string optimizers_schema() {
  std::string json;
  for (const Rule& rule : table()) {
    const RuleInfo& info = *rule.info;
    std::string defaults, states, name;
    for (std::istringstream names(info.defaults); names >> name;)
      defaults += (defaults.empty() ? "" : ",") + json_text(name);
    for (const char* state : rule.state_names)
      states += (states.empty() ? "" : ",") + json_text(state);
    json += json.empty() ? "" : ",\n";
    json += "{\"id\":" + std::to_string(rule.id) + ",\"name\":" + json_text(info.name) +
            ",\"doc\":" + json_text(info.doc) + ",\"latex\":" + json_text(info.latex) +
            ",\"source\":" + json_text(info.source) + ",\"fields\":" + rule.fields_schema() +
            (rule.task ? ",\"whole\":true" : "") + (info.graph ? ",\"graph\":true" : "") +
            (info.factored ? ",\"factored\":true" : "") +
            ",\"module\":" + json_text(info.module) + ",\"defaults\":[" + defaults +
            "],\"state\":" + "[" + states + "]" + ",\"init\":" + (rule.init ? "true" : "false") +
            (info.base ? ",\"base\":" + json_text(info.base) : "") +
            ",\"checks\":" + rule.checks_schema() + "}";
  }
  return "[" + json + "]";
}

}  // namespace downhill
