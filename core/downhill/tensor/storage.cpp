#include <downhill/tensor/error.h>
#include <downhill/tensor/storage.h>

#include <new>

namespace downhill {
namespace {

// Blocks that one step frees and the next one asks for again. The system would take them back and
// give them anew, page by page, filled with zeros: a third of the time of a network's step.
class Kept {
 public:
  void* take(std::size_t bytes) {
    for (int i = count_ - 1; i >= 0; --i) {
      if (blocks_[i].bytes != bytes) continue;
      void* block = blocks_[i].block;
      drop(i);
      return block;
    }
    return nullptr;
  }
  // Whether the block is kept; else it is the caller's.
  bool keep(void* block, std::size_t bytes) {
    if (DOWNHILL_NO_POOL || kTotal == 0 || bytes < kLeast || bytes > kTotal / 4) return false;
    while (count_ == kMost || total_ + bytes > kTotal) {
      pool::release(blocks_[0].block, blocks_[0].bytes);
      drop(0);
    }
    blocks_[count_++] = {block, bytes};
    total_ += bytes;
    return true;
  }

 private:
  void drop(int i) {
    total_ -= blocks_[i].bytes;
    --count_;
    for (; i < count_; ++i) blocks_[i] = blocks_[i + 1];
  }

  static constexpr int kMost = 64;
  static constexpr std::size_t kLeast = std::size_t{1} << 14;
#if defined(__EMSCRIPTEN__)
  static constexpr std::size_t kTotal = 0;  // there malloc itself gives no memory back
#else
  static constexpr std::size_t kTotal = std::size_t{1} << 26;
#endif
  struct Block {
    void* block;
    std::size_t bytes;
  } blocks_[kMost] = {};
  int count_ = 0;
  std::size_t total_ = 0;
};
constinit Kept kept;  // nothing runs at its end: tensors may outlive it

}  // namespace

Ref<Storage> Storage::make(int64_t bytes) {
  constexpr int64_t kLimit = sizeof(void*) == 4 ? int64_t{1} << 31 : int64_t{1} << 46;
  void* block = kept.take(sizeof(Storage) + static_cast<std::size_t>(bytes));
  if (!block && bytes < kLimit) {
    try {
      block = pool::allocate(sizeof(Storage) + static_cast<std::size_t>(bytes));
    } catch (const std::bad_alloc&) {
      block = nullptr;
    }
  }
  if (!block) {
    fail(
        "[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: you tried to "
        "allocate ",
        bytes, " bytes.");
  }
  return Ref<Storage>(new (block) Storage(static_cast<std::size_t>(bytes), 0));
}

void Storage::destroy(Storage* s) {
  const std::size_t bytes = sizeof(Storage) + s->bytes_;
  if (bytes <= pool::kLargest)
    s->release_small();
  else if (!kept.keep(s, bytes))
    pool::release(s, bytes);
}

}  // namespace downhill
