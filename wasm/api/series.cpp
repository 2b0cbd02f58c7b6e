// The recorder's series, by number. The page drains them (bindings/records.cpp).
#include "state.h"

namespace downhill::api {
std::vector<std::unique_ptr<record::Series>>& all_series() {
  static std::vector<std::unique_ptr<record::Series>> series;
  return series;
}
namespace {
int next_id = 1;
constexpr std::size_t kMost =
    64;  // open at once: a loop over thousands of optimizers records its first ones
record::Series* find(int id) {
  for (auto& s : all_series()) {
    if (s->id() == id) return s.get();
  }
  return nullptr;
}
}  // namespace
}  // namespace downhill::api

using namespace downhill;
using namespace downhill::api;

extern "C" {

int dh_series(void) {
  return guarded([&] {
    const std::vector<Argument> arguments = take_arguments();
    const Tensors parameters = arguments.empty() ? Tensors() : tensors_of(arguments[0]);
    const int id = next_id++;
    if (all_series().size() < kMost)
      all_series().push_back(std::make_unique<record::Series>(id, parameters, stage_text()));
    return id;
  });
}
// 1 recorded (or not wanted), 2: the series is closed, a new one is due.
int dh_series_step(int id, double lr) {
  return guarded([&] {
    record::Series* s = find(id);
    if (!s || s->closed()) return all_series().size() < kMost ? 2 : 1;
    s->step(lr);
    return 1;
  });
}
double dh_series_total(int id) {
  const record::Series* s = find(id);
  return s ? static_cast<double>(s->total()) : 0;
}
}
