// Loops compiled twice, for the x86-64 baseline and for AVX2 with fma, and chosen at run time, as
// the core's are. A body is a struct with `template <class M> static DOWNHILL_INLINE void
// run(...)`; M has the fused multiply-add: the processor's, or the core's own.
#pragma once
#include <downhill/math/fma.h>
#include <downhill/math/inline.h>
#include <downhill/math/processor.h>

namespace bench {

struct Software {
  template <class T>
  static DOWNHILL_INLINE T fma(T a, T b, T c) {
    return downhill::math::fma(a, b, c);
  }
};

#if DOWNHILL_CHOOSES
struct Hardware {
  static DOWNHILL_INLINE float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
  static DOWNHILL_INLINE double fma(double a, double b, double c) { return __builtin_fma(a, b, c); }
};
template <class Body, class... A>
DOWNHILL_NOINLINE DOWNHILL_AVX2_FMA void run_wide(A... a) {
  Body::template run<Hardware>(a...);
}
#endif

template <class Body, class... A>
DOWNHILL_NOINLINE void run_baseline(A... a) {
  Body::template run<Software>(a...);
}

template <class Body, class... A>
void run(A... a) {
#if DOWNHILL_CHOOSES
  if (downhill::math::has_avx2_fma()) return run_wide<Body>(a...);
#endif
  run_baseline<Body>(a...);
}

}  // namespace bench
