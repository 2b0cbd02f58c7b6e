#include <downhill/schedule/list.h>

#include <array>

namespace downhill {
namespace {
template <class... Ss>
constexpr std::array<Schedule, sizeof...(Ss)> table_of(std::tuple<Ss...>*) {
  int id = 0;
  return {make_schedule<Ss>(id++)...};
}
constexpr auto kTable = table_of(static_cast<schedule::List*>(nullptr));
}  // namespace

std::shared_ptr<void> Schedule::new_plan(const void* options) const {
  if (!plan_of) return new_options(options);
  auto made = make_struct(*plan);
  plan_of(options ? options : new_options().get(), made.get());
  return made;
}

const Schedule& schedule_at(int id) {
  if (id < 0 || id >= kScheduleCount) fail("there is no learning-rate schedule ", id);
  return kTable[static_cast<std::size_t>(id)];
}

std::string schedulers_schema() {
  std::string json;
  for (const Schedule& s : kTable) {
    const ScheduleInfo& info = *s.info;
    const auto defaults = s.new_options();
    std::string plan;
    for (int i = 0; i < s.plan->fields.size; ++i)
      plan += concat({i ? "," : "", json_text(s.plan->fields.infos[i].name)});
    json += concat({json.empty() ? "" : ",\n",
                    "{\"id\":",
                    part(s.id),
                    ",\"name\":",
                    json_text(info.name),
                    ",\"doc\":",
                    json_text(info.doc),
                    ",\"latex\":",
                    json_text(info.latex),
                    ",\"source\":",
                    json_text(info.source),
                    ",\"module\":",
                    json_text(info.module),
                    ",\"base\":",
                    json_text(info.base),
                    ",\"fields\":",
                    fields_schema(s.options->fields, defaults.get()),
                    ",\"plan\":[",
                    plan,
                    s.closed ? "],\"closed\":true" : "]",
                    ",\"checks\":",
                    checks_schema(s),
                    "}"});
  }
  return concat({"[", json, "]"});
}

}  // namespace downhill
