// THE list of learning-rate schedules: one that is named here has a C++ scheduler, a Python class,
// a TypeScript type, a form, a place in the schema, and tests.
#pragma once
#include <downhill/schedule/cosine.h>
#include <downhill/schedule/cycle.h>
#include <downhill/schedule/decay.h>

namespace downhill {

namespace schedule {
using List =
    std::tuple<StepLR, MultiStepLR, ConstantLR, LinearLR, ExponentialLR, PolynomialLR,
               CosineAnnealingLR, CosineAnnealingWarmRestarts, CyclicLR, OneCycleLR, SWALR>;
}
inline constexpr int kScheduleCount = std::tuple_size_v<schedule::List>;
const Schedule& schedule_at(int id);
template <class S>
constexpr int schedule_id() {
  return []<class... Ss>(std::tuple<Ss...>*) {
    int id = -1, i = 0;
    ((id = std::is_same_v<S, Ss> ? i : id, ++i), ...);
    return id;
  }(static_cast<schedule::List*>(nullptr));
}
std::string schedulers_schema();

}  // namespace downhill
