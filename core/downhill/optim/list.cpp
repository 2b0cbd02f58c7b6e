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

}  // namespace downhill
