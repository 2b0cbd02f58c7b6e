// Tensor: a strided view of a Storage, with PyTorch's semantics. Copying a Tensor copies a
// reference.
#pragma once
#include <downhill/tensor/dtype.h>
#include <downhill/tensor/error.h>
#include <downhill/tensor/layout.h>
#include <downhill/tensor/number.h>
#include <downhill/tensor/storage.h>

#include <initializer_list>
#include <memory>
#include <vector>

namespace downhill {

struct AutogradMeta;
struct Node;
struct TensorImpl;

class Tensor {
 public:
  Tensor() = default;  // undefined: PyTorch's None
  explicit Tensor(TensorImpl* impl) : impl_(impl) {}

  // Uninitialised and contiguous. Throws for negative sizes and where memory ends.
  static Tensor empty(const Shape& sizes, DType dtype = DType::Float32);
  // The same with a layout without gaps.
  static Tensor empty_with(const Ref<Layout>& layout, DType dtype);
  // The value in every element, converted to `dtype`.
  static Tensor full(const Shape& sizes, Number value, DType dtype = DType::Float32);
  // A new tensor over the same storage.
  static Tensor alias(const Tensor& of, const Shape& sizes, const Shape& strides, int64_t offset);
  static Tensor alias(const Tensor& of, Ref<Layout> layout, int64_t offset);
  // The same over the same storage, without history.
  static Tensor alias(const Tensor& of);
  // Uninitialised, with the layout of a contiguous tensor.
  static Tensor empty_like(const Tensor& like, DType dtype);
  // From C++ values: Tensor::of<float>({2, 3}, {1, 2, 3, 4, 5, 6}).
  template <class T>
  static Tensor of(const Shape& sizes, const std::vector<T>& values);
  template <class T>
  static Tensor scalar(T value) {
    return of<T>({}, {value});
  }

  bool defined() const { return static_cast<bool>(impl_); }
  explicit operator bool() const { return defined(); }
  TensorImpl* impl() const { return impl_.get(); }
  bool is(const Tensor& other) const { return impl_ == other.impl_; }

  DType dtype() const;
  const Shape& sizes() const;
  const Shape& strides() const;
  int dim() const;
  int64_t size(int dim) const;  // negative counts from the end
  int64_t numel() const;
  int64_t offset() const;
  bool is_contiguous() const;
  bool is_floating() const { return downhill::is_floating(dtype()); }
  bool is_weak() const;  // made from a Python number: does not widen other dtypes
  uint32_t version() const;
  void bump_version() const;
  bool same_storage(const Tensor& other) const;

  template <class T>
  T* data() const;  // of the first element; T must be the dtype's type
  void* raw() const;
  double item() const;  // one element as double. Throws unless numel() == 1.
  Number number() const;
  template <class T>
  std::vector<T> to_vector() const;  // in C order

  // autograd (autograd/): leaves accumulate into grad().
  bool requires_grad() const;
  Tensor& set_requires_grad(bool value);
  bool is_leaf() const;
  Tensor grad() const;
  void set_grad(const Tensor& grad) const;
  // Gradient of this scalar (or of self · gradient) with respect to every leaf; PyTorch's
  // Tensor.backward.
  void backward(const Tensor& gradient = {}, bool retain_graph = false,
                bool create_graph = false) const;
  Tensor detach() const;      // shares storage and version
  Tensor data_alias() const;  // Python's `.data`: shares storage, its own version
  void set_data(const Tensor& other) const;
  Tensor to(DType dtype) const;  // self when it has that dtype already
  Tensor contiguous() const;     // self when it is already

 private:
  Ref<TensorImpl> impl_;
};

struct VersionCounter : pool::Pooled<VersionCounter> {
  uint32_t refs = 0, value = 0;
  Ref<Storage> made_with;  // see TensorImpl::holds_memory
  static void destroy(VersionCounter* v) { delete v; }
};

// Which backward runs a gradient holds: the loss of a step is the sum of the values of the distinct
// runs (contract "the loss of a step" in the README's notes).
struct RootNote {
  uint64_t run = 0;  // 0: none
  double value;
};

// How a view came to be, where writing into it would leave its history wrong (autograd/meta.h).
enum class ViewKind : uint8_t { tracked, without_grad, one_of_several, of_function };

struct alignas(16) TensorImpl : pool::Pooled<TensorImpl> {
  static void destroy(TensorImpl*);
  TensorImpl(Ref<Layout> layout, Ref<Storage> storage, DType dtype, int64_t offset,
             bool holds_memory = false);
  ~TensorImpl();
  TensorImpl(const TensorImpl&) = delete;
  TensorImpl& operator=(const TensorImpl&) = delete;

