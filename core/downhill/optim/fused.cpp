#include <downhill/optim/fused.h>

namespace downhill::optim {

bool processor_has_fma() {
#if DOWNHILL_CHOOSE_FMA
  static const bool has = __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx2");
  return has;
#else
  return false;
#endif
}

namespace {
FusedListener listener = nullptr;
void* listener_context = nullptr;
}  // namespace

void set_fused_listener(FusedListener f, void* context) {
  listener = f;
  listener_context = context;
}

void run(const FusedCall& c) {
  c();
  if (listener) [[unlikely]]
    listener(c, listener_context);
}

}  // namespace downhill::optim
