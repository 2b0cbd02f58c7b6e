#include <downhill/ops/list.h>

namespace downhill::ops {
namespace {

void set_view(Call& c, const Shape& sizes, const Shape& strides, int64_t offset) {
  c.out.emplace_back(Layout::of(sizes, strides), c.input().dtype(), offset);
}
void set_view(Call& c, const Shape& sizes, const Shape& strides) {
  set_view(c, sizes, strides, c.input().offset());
}

// With -1 filled in.
Shape infer_size(const Ints& wanted, int64_t numel) {
  Shape sizes(wanted.begin(), wanted.end());
  int unknown = -1;
  int64_t known = 1;
  for (int d = 0; d < sizes.size(); ++d) {
    if (sizes[d] == -1) {
      if (unknown >= 0) fail("only one dimension can be inferred");
      unknown = d;
    } else if (sizes[d] < 0) {
      fail("invalid shape dimension ", sizes[d], " at index ", d, " of shape ", wanted);
    } else {
      known *= sizes[d];
    }
  }
  if (unknown >= 0 && known == 0) {
    fail("cannot reshape tensor of 0 elements into shape ", wanted,
         " because the unspecified dimension size -1 can be any value and is ambiguous");
  }
  if (known != numel && !(unknown >= 0 && known > 0 && numel % known == 0)) {
    fail("shape '", wanted, "' is invalid for input of size ", numel);
  }
  if (unknown >= 0) sizes[unknown] = numel / known;
  return sizes;
}

// Strides of `sizes` over t's memory, if one view can have them.
std::optional<Shape> view_strides(const Tensor& t, const Shape& sizes) {
  if (t.numel() == 0 || t.is_contiguous()) return contiguous_strides(sizes);
  Shape strides(sizes.size(), 1);
  int to = sizes.size() - 1;
  int64_t base = t.dim() ? t.strides()[t.dim() - 1] : 1, chunk = 1, taken = 1;
  for (int d = t.dim() - 1; d >= 0; --d) {
    chunk *= t.sizes()[d];
    // A chunk of dimensions that lie in one run ends here?
    if (d == 0 || (t.sizes()[d - 1] != 1 && t.strides()[d - 1] != chunk * base)) {
      while (to >= 0 && (taken < chunk || sizes[to] == 1)) {
        strides[to] = taken * base;
        taken *= sizes[to--];
      }
      if (taken != chunk) return {};
      if (d > 0) {
        base = t.strides()[d - 1];
        chunk = taken = 1;
      }
    }
  }
  if (to >= 0) return {};
  return strides;
}

void infer_view(Call& c, const Ints& size) {
  const Shape sizes = infer_size(size, c.input().numel());
  const auto strides = view_strides(c.input(), sizes);
  if (!strides) {
    fail(
        "view size is not compatible with input tensor's size and stride (at least one dimension "
        "spans across two "
        "contiguous subspaces). Use .reshape(...) instead.");
  }
  set_view(c, sizes, *strides);
}

}  // namespace

void View::infer(Call& c) { infer_view(c, c.get<Attrs>().size); }
void View::backward(Backward& b) { b.set(0, reshape(b.grad(), b.sizes(0))); }
void UnsafeView::infer(Call& c) { infer_view(c, c.get<Attrs>().size); }
void UnsafeView::backward(Backward& b) { b.set(0, reshape(b.grad(), b.sizes(0))); }

Tensor Reshape::compose(const Tensors& t, const Attrs& a) {
  const Shape sizes = infer_size(a.shape, t[0].numel());
  if (view_strides(t[0], sizes)) return view(t[0], sizes);
  return unsafe_view(clone(t[0].contiguous()), sizes);
}

Tensor Flatten::compose(const Tensors& in, const Attrs& a) {
  const Tensor& x = in[0];
  const int start = wrap_dim(a.start_dim, x.dim()), end = wrap_dim(a.end_dim, x.dim());
  if (start > end) fail("flatten() has invalid args: start_dim cannot come after end_dim");
  if (x.dim() == 0) return reshape(x, Ints{1});
  if (start == end) return x;
  Ints sizes;
  for (int d = 0; d < start; ++d) sizes.push_back(x.sizes()[d]);
  int64_t joined = 1;
  for (int d = start; d <= end; ++d) joined *= x.sizes()[d];
  sizes.push_back(joined);
  for (int d = end + 1; d < x.dim(); ++d) sizes.push_back(x.sizes()[d]);
  return reshape(x, sizes);
}

void Transpose::infer(Call& c) {
  const Tensor& x = c.input();
  const int a = wrap_dim(c.get<Attrs>().dim0, x.dim()), b = wrap_dim(c.get<Attrs>().dim1, x.dim());
  Shape sizes = x.sizes(), strides = x.strides();
  if (x.dim() > 0) {
    std::swap(sizes[a], sizes[b]);
    std::swap(strides[a], strides[b]);
  }
  set_view(c, sizes, strides);
}
void Transpose::backward(Backward& b) {
  b.set(0, transpose(b.grad(), b.get<Attrs>().dim0, b.get<Attrs>().dim1));
}

void Transposed::infer(Call& c) {
  const Tensor& x = c.input();
  if (x.dim() > 2) fail("t() expects a tensor with <= 2 dimensions, but self is ", x.dim(), "D");
  Shape sizes = x.sizes(), strides = x.strides();
  std::reverse(sizes.begin(), sizes.end());
  std::reverse(strides.begin(), strides.end());
  set_view(c, sizes, strides);
}
void Transposed::backward(Backward& b) { b.set(0, turned(b.grad())); }
Tensor turned(const Tensor& m) {
  if (GradMode::enabled() || m.dim() < 2) return t(m);
  return Tensor::alias(m, {m.sizes()[1], m.sizes()[0]}, {m.strides()[1], m.strides()[0]},
                       m.offset());
}

void Permute::infer(Call& c) {
  const Tensor& x = c.input();
  const Ints& dims = c.get<Attrs>().dims;
  if (dims.size() != x.dim()) {
    fail(
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length "
        "of the desired "
        "ordering of dimensions i.e. input.dim() = ",
        x.dim(), " is not equal to len(dims) = ", dims.size());
  }
  Shape sizes(x.dim()), strides(x.dim());
  uint64_t seen = 0;
  for (int d = 0; d < dims.size(); ++d) {
    const int from = wrap_dim(dims[d], x.dim());
    if (seen >> from & 1) fail("permute(): duplicate dims are not allowed.");
    seen |= uint64_t{1} << from;
    sizes[d] = x.sizes()[from];
    strides[d] = x.strides()[from];
  }
  set_view(c, sizes, strides);
}
void Permute::backward(Backward& b) {
  const Ints& dims = b.get<Attrs>().dims;
  Ints inverse(dims.size());
  for (int d = 0; d < dims.size(); ++d) inverse[wrap_dim(dims[d], dims.size())] = d;
  b.set(0, permute(b.grad(), inverse));
}

void Squeeze::infer(Call& c) {
  Shape sizes, strides;
  for (int d = 0; d < c.input().dim(); ++d) {
    if (c.input().sizes()[d] == 1) continue;
    sizes.push_back(c.input().sizes()[d]);
    strides.push_back(c.input().strides()[d]);
  }
  set_view(c, sizes, strides);
}
void Squeeze::backward(Backward& b) { b.set(0, reshape(b.grad(), b.sizes(0))); }

void SqueezeDim::infer(Call& c) {
  const int d = wrap_dim(c.get<Attrs>().dim, c.input().dim());
  Shape sizes = c.input().sizes(), strides = c.input().strides();
  if (c.input().dim() > 0 && sizes[d] == 1) {
    sizes.erase(d);
    strides.erase(d);
  }
  set_view(c, sizes, strides);
}
void SqueezeDim::backward(Backward& b) { b.set(0, reshape(b.grad(), b.sizes(0))); }

void Unsqueeze::infer(Call& c) {
  const int d = wrap_dim(c.get<Attrs>().dim, c.input().dim() + 1);
  Shape sizes = c.input().sizes(), strides = c.input().strides();
  strides.insert(d, d < sizes.size() ? sizes[d] * strides[d] : 1);
  sizes.insert(d, 1);
  set_view(c, sizes, strides);
}
void Unsqueeze::backward(Backward& b) {
  b.set(0, squeeze_dim(b.grad(), wrap_dim(b.get<Attrs>().dim, b.grad().dim())));
}

void Expand::infer(Call& c) {
  const Tensor& x = c.input();
  const Ints& size = c.get<Attrs>().size;
  const int shift = size.size() - x.dim();
  if (shift < 0) {
    fail("expand(", tensor_type_name(x.dtype()), "{", x.sizes(), "}, size=", size,
         "): the number of sizes provided (", size.size(),
         ") must be greater or equal to the number of dimensions in the tensor (", x.dim(), ")");
  }
  Shape sizes(size.size()), strides(size.size());
  for (int d = 0; d < size.size(); ++d) {
    const int from = d - shift;
    if (from < 0) {
      if (size[d] < 0) {
        fail("The expanded size of the tensor (", size[d],
             ") isn't allowed in a leading, non-existing dimension ", d);
      }
      sizes[d] = size[d];
    } else {
      sizes[d] = size[d] == -1 ? x.sizes()[from] : size[d];
      if (x.sizes()[from] == sizes[d]) {
        strides[d] = x.strides()[from];
      } else if (x.sizes()[from] != 1) {
        fail("The expanded size of the tensor (", sizes[d], ") must match the existing size (",
             x.sizes()[from], ") at non-singleton dimension ", d, ".  Target sizes: ", size,
             ".  Tensor sizes: ", x.sizes());
      }
    }
  }
  set_view(c, sizes, strides);
}
void Expand::backward(Backward& b) { b.set(0, sum_to(b.grad(), b.sizes(0))); }

void Select::infer(Call& c) {
  const Tensor& x = c.input();
  const Attrs& a = c.get<Attrs>();
  if (x.dim() == 0) fail(ErrorKind::index, "select() cannot be applied to a 0-dim tensor.");
  const int d = wrap_dim(a.dim, x.dim());
  const int64_t n = x.sizes()[d];
  if (a.index < -n || a.index >= n) {
    fail(ErrorKind::index, "index ", a.index, " is out of bounds for dimension ", d, " with size ",
         n);
  }
  Shape sizes = x.sizes(), strides = x.strides();
  const int64_t offset = x.offset() + (a.index < 0 ? a.index + n : a.index) * strides[d];
  sizes.erase(d);
  strides.erase(d);
  set_view(c, sizes, strides, offset);
}
void Select::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Shape& sizes = b.sizes(0);
  const int d = wrap_dim(a.dim, sizes.size());
  const Shape strides = contiguous_strides(sizes);
  b.set(0, scatter_view(
               b.grad(), sizes, strides, b.grad().sizes(),
               [&] {
                 Shape s = strides;
                 s.erase(d);
                 return s;
               }(),
               (a.index < 0 ? a.index + sizes[d] : a.index) * strides[d]));
}

