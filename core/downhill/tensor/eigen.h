// The one place that includes Eigen. Element-wise + - * / and the like go through its arrays
// (SIMD).
#pragma once

// Emscripten 3.1.6 compiles Eigen's SSE path to wasm SIMD with these aids: its `pmax` otherwise
// uses x86 inline assembly where it thinks the compiler is an old GCC, and a spilling workaround
// uses `__asm__`.
#if defined(__EMSCRIPTEN__)
#include <Eigen/src/Core/util/Macros.h>
#undef EIGEN_COMP_GNUC
#define EIGEN_COMP_GNUC 100
#define __asm__(...)
#endif
#include <Eigen/Core>
#if defined(__EMSCRIPTEN__)
#undef __asm__
#endif

namespace downhill {

template <class T>
auto array(T* data, int64_t n) {
  return Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>>(data, n);
}
template <class T>
auto array(const T* data, int64_t n) {
  return Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>(data, n);
}

}  // namespace downhill
