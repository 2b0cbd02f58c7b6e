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

}  // namespace downhill
