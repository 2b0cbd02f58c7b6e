// Making tensors, inlined where small problems are made of them: operators and their gradients.
// Others say Tensor::empty.
#pragma once
#include <downhill/math/inline.h>
#include <downhill/tensor/tensor.h>

#include <utility>

namespace downhill {

DOWNHILL_INLINE TensorImpl::TensorImpl(Ref<Layout> with, Ref<Storage> in, DType dtype,
                                       int64_t offset, bool holds_memory)
    : dtype(dtype),
      holds_memory(holds_memory),
      offset(offset),
      data(static_cast<char*>(in->data()) + offset * item_size(dtype)),
      layout(std::move(with)),
      storage(std::move(in)) {}

// A small storage lies in the block of its tensor.
inline constexpr std::size_t kBefore = sizeof(TensorImpl);
inline constexpr auto kMostBeside =
    static_cast<int64_t>(pool::kLargest - kBefore - sizeof(Storage));

DOWNHILL_INLINE Tensor made_at(void* block, const Ref<Layout>& layout, DType dtype,
                               std::size_t bytes) {
  void* const memory = static_cast<char*>(block) + kBefore;
  return Tensor(::new (block) TensorImpl(layout, Storage::make_within(memory, kBefore, bytes),
                                         dtype, 0, true));
}
DOWNHILL_NOINLINE Tensor made_seldom(const Ref<Layout>& layout, DType dtype);
DOWNHILL_NOINLINE Tensor made_row_major(const Layout& like, DType dtype);

// Tensor::empty_with and Tensor::empty_like; without a call where the pool has a block.
DOWNHILL_INLINE Tensor made(const Ref<Layout>& layout, DType dtype) {
  const int64_t bytes = layout->numel * item_size(dtype);
  if (bytes > kMostBeside) [[unlikely]]
    return made_seldom(layout, dtype);
  const auto size = static_cast<std::size_t>(bytes);
  void* const block = pool::take(kBefore + sizeof(Storage) + size);
  if (!block) [[unlikely]]
    return made_seldom(layout, dtype);
  return made_at(block, layout, dtype, size);
}
DOWNHILL_INLINE Tensor made_like(const Tensor& like, DType dtype) {
  const Ref<Layout>& layout = like.impl()->layout;
  if (!layout->row_major) [[unlikely]]
    return made_row_major(*layout, dtype);
  return made(layout, dtype);
}

}  // namespace downhill
