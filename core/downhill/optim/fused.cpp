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

}  // namespace downhill::optim
