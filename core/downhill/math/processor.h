// Instructions wider than the compiler's target, chosen at run time: 256-bit vectors (AVX2), and
// the fused multiply-add, which gives other digits than two roundings and so is named apart. On
// other processors, and in wasm, loops are compiled once.
#pragma once

#if defined(__GNUC__) && defined(__x86_64__)
#define DOWNHILL_CHOOSES 1
#define DOWNHILL_AVX2 __attribute__((target("avx2")))
#define DOWNHILL_AVX2_FMA __attribute__((target("avx2,fma")))

namespace downhill::math {

// Without a call: small problems ask in every step.
inline bool has_avx2() { return __builtin_cpu_supports("avx2"); }
inline bool has_avx2_fma() { return __builtin_cpu_supports("fma") && has_avx2(); }

}  // namespace downhill::math

#else
#define DOWNHILL_CHOOSES 0
#endif
