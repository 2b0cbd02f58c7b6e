// Small blocks from free lists: a training step allocates and frees the same few sizes over and
// over. One thread only, like the whole core. Under AddressSanitizer every block comes from the
// system.
#pragma once
#include <cstddef>

namespace downhill::pool {

void* allocate(std::size_t bytes);             // aligned to 16
void release(void* block, std::size_t bytes);  // `bytes` as allocated

// A base for classes that live in the pool.
template <class T>
struct Pooled {
  static void* operator new(std::size_t bytes) { return allocate(bytes); }
  static void operator delete(void* block, std::size_t bytes) { release(block, bytes); }
};

}  // namespace downhill::pool
