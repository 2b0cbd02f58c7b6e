#include <downhill/autograd/meta.h>
#include <downhill/tensor/tensor.h>

namespace downhill {

int64_t count(const Shape& sizes) {
  constexpr int64_t kSafe = int64_t{1} << 26, kMost = kSafe * kSafe;
  int64_t n = 1;
  for (const int64_t s : sizes) {
    if ((n > kSafe || s > kSafe) && s != 0 && n > kMost / s)
      fail("Storage size calculation overflowed with sizes=", sizes);
    n *= s;
  }
  return n;
}

namespace {
void set_contiguous_strides(Shape& strides, const Shape& sizes) {
  strides = sizes;
  int64_t step = 1;
  for (int d = sizes.size() - 1; d >= 0; --d) {
    strides[d] = step;
    if (sizes[d] > 1) step *= sizes[d];
  }
}
}  // namespace

Shape contiguous_strides(const Shape& sizes) {
  Shape strides;
  set_contiguous_strides(strides, sizes);
  return strides;
}

namespace {
bool contiguous_layout(const TensorImpl& t) {
  int64_t expected = 1;
  if (t.numel == 0) return true;
  for (int d = t.sizes.size() - 1; d >= 0; --d) {
    if (t.sizes[d] == 1) continue;
    if (t.strides[d] != expected) return false;
    expected *= t.sizes[d];
  }
  return true;
}
}  // namespace

Tensor Tensor::empty(const Shape& sizes, DType dtype) {
  for (const int64_t s : sizes) {
    if (s < 0) fail("Trying to create tensor with negative dimension ", s, ": ", sizes);
  }
  Tensor t(new TensorImpl);
  TensorImpl& impl = *t.impl();
  impl.dtype = dtype;
  impl.numel = count(sizes);
  impl.sizes = sizes;
  set_contiguous_strides(impl.strides, sizes);
  impl.storage = Storage::make(impl.numel * item_size(dtype));
  return t;
}

Tensor Tensor::empty_like(const Tensor& like, DType dtype) {
  Tensor t(new TensorImpl);
  TensorImpl& impl = *t.impl();
  const TensorImpl& from = *like.impl();
  impl.dtype = dtype;
  impl.numel = from.numel;
  impl.sizes = from.sizes;
  set_contiguous_strides(impl.strides, from.sizes);
  impl.storage = Storage::make(impl.numel * item_size(dtype));
  return t;
}

Tensor Tensor::full(const Shape& sizes, Number value, DType dtype) {
  Tensor t = empty(sizes, dtype);
  visit(dtype, [&](auto zero) {
    using T = decltype(zero);
    std::fill_n(t.data<T>(), t.numel(), value.to<T>());
  });
  return t;
}

Tensor Tensor::alias(const Tensor& of, const Shape& sizes, const Shape& strides, int64_t offset) {
  Tensor t(new TensorImpl);
  TensorImpl& impl = *t.impl();
  impl.dtype = of.dtype();
  impl.sizes = sizes;
  impl.strides = strides;
  impl.offset = offset;
  impl.numel = count(sizes);
  impl.contiguous = contiguous_layout(impl);
  impl.storage = of.impl()->storage;
  impl.own_version = of.impl()->own_version;
  return t;
}

Tensor Tensor::alias(const Tensor& of) {
  Tensor t(new TensorImpl);
  TensorImpl& impl = *t.impl();
  const TensorImpl& from = *of.impl();
  impl.dtype = from.dtype;
  impl.contiguous = from.contiguous;
  impl.weak = from.weak;
  impl.offset = from.offset;
  impl.numel = from.numel;
  impl.sizes = from.sizes;
  impl.strides = from.strides;
  impl.storage = from.storage;
  impl.own_version = from.own_version;
  return t;
}

void TensorImpl::destroy(TensorImpl* impl) { delete impl; }
TensorImpl::~TensorImpl() {
  if (!autograd) return;
  if (autograd->retains_grad && autograd->grad_fn) {
    std::erase_if(autograd->grad_fn->retained, [&](const auto& r) { return r.second == this; });
  }
  delete autograd;
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
