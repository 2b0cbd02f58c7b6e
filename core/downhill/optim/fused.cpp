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

bool can_fuse(const Tensor* tensors, int n) {
  if (GradMode::enabled()) return false;
  const Tensor& p = tensors[0];
  for (int k = 0; k < n; ++k) {
    const Tensor& t = tensors[k];
    if (t.dtype() != p.dtype() || t.numel() != p.numel() || !t.is_contiguous()) return false;
  }
  return is_floating(p.dtype());
}

}  // namespace downhill::optim
