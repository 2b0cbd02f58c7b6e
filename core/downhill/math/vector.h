// A SIMD vector of Bytes bytes, for loops whose sums must stay in registers; wider ones than the
// processor's are several of its own. Compilers without vector types get an array and loops.
#pragma once
#include <cstddef>
#include <cstdint>

namespace downhill::math {

#if defined(__GNUC__)
template <class T, int64_t Bytes>
struct Vector {
  typedef T type __attribute__((vector_size(Bytes), aligned(alignof(T)), may_alias));
};
#else
template <class T, int64_t Bytes>
struct Vector {
  struct type {
    T lanes[Bytes / sizeof(T)];
    friend type operator*(T a, const type& b) {
      type result;
      for (std::size_t i = 0; i < Bytes / sizeof(T); ++i) result.lanes[i] = a * b.lanes[i];
      return result;
    }
    friend type operator+(const type& a, const type& b) {
      type result;
      for (std::size_t i = 0; i < Bytes / sizeof(T); ++i) result.lanes[i] = a.lanes[i] + b.lanes[i];
      return result;
    }
  };
};
#endif

}  // namespace downhill::math
