// Memory that tensors and their views share, in one block with its header; small ones lie in the
// block of the tensor that they are made with.
#pragma once
#include <downhill/tensor/pool.h>
#include <downhill/tensor/ref.h>

#include <cstdint>

namespace downhill {

class alignas(16) Storage {
 public:
  static Ref<Storage> make(int64_t bytes);  // uninitialised
  // At `at`, within a block of the pool that begins `before` bytes earlier.
  static Ref<Storage> make_within(void* at, std::size_t before, std::size_t bytes) {
    return Ref<Storage>(new (at) Storage(bytes, before));
  }
  static void destroy(Storage*);
  void release_small() {
    pool::release(reinterpret_cast<char*>(this) - before_, before_ + sizeof(Storage) + bytes_);
  }
  void* data() { return this + 1; }
  int64_t bytes() const { return static_cast<int64_t>(bytes_); }

  uint32_t refs = 0;
  uint32_t version = 0;  // counts in-place writes, for autograd's check
  const char* writer =
      nullptr;  // name of the node that last wrote in place, for that check's error

 private:
  Storage(std::size_t bytes, std::size_t before) : bytes_(bytes), before_(before) {}
  std::size_t bytes_, before_;
};

}  // namespace downhill
