// The schedules as data; only the program that prints the schema has this.
#include <downhill/schedule/list.h>

namespace downhill {
namespace {

template <class S>
std::string entry_schema(int id) {
  const ScheduleInfo& info = S::info;
  const Schedule s = make_schedule<S>(id);
  std::string plan;
  for (int i = 0; i < s.plan->fields.size; ++i)
    plan += concat({i ? "," : "", json_text(s.plan->fields.infos[i].name)});
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
                 ",\"module\":",
                 json_text(info.module),
                 ",\"base\":",
                 json_text(info.base),
                 ",\"fields\":",
                 fields_schema<typename S::Options>(),
                 ",\"plan\":[",
                 plan,
                 s.closed ? "],\"closed\":true" : "]",
                 ",\"checks\":",
                 checks_schema(s),
                 "}"});
}

template <class... Ss>
std::string schema_of(std::tuple<Ss...>*) {
  std::string json;
  int id = 0;
  ((json += entry_schema<Ss>(id++)), ...);
  return concat({"[", json, "]"});
}

}  // namespace

std::string schedulers_schema() { return schema_of(static_cast<schedule::List*>(nullptr)); }

}  // namespace downhill
