// Memory that tensors and their views share, in one block with its header.
#pragma once
#include <downhill/tensor/pool.h>
#include <downhill/tensor/ref.h>

#include <cstdint>

namespace downhill {

class alignas(16) Storage {
 public:
  static Ref<Storage> make(int64_t bytes) {  // uninitialised
    constexpr auto kSmall = static_cast<int64_t>(pool::kLargest);
    if (bytes > kSmall) return make_large(bytes);
    return Ref<Storage>(new (pool::allocate(sizeof(Storage) + static_cast<std::size_t>(bytes)))
                            Storage(bytes));
  }
  static void destroy(Storage*);
  void* data() { return this + 1; }
  int64_t bytes() const { return bytes_; }

  uint32_t refs = 0;
  uint32_t version = 0;  // counts in-place writes, for autograd's check
  const char* writer =
      nullptr;  // name of the node that last wrote in place, for that check's error

 private:
  explicit Storage(int64_t bytes) : bytes_(bytes) {}
  static Ref<Storage> make_large(int64_t bytes);
  int64_t bytes_;
};

}  // namespace downhill
