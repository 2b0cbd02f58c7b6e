#include <downhill/tensor/error.h>
#include <downhill/tensor/storage.h>

#include <new>

namespace downhill {

Ref<Storage> Storage::make_large(int64_t bytes) {
  constexpr int64_t kLimit = sizeof(void*) == 4 ? int64_t{1} << 31 : int64_t{1} << 46;
  void* block = nullptr;
  if (bytes < kLimit) {
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
  return Ref<Storage>(new (block) Storage(bytes));
}

void Storage::destroy(Storage* s) {
  const auto bytes = sizeof(Storage) + static_cast<std::size_t>(s->bytes_);
  s->~Storage();
  pool::release(s, bytes);
}

}  // namespace downhill