namespace {
struct Range {
  int64_t start, length, step;
};
Range slice_range(const Slice::Attrs& a, int64_t n) {
  if (a.step <= 0) fail(ErrorKind::value, "step must be greater than zero");
  int64_t start = a.start.value_or(0), end = a.end.value_or(INT64_MAX);
  if (start < 0) start += n;
  if (end < 0) end += n;
  start = std::clamp<int64_t>(start, 0, n);
  end = std::clamp<int64_t>(end, start, n);
  return {start, (end - start + a.step - 1) / a.step, a.step};
}
}  // namespace
void Slice::infer(Call& c) {
  const Tensor& x = c.input();
  if (x.dim() == 0) fail("slice() cannot be applied to a 0-dim tensor.");
  const int d = wrap_dim(c.get<Attrs>().dim, x.dim());
  const Range r = slice_range(c.get<Attrs>(), x.sizes()[d]);
  Shape sizes = x.sizes(), strides = x.strides();
  const int64_t offset = x.offset() + r.start * strides[d];
  sizes[d] = r.length;
  strides[d] *= r.step;
  set_view(c, sizes, strides, offset);
}
void Slice::backward(Backward& b) {
  const Shape& sizes = b.sizes(0);
  const int d = wrap_dim(b.get<Attrs>().dim, sizes.size());
  const Range r = slice_range(b.get<Attrs>(), sizes[d]);
  const Shape strides = contiguous_strides(sizes);
  Shape steps = strides;
  steps[d] *= r.step;
  b.set(0, scatter_view(b.grad(), sizes, strides, b.grad().sizes(), steps, r.start * strides[d]));
}

