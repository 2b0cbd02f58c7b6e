#include <downhill/tensor/pool.h>

namespace downhill::pool {
namespace {
constexpr std::align_val_t kAlignment{16};
}

Free* lists[kLargest / kStep];

void* from_system(std::size_t bytes) {
  if (is_small(bytes)) bytes = (bytes + kStep - 1) / kStep * kStep;
  return ::operator new(bytes, kAlignment);
}
void to_system(void* block) { ::operator delete(block, kAlignment); }

}  // namespace downhill::pool
