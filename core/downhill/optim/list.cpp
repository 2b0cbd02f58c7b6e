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
    std::string defaults, checks, name;
    for (std::istringstream names(info.defaults); names >> name;) defaults += (defaults.empty() ? "" : ",") + json_text(name);
    for (const Check& c : info.checks) {
      checks += (checks.empty() ? "{\"fail\":" : ",{\"fail\":") + json_text(c.fail) + ",\"text\":" + json_text(c.text) +
                ",\"error\":" + json_text(c.kind) + "}";
    }
    json += json.empty() ? "" : ",\n";
    json += "{\"id\":" + std::to_string(rule.id) + ",\"name\":" + json_text(info.name) + ",\"doc\":" + json_text(info.doc) +
            ",\"latex\":" + json_text(info.latex) + ",\"source\":" + json_text(info.source) + ",\"fields\":" + rule.fields_schema() +
            ",\"defaults\":[" + defaults + "],\"state\":" + rule.state_schema() + ",\"init\":" + (rule.init ? "true" : "false") +
            (info.base ? ",\"base\":" + json_text(info.base) : "") + ",\"checks\":[" + checks + "]}";
  }
  return "[" + json + "]";
}

}  // namespace downhill