void Alias::infer(Call& c) { set_view(c, c.input().sizes(), c.input().strides()); }
void Alias::backward(Backward& b) { b.set(0, b.grad()); }

namespace {
// The views of `sizes` that follow each other along a dimension.
void set_parts(Call& c, int d, const Ints& sizes) {
  const Tensor& x = c.input();
  int64_t offset = x.offset();
  for (const int64_t n : sizes) {
    Shape part = x.sizes();
    part[d] = n;
    set_view(c, part, x.strides(), offset);
    offset += n * x.strides()[d];
  }
}

// The gradients of all parts, with zeros for those that have none.
Tensors filled(Backward& b, const Shape& whole, int d, const Ints& sizes) {
  Tensors parts;
  DType dtype = DType::Float32;
  for (const Tensor& g : b.grads())
    if (g.defined()) dtype = g.dtype();
  for (int i = 0; i < b.grads().size(); ++i) {
    Shape part = whole;
    if (sizes.empty())
      part.erase(d);
    else
      part[d] = sizes[i];
    parts.push_back(b.grad(i).defined() ? b.grad(i) : Tensor::full(part, 0, dtype));
  }
  return parts;
}

Ints split_sizes(const Split::Attrs& a, int64_t n) {
  Ints sizes;
  if (a.split_size == 0) return {n};
  for (int64_t at = 0; at < std::max<int64_t>(n, 1); at += a.split_size)
    sizes.push_back(std::min(a.split_size, n - at));
  return sizes;
}
}  // namespace

