// Compiler attributes. Loops of kernels are `noinline`, because engines that compile wasm in tiers
// do not replace a running function; what they call is inlined for certain. What seldom happens is
// `seldom`: it, and code that leads to it alone, lies apart from what every step runs through.
#pragma once

#if defined(__GNUC__)
#define DOWNHILL_NOINLINE __attribute__((noinline))
#define DOWNHILL_INLINE inline __attribute__((always_inline))
#define DOWNHILL_SELDOM __attribute__((noinline, cold))
#elif defined(_MSC_VER)
#define DOWNHILL_NOINLINE __declspec(noinline)
#define DOWNHILL_INLINE __forceinline
#define DOWNHILL_SELDOM __declspec(noinline)
#else
#define DOWNHILL_NOINLINE
#define DOWNHILL_INLINE inline
#define DOWNHILL_SELDOM
#endif
