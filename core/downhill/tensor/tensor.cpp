#include <downhill/autograd/meta.h>
#include <downhill/math/inline.h>
#include <downhill/tensor/narrow.h>

namespace downhill {

DOWNHILL_INLINE TensorImpl::TensorImpl(Ref<Layout> with, Ref<Storage> in, DType dtype,
                                       int64_t offset, bool holds_memory)
    : dtype(dtype),
      holds_memory(holds_memory),
      offset(offset),
      data(static_cast<char*>(in->data()) + offset * item_size(dtype)),
      layout(std::move(with)),
      storage(std::move(in)) {}

namespace {
DOWNHILL_SELDOM void end_seldom(TensorImpl& t) {
  if (t.autograd && t.autograd->retains_grad && t.grad_fn && t.grad_fn->watchers)
    std::erase_if(t.grad_fn->watchers->retained, [&](const auto& r) { return r.second == &t; });
  delete t.autograd;
  t.base = Tensor();
  t.own_version.reset();
}
}  // namespace
DOWNHILL_INLINE TensorImpl::~TensorImpl() {
  // Asked for together: most tensors have none of these.
  if (autograd || base.defined() || own_version) [[unlikely]]
    end_seldom(*this);
}
namespace {
constexpr std::size_t kBefore = sizeof(TensorImpl);  // the storage in the same block

DOWNHILL_NOINLINE void destroy_whole(TensorImpl* impl) {
  if (!impl->holds_memory) {
    delete impl;
    return;
  }
  Storage* const memory = impl->memory();
  ++memory->refs;
  impl->~TensorImpl();
  if (--memory->refs == 0)  // else the last that holds it does it
    memory->release_small();
}
}  // namespace
void TensorImpl::destroy(TensorImpl* impl) {
  Storage* const memory = impl->memory();
  if (!impl->holds_memory || impl->storage.get() != memory || memory->refs != 1 || impl->autograd ||
      impl->base.defined() || impl->own_version) [[unlikely]] {
    destroy_whole(impl);
    return;
  }
  // Most have only these to end.
  impl->grad_fn.~Ref();
  impl->layout.~Ref();
  pool::release(impl, kBefore + sizeof(Storage) + static_cast<std::size_t>(memory->bytes()));
}

namespace {
DOWNHILL_INLINE Tensor made(Ref<Layout> layout, DType dtype) {
  const int64_t bytes = layout->numel * item_size(dtype);
  constexpr auto kMost = static_cast<int64_t>(pool::kLargest - kBefore - sizeof(Storage));
  if (bytes > kMost) [[unlikely]]
    return Tensor(new TensorImpl(std::move(layout), Storage::make(bytes), dtype, 0));
  const auto size = static_cast<std::size_t>(bytes);
  auto* const block = static_cast<char*>(pool::allocate(kBefore + sizeof(Storage) + size));
  return Tensor(::new (block) TensorImpl(
      std::move(layout), Storage::make_within(block + kBefore, kBefore, size), dtype, 0, true));
}

}  // namespace

Tensor Tensor::empty(const Shape& sizes, DType dtype) { return made(Layout::of(sizes), dtype); }
Tensor Tensor::empty_with(const Ref<Layout>& layout, DType dtype) { return made(layout, dtype); }

Tensor Tensor::empty_like(const Tensor& like, DType dtype) {
  const Ref<Layout>& layout = like.impl()->layout;
  return made(layout->row_major ? layout : Layout::of(layout->sizes), dtype);
}

Tensor Tensor::full(const Shape& sizes, Number value, DType dtype) {
  check_fits(value, dtype, "_t");
  Tensor t = empty(sizes, dtype);
  visit(dtype, [&](auto zero) {
    using T = decltype(zero);
    std::fill_n(t.data<T>(), t.numel(), value.to<T>());
  });
  fit(t);
  return t;
}

Tensor Tensor::alias(const Tensor& of, Ref<Layout> layout, int64_t offset) {
  const TensorImpl& from = *of.impl();
  Tensor t(new TensorImpl(std::move(layout), from.storage, from.dtype, offset));
  t.impl()->own_version = from.own_version;
  return t;
}
Tensor Tensor::alias(const Tensor& of, const Shape& sizes, const Shape& strides, int64_t offset) {
  return alias(of, Layout::of(sizes, strides), offset);
}

Tensor Tensor::alias(const Tensor& of) {
  const TensorImpl& from = *of.impl();
  Tensor t(new TensorImpl(from.layout, from.storage, from.dtype, from.offset));
  t.impl()->weak = from.weak;
  t.impl()->own_version = from.own_version;
  return t;
}

int64_t Tensor::size(int d) const {
  const int n = dim();
  if (d < -n || d >= n) {
    if (n == 0)
      fail(ErrorKind::index, "Dimension specified as ", d, " but tensor has no dimensions");
    fail(ErrorKind::index, "Dimension out of range (expected to be in range of [", -n, ", ", n - 1,
         "], but got ", d, ")");
  }
  return sizes()[d < 0 ? d + n : d];
}

Number Tensor::number() const {
  if (numel() != 1) fail("a Tensor with ", numel(), " elements cannot be converted to Scalar");
  return visit(dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T v = *data<T>();
    if constexpr (std::is_floating_point_v<T>)
      return Number(static_cast<double>(v));
    else
      return Number(v);
  });
}

double Tensor::item() const { return number(); }

}  // namespace downhill