void Unbind::infer(Call& c) {
  const Tensor& x = c.input();
  if (x.dim() == 0) {
    fail(ErrorKind::index, "Dimension specified as ", c.get<Attrs>().dim,
         " but tensor has no dimensions");
  }
  const int d = wrap_dim(c.get<Attrs>().dim, x.dim());
  Shape sizes = x.sizes(), strides = x.strides();
  sizes.erase(d);
  strides.erase(d);
  for (int64_t i = 0; i < x.sizes()[d]; ++i)
    set_view(c, sizes, strides, x.offset() + i * x.strides()[d]);
}
void Unbind::backward(Backward& b) {
  const int n = b.sizes(0).size(), d = wrap_dim(b.get<Attrs>().dim, n);
  b.set(0, stack.list(filled(b, b.sizes(0), d, {}), d));
}

void Split::infer(Call& c) {
  const Tensor& x = c.input();
  const Attrs& a = c.get<Attrs>();
  if (x.dim() == 0) fail("split expects at least a 1-dimensional tensor");
  if (a.split_size < 0)
    fail("split expects split_size be non-negative, but got split_size=", a.split_size);
  const int d = wrap_dim(a.dim, x.dim());
  const int64_t n = x.sizes()[d];
  if (a.split_size == 0 && n != 0)
    fail("split_size can only be 0 if dimension size is 0, but got dimension size of ", n);
  set_parts(c, d, split_sizes(a, n));
}
void Split::backward(Backward& b) {
  const Shape& sizes = b.sizes(0);
  const int d = wrap_dim(b.get<Attrs>().dim, sizes.size());
  b.set(0, cat.list(filled(b, sizes, d, split_sizes(b.get<Attrs>(), sizes[d])), d));
}

void SplitWithSizes::infer(Call& c) {
  const Tensor& x = c.input();
  const Attrs& a = c.get<Attrs>();
  if (x.dim() == 0) fail("split expects at least a 1-dimensional tensor");
  const int d = wrap_dim(a.dim, x.dim());
  int64_t total = 0;
  for (const int64_t n : a.split_sizes) {
    if (n < 0)
      fail(
          "split_with_sizes expects split_sizes have only non-negative entries, but got "
          "split_sizes=",
          a.split_sizes);
    total += n;
  }
  if (total != x.sizes()[d]) {
    fail("split_with_sizes expects split_sizes to sum exactly to ", x.sizes()[d],
         " (input tensor's size at dimension ", a.dim, "), but got split_sizes=", a.split_sizes);
  }
  set_parts(c, d, a.split_sizes);
}
void SplitWithSizes::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const int d = wrap_dim(a.dim, b.sizes(0).size());
  b.set(0, cat.list(filled(b, b.sizes(0), d, a.split_sizes), d));
}

