#include <downhill/autograd/meta.h>
#include <downhill/math/inline.h>
#include <downhill/tensor/make.h>
#include <downhill/tensor/narrow.h>

namespace downhill {

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
      impl->base.defined() || impl->own_version || impl->layout->refs == 1) [[unlikely]] {
    destroy_whole(impl);
    return;
  }
  // Most have only these to end; what may be long comes last, when all else is done.
  --impl->layout->refs;
  Node* const history = impl->grad_fn.leave();
  pool::release(impl, kBefore + sizeof(Storage) + static_cast<std::size_t>(memory->bytes()));
  if (history && --history->refs == 0) Node::destroy(history);
}

Tensor made_seldom(const Ref<Layout>& layout, DType dtype) {
  const int64_t bytes = layout->numel * item_size(dtype);
  if (bytes > kMostBeside) return Tensor(new TensorImpl(layout, Storage::make(bytes), dtype, 0));
  const auto size = static_cast<std::size_t>(bytes);
  return made_at(pool::allocate(kBefore + sizeof(Storage) + size), layout, dtype, size);
}
Tensor made_row_major(const Layout& like, DType dtype) {
  return made(Layout::of(like.sizes), dtype);
}

Tensor Tensor::empty(const Shape& sizes, DType dtype) { return made(Layout::of(sizes), dtype); }
Tensor Tensor::empty_with(const Ref<Layout>& layout, DType dtype) { return made(layout, dtype); }
Tensor Tensor::empty_like(const Tensor& like, DType dtype) { return made_like(like, dtype); }

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

Number peek(const Tensor& t) {
  if (t.numel() != 1) fail("a Tensor with ", t.numel(), " elements cannot be converted to Scalar");
  return visit(t.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T v = *t.data<T>();
    if constexpr (std::is_floating_point_v<T>)
      return Number(static_cast<double>(v));
    else
      return Number(v);
  });
}

Number Tensor::number() const {
  tell_read();
  return peek(*this);
}

double Tensor::item() const { return number(); }

}  // namespace downhill
