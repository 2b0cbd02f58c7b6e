// Small blocks from free lists: a training step allocates and frees the same few sizes over and
// over. One thread only, like the whole core. Under AddressSanitizer every block comes from the
// system.
#pragma once
#include <downhill/math/inline.h>

#include <cstddef>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define DOWNHILL_NO_POOL 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DOWNHILL_NO_POOL 1
#endif
#endif
#ifndef DOWNHILL_NO_POOL
#define DOWNHILL_NO_POOL 0
#endif

namespace downhill::pool {

struct Free {
  Free* next;
};
inline constexpr std::size_t kStep = 32, kLargest = 1024;  // size classes: 32, 64, ... bytes
extern Free* lists[kLargest / kStep];
DOWNHILL_SELDOM void* from_system(std::size_t bytes);  // aligned to 16, rounded up to its class
DOWNHILL_SELDOM void to_system(void* block);

constexpr bool is_small(std::size_t bytes) {
  return !DOWNHILL_NO_POOL && bytes <= kLargest && bytes > 0;
}
// A block that was released; null if there is none of this size.
inline void* take(std::size_t bytes) {
  if (!is_small(bytes)) [[unlikely]]
    return nullptr;
  Free*& list = lists[(bytes - 1) / kStep];
  Free* const block = list;
  if (block) [[likely]]
    list = block->next;
  return block;
}
inline void* allocate(std::size_t bytes) {  // aligned to 16
  if (void* const block = take(bytes)) [[likely]]
    return block;
  return from_system(bytes);
}
inline void release(void* block, std::size_t bytes) {  // `bytes` as allocated
  if (!is_small(bytes)) [[unlikely]]
    return to_system(block);
  Free*& list = lists[(bytes - 1) / kStep];
  list = new (block) Free{list};
}

// A base for classes that live in the pool.
template <class T>
struct Pooled {
  static void* operator new(std::size_t bytes) { return allocate(bytes); }
  static void operator delete(void* block, std::size_t bytes) { release(block, bytes); }
};

}  // namespace downhill::pool
