#include <downhill/tensor/pool.h>

#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define DOWNHILL_NO_POOL 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DOWNHILL_NO_POOL 1
#endif
#endif

namespace downhill::pool {
namespace {
constexpr std::align_val_t kAlignment{16};
#ifndef DOWNHILL_NO_POOL
constexpr std::size_t kStep = 32, kLargest = 512;  // size classes: 32, 64, ..., 512 bytes
struct Free {
  Free* next;
};
Free* lists[kLargest / kStep];
#endif
}  // namespace

void* allocate(std::size_t bytes) {
#ifndef DOWNHILL_NO_POOL
  if (bytes <= kLargest && bytes > 0) {
    const std::size_t size_class = (bytes - 1) / kStep;
    if (Free* block = lists[size_class]) {
      lists[size_class] = block->next;
      return block;
    }
    return ::operator new((size_class + 1) * kStep, kAlignment);
  }
#endif
  return ::operator new(bytes, kAlignment);
}

void release(void* block, [[maybe_unused]] std::size_t bytes) {
#ifndef DOWNHILL_NO_POOL
  if (bytes <= kLargest && bytes > 0) {
    Free* free = static_cast<Free*>(block);
    free->next = lists[(bytes - 1) / kStep];
    lists[(bytes - 1) / kStep] = free;
    return;
  }
#endif
  ::operator delete(block, kAlignment);
}

}  // namespace downhill::pool