  uint32_t refs = 0;
  int handle = 0;  // slot in the flat API's table, 0 when nobody outside owns one
  DType dtype;
  bool weak = false;           // see Tensor::is_weak
  bool requires_grad = false;  // of a leaf
  // The storage that it was made with follows in the same block. (It is kept while this lives, by
  // own_version where set_data has put another in its place.)
  const bool holds_memory = false;
  ViewKind view_kind = ViewKind::tracked;
  uint32_t output_nr = 0;     // which of grad_fn's outputs this is
  uint32_t attr_version = 0;  // of a view: the version at which grad_fn was right
  int64_t offset;
  void* data;  // of the first element, in the storage
  Ref<Layout> layout;
  Ref<Storage> storage;
  Ref<VersionCounter>
      own_version;    // set for `.data` and what is viewed from it; else the storage's counter
  Ref<Node> grad_fn;  // as recorded; downhill::grad_fn() knows of bases that were written to
  Tensor base;        // of a view: the tensor that owns the memory's history
  AutogradMeta* autograd = nullptr;  // owned; made when first needed
  RootNote
      note;  // beside a gradient: the first of the roots it was accumulated from (autograd/meta.h)

  Storage* memory() { return reinterpret_cast<Storage*>(this + 1); }
};

inline DType Tensor::dtype() const { return impl_->dtype; }
inline const Shape& Tensor::sizes() const { return impl_->layout->sizes; }
inline const Shape& Tensor::strides() const { return impl_->layout->strides; }
inline int Tensor::dim() const { return impl_->layout->sizes.size(); }
inline int64_t Tensor::numel() const { return impl_->layout->numel; }
inline int64_t Tensor::offset() const { return impl_->offset; }
inline bool Tensor::is_contiguous() const { return impl_->layout->contiguous; }
inline bool Tensor::is_weak() const { return impl_->weak; }
inline uint32_t& version_of(const TensorImpl& t) {
  if (t.own_version) [[unlikely]]
    return t.own_version->value;
  return t.storage->version;
}
inline uint32_t Tensor::version() const { return version_of(*impl_); }
inline void Tensor::bump_version() const { ++version_of(*impl_); }
inline bool Tensor::same_storage(const Tensor& o) const {
  return impl_->storage == o.impl_->storage;
}
inline bool Tensor::requires_grad() const {
  return impl_->requires_grad || impl_->grad_fn ||
         (impl_->base.defined() && impl_->base.requires_grad());
}
inline void* Tensor::raw() const { return impl_->data; }
template <class T>
T* Tensor::data() const {
  return static_cast<T*>(impl_->data);
}

// Calls f(index of element in memory) for every element, in C order.
template <class F>
void for_each_offset(const Tensor& t, F&& f) {
  const int n = t.dim();
  if (t.numel() == 0) return;
  Shape index(n, 0);
  int64_t at = 0;
  while (true) {
    f(at);
    int d = n - 1;
    for (; d >= 0; --d) {
      at += t.strides()[d];
      if (++index[d] < t.sizes()[d]) break;
      at -= t.strides()[d] * t.sizes()[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

template <class T>
Tensor Tensor::of(const Shape& sizes, const std::vector<T>& values) {
  Tensor t = empty(sizes, dtype_of<T>());
  if (t.numel() != static_cast<int64_t>(values.size())) {
    fail("shape '", sizes, "' is invalid for input of size ", values.size());
  }
  T* to = t.data<T>();
  for (const T v : values) *to++ = v;
  return t;
}

// Who records operators does not see what becomes of numbers that a program takes out of tensors
// (item, number, to_vector), but may hear that it took some.
struct ReadListener {
  void (*on_read)(void* context) = nullptr;
  void* context = nullptr;
};
inline ReadListener read_listener;
inline void tell_read() {
  if (read_listener.on_read) [[unlikely]]
    read_listener.on_read(read_listener.context);
}
// Tensor::number, unheard.
Number peek(const Tensor& t);

template <class T>
std::vector<T> Tensor::to_vector() const {
  tell_read();
  std::vector<T> values;
  values.reserve(static_cast<std::size_t>(numel()));
  visit(dtype(), [&](auto zero) {
    const auto* from = data<decltype(zero)>();
    for_each_offset(*this, [&](int64_t at) { values.push_back(static_cast<T>(from[at])); });
  });
  return values;
}

}  // namespace downhill