Tensors Chunk::compose(const Tensors& t, const Attrs& a) {
  const Tensor& x = t[0];
  if (x.dim() == 0) fail("chunk expects at least a 1-dimensional tensor");
  if (a.chunks <= 0) fail("chunk expects `chunks` to be greater than 0, got: ", a.chunks);
  const int64_t n = x.sizes()[wrap_dim(a.dim, x.dim())];
  if (n == 0) return split_with_sizes.all(x, Ints(static_cast<int>(a.chunks)), a.dim);
  return split.all(x, (n + a.chunks - 1) / a.chunks, a.dim);
}

namespace {
// How many elements of memory a tensor reaches, from `offset` on.
int64_t extent(const Ints& sizes, const Ints& strides, int64_t offset = 0) {
  if (sizes.size() != strides.size())
    fail("mismatch in length of strides and shape: ", strides.size(), " and ", sizes.size());
  int64_t last = offset;
  for (int d = 0; d < sizes.size(); ++d) {
    if (sizes[d] < 0 || strides[d] < 0) fail("sizes and strides must not be negative");
    if (sizes[d] == 0) return 0;
    last += (sizes[d] - 1) * strides[d];
  }
  return last + 1;
}

// A base's memory as zeros, to lay the base or its view into.
Tensor memory_of(const Geometry& g, DType dtype) {
  return Tensor::full({extent(g.base_sizes, g.base_strides)}, 0, dtype);
}

void check(const Call& c, const Geometry& g, const Ints& sizes) {
  if (!(c.input().sizes() == sizes))
    fail(c.op.info->name, ": an input of sizes ", c.input().sizes(), " where ", sizes,
         " are expected");
  if (g.offset < 0 || extent(g.sizes, g.strides, g.offset) > extent(g.base_sizes, g.base_strides))
    fail(c.op.info->name, ": a view of sizes ", g.sizes, " and strides ", g.strides, " at ",
         g.offset, " is outside its base");
}
}  // namespace

void ScatterView::infer(Call& c) {
  const Geometry& g = c.get<Geometry>();
  check(c, g, g.sizes);
  c.give(g.base_sizes, c.input().dtype());
}
void ScatterView::kernel(Call& c) {
  const Geometry& g = c.get<Geometry>();
  // The base's elements lie in its own layout first, then in C order.
  const Tensor memory = memory_of(g, c.input().dtype());
  // An expanded view shows one element many times: its gradients add up.
  Tensor x = c.input();
  Shape sizes = g.sizes;
  Ints repeated;
  for (int d = 0; d < sizes.size(); ++d) {
    if (g.strides[d] != 0 || sizes[d] < 2) continue;
    repeated.push_back(d);
    sizes[d] = 1;
  }
  if (!repeated.empty()) {
    NoGrad no_grad;
    x = sum_dim(x, repeated, true);
  }
  copy_into(Tensor::alias(memory, sizes, g.strides, g.offset), x);
  copy_into(c.output(), Tensor::alias(memory, g.base_sizes, g.base_strides, 0));
}
void ScatterView::backward(Backward& b) {
  const Geometry& g = b.get<Geometry>();
  b.set(0, gather_view(b.grad(), g.base_sizes, g.base_strides, g.sizes, g.strides, g.offset));
}

void GatherView::infer(Call& c) {
  const Geometry& g = c.get<Geometry>();
  check(c, g, g.base_sizes);
  c.give(g.sizes, c.input().dtype());
}
void GatherView::kernel(Call& c) {
  const Geometry& g = c.get<Geometry>();
  const Tensor memory = memory_of(g, c.input().dtype());
  copy_into(Tensor::alias(memory, g.base_sizes, g.base_strides, 0), c.input());
  copy_into(c.output(), Tensor::alias(memory, g.sizes, g.strides, g.offset));
}
void GatherView::backward(Backward& b) {
  const Geometry& g = b.get<Geometry>();
  b.set(0, scatter_view(b.grad(), g.base_sizes, g.base_strides, g.sizes, g.strides, g.offset));
}

}  // namespace downhill::ops

namespace downhill {
Tensor Tensor::contiguous() const { return is_contiguous() ? *this : clone_contiguous(*this); }
}  // namespace downhill
