// Compiler attributes for kernels. Loops are `noinline`, because engines that compile wasm in
// tiers do not replace a running function; what they call is inlined for certain.
#pragma once

#if defined(__GNUC__)
#define DOWNHILL_NOINLINE __attribute__((noinline))
#define DOWNHILL_INLINE inline __attribute__((always_inline))
#elif defined(_MSC_VER)
#define DOWNHILL_NOINLINE __declspec(noinline)
#define DOWNHILL_INLINE __forceinline
#else
#define DOWNHILL_NOINLINE
#define DOWNHILL_INLINE inline
#endif
