#include <downhill/ops/list.h>

namespace downhill::ops {

// ---- cat, stack ------------------------------------------------------------------------------

namespace {
bool skipped(const Tensor& t) {
  return t.dim() == 1 && t.numel() == 0;
}  // PyTorch's legacy: an empty 1-D tensor joins anything
}  // namespace

void Cat::infer(Call& c) {
  if (c.inputs.empty()) fail(ErrorKind::value, "torch.cat(): expected a non-empty list of Tensors");
  int first = 0;
  while (first < c.inputs.size() - 1 && skipped(c.inputs[first])) ++first;
  const Tensor& model = c.inputs[first];
  for (int i = 0; i < c.inputs.size(); ++i) {
    if (c.inputs[i].dim() == 0)
      fail("zero-dimensional tensor (at position ", i, ") cannot be concatenated");
  }
  const int d = wrap_dim(c.get<Attrs>().dim, model.dim());
  Shape sizes = model.sizes();
  sizes[d] = 0;
  for (int i = 0; i < c.inputs.size(); ++i) {
    const Tensor& t = c.inputs[i];
    if (skipped(t)) continue;
    if (t.dim() != model.dim())
      fail("Tensors must have same number of dimensions: got ", model.dim(), " and ", t.dim());
    for (int k = 0; k < t.dim(); ++k) {
      if (k != d && t.sizes()[k] != model.sizes()[k]) {
        fail("Sizes of tensors must match except in dimension ", d, ". Expected size ",
             model.sizes()[k], " but got size ", t.sizes()[k], " for tensor number ", i,
             " in the list.");
      }
    }
    sizes[d] += t.sizes()[d];
  }
  c.give(sizes, result_type(c.inputs));
}
void Cat::kernel(Call& c) {
  const Tensor& out = c.output();
  const int d = wrap_dim(c.get<Attrs>().dim, out.dim());
  int64_t at = out.offset();
  for (const Tensor& t : c.inputs) {
    if (skipped(t)) continue;
    copy_into(Tensor::alias(out, t.sizes(), out.strides(), at), t);
    at += t.sizes()[d] * out.strides()[d];
  }
}
void Cat::backward(Backward& b) {
  int64_t at = 0;
  for (int i = 0; i < b.inputs(); ++i) {
    const Shape& sizes = b.sizes(i);
    if (sizes.size() == 1 && sizes[0] == 0 && b.grad().dim() != 1) {
      if (b.needs(i)) b.set(i, Tensor::full(sizes, 0, b.dtype(i)));
      continue;
    }
    const int d = wrap_dim(b.get<Attrs>().dim, sizes.size());
    if (b.needs(i)) b.set(i, slice(b.grad(), static_cast<int64_t>(d), at, at + sizes[d]));
    at += sizes[d];
  }
}

void Stack::infer(Call& c) {
  if (c.inputs.empty()) fail("stack expects a non-empty TensorList");
  const Shape& model = c.inputs[0].sizes();
  for (int i = 1; i < c.inputs.size(); ++i) {
    if (!(c.inputs[i].sizes() == model)) {
      fail("stack expects each tensor to be equal size, but got ", model, " at entry 0 and ",
           c.inputs[i].sizes(), " at entry ", i);
    }
  }
  const int d = wrap_dim(c.get<Attrs>().dim, model.size() + 1);
  Shape sizes = model;
  sizes.insert(d, c.inputs.size());
  c.give(sizes, result_type(c.inputs));
}
void Stack::kernel(Call& c) {
  const Tensor& out = c.output();
  const int d = wrap_dim(c.get<Attrs>().dim, out.dim());
  Shape strides = out.strides();
  strides.erase(d);
  for (int i = 0; i < c.inputs.size(); ++i) {
    copy_into(Tensor::alias(out, c.inputs[i].sizes(), strides, out.offset() + i * out.strides()[d]),
              c.inputs[i]);
  }
}
void Stack::backward(Backward& b) {
  for (int i = 0; i < b.inputs(); ++i) {
    if (b.needs(i)) b.set(i, select(b.grad(), b.get<Attrs>().dim, static_cast<int64_t>(i)));
  }
}

// ---- nonzero: its size depends on the values, so infer counts --------------------------------

namespace {
// Who replays a recorded kernel may have changed what it reads.
[[noreturn]] void fail_as_changed(const char* name) {
  fail("'", name, "' gives another number of elements than when the step was recorded");
}
}  // namespace

void Nonzero::infer(Call& c) {
  int64_t n = 0;
  const Tensor& x = c.input();
  visit(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    for_each_offset(x, [&](int64_t at) { n += x.data<T>()[at] != T(0); });
  });
  c.give({n, x.dim()}, DType::Int64);
}
void Nonzero::kernel(Call& c) {
  const Tensor& x = c.input();
  int64_t* out = c.output().data<int64_t>();
  const int64_t* const end = out + c.output().numel();
  Shape index(x.dim(), 0);
  visit(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    for_each_offset(x, [&](int64_t at) {
      if (x.data<T>()[at] != T(0)) {
        for (const int64_t i : index) {
          if (out == end) fail_as_changed("nonzero");
          *out++ = i;
        }
      }
      for (int d = x.dim() - 1; d >= 0 && ++index[d] == x.sizes()[d]; --d) index[d] = 0;
    });
  });
  if (out != end) fail_as_changed("nonzero");
}

// ---- index -----------------------------------------------------------------------------------

namespace {

// Where each element of an indexed result lies in the source: the broadcast index tensors take the
// place of the first indexed dimension if the indexed dimensions are neighbours, else they come
// first.
struct IndexPlan {
  Shape sizes;  // of the result
  std::vector<int64_t>
      offsets;    // of every indexed position, relative to the source's first element
  int front = 0;  // dimensions before the indexed ones
  Shape rest_sizes, rest_strides;  // of the dimensions that are not indexed

  // Calls f(offset in the source) for every element of the result, in C order.
  template <class F>
  void each(F&& f) const {
    Shape before_sizes, before_strides, after_sizes, after_strides;
    for (int d = 0; d < rest_sizes.size(); ++d) {
      (d < front ? before_sizes : after_sizes).push_back(rest_sizes[d]);
      (d < front ? before_strides : after_strides).push_back(rest_strides[d]);
    }
    walk(before_sizes, before_strides, 0, 0, [&](int64_t before) {
      for (const int64_t at : offsets) walk(after_sizes, after_strides, 0, before + at, f);
    });
  }
  template <class F>
  static void walk(const Shape& sizes, const Shape& strides, int d, int64_t at, F&& f) {
    if (d == sizes.size()) {
      f(at);
      return;
    }
    for (int64_t i = 0; i < sizes[d]; ++i) walk(sizes, strides, d + 1, at + i * strides[d], f);
  }
};

IndexPlan plan_index(const Tensor& x, const Tensors& given) {
  // Bool masks become the index tensors of what they select.
  Tensors indices;
  SmallVector<int, 4> dims;
  int d = 0;
  for (const Tensor& t : given) {
    if (!t.defined()) {
      ++d;
      continue;
    }
    if (t.dtype() == DType::Bool || t.dtype() == DType::UInt8) {
      for (int k = 0; k < t.dim(); ++k) {
        if (d + k >= x.dim())
          fail(ErrorKind::index, "too many indices for tensor of dimension ", x.dim());
        if (t.sizes()[k] != x.sizes()[d + k]) {
          fail(ErrorKind::index, "The shape of the mask ", t.sizes(), " at index ", k,
               " does not match the shape of the indexed tensor ", x.sizes(), " at index ", d + k);
        }
      }
      NoGrad no_grad;
      const Tensor where = nonzero(t);
      for (int k = 0; k < t.dim(); ++k) {
        indices.push_back(select(where, 1, k));
        dims.push_back(d++);
      }
      if (t.dim() == 0)
        fail(ErrorKind::index, "indexing with a 0-d bool tensor is not in Downhill");
    } else if (t.dtype() == DType::Int64 || t.dtype() == DType::Int32) {
      indices.push_back(t);
      dims.push_back(d++);
    } else {
      fail(ErrorKind::index, "tensors used as indices must be long, int, byte or bool tensors");
    }
  }
  if (d > x.dim()) fail(ErrorKind::index, "too many indices for tensor of dimension ", x.dim());
  Shape shape;
  for (const Tensor& t : indices) {
    try {
      shape = broadcast(shape, t.sizes());
    } catch (const Error&) {
      std::string all;
      for (const Tensor& u : indices) all += concat({all.empty() ? "" : ", ", part(u.sizes())});
      fail(ErrorKind::index,
           "shape mismatch: indexing tensors could not be broadcast together with shapes ", all);
    }
  }
  IndexPlan plan;
  plan.offsets.assign(static_cast<std::size_t>(count(shape)), 0);
  for (int i = 0; i < indices.size(); ++i) {
    const int64_t n = x.sizes()[dims[i]], step = x.strides()[dims[i]];
    NoGrad no_grad;
    const Tensor which = expand(indices[i], Ints(shape)).contiguous();
    const int64_t* const values = which.data<int64_t>();
    for (std::size_t k = 0; k < plan.offsets.size(); ++k) {
      int64_t v = values[k];
      if (v < -n || v >= n)
        fail(ErrorKind::index, "index ", v, " is out of bounds for dimension ", dims[i],
             " with size ", n);
      plan.offsets[k] += (v < 0 ? v + n : v) * step;
    }
  }
  bool neighbours = true;
  for (int i = 1; i < dims.size(); ++i) neighbours = neighbours && dims[i] == dims[i - 1] + 1;
  plan.front = neighbours && !dims.empty() ? dims[0] : 0;
  int next = 0;
  for (int k = 0; k < x.dim(); ++k) {
    if (next < dims.size() && dims[next] == k) {
      ++next;
      continue;
    }
    plan.rest_sizes.push_back(x.sizes()[k]);
    plan.rest_strides.push_back(x.strides()[k]);
  }
  for (int k = 0; k < plan.front; ++k) plan.sizes.push_back(plan.rest_sizes[k]);
  for (const int64_t s : shape) plan.sizes.push_back(s);
  for (int k = plan.front; k < plan.rest_sizes.size(); ++k)
    plan.sizes.push_back(plan.rest_sizes[k]);
  return plan;
}

Tensors from(const Tensors& t, int first) { return Tensors(t.begin() + first, t.end()); }

}  // namespace

void Index::infer(Call& c) {
  c.give(plan_index(c.input(), from(c.inputs, 1)).sizes, c.input().dtype());
}
void Index::kernel(Call& c) {
  const IndexPlan plan = plan_index(c.input(), from(c.inputs, 1));
  if (!(plan.sizes == c.output().sizes())) fail_as_changed("index");
  visit(c.input().dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T* x = c.input().data<T>();
    plan.each([&](int64_t at) { *out++ = x[at]; });
  });
}
void Index::backward(Backward& b) {
  Tensors inputs{Tensor::full(b.sizes(0), 0, b.grad().dtype()), b.grad()};
  for (int i = 1; i < b.inputs(); ++i) inputs.push_back(b.input(i));
  const IndexPut::Attrs accumulate{true};
  b.set(0, apply(op_of<IndexPut>(), std::move(inputs), &accumulate)[0]);
}

void IndexPut::infer(Call& c) {
  if (c.input(0).dtype() != c.input(1).dtype()) {
    fail("Index put requires the source and destination dtypes match, got ",
         scalar_type_name(c.input(0).dtype()), " for the destination and ",
         scalar_type_name(c.input(1).dtype()), " for the source.");
  }
  const Shape sizes = plan_index(c.input(0), from(c.inputs, 2)).sizes;
  const Shape& values = c.input(1).sizes();
  bool fits = values.size() <= sizes.size();
  for (int i = 1; fits && i <= values.size(); ++i) {
    fits = values[values.size() - i] == 1 || values[values.size() - i] == sizes[sizes.size() - i];
  }
  if (!fits) {
    fail("shape mismatch: value tensor of shape ", values,
         " cannot be broadcast to indexing result of shape ", sizes);
  }
  c.give(c.input(0).sizes(), c.input(0).dtype());
}
void IndexPut::kernel(Call& c) {
  NoGrad no_grad;
  const Tensor& out = c.output();
  if (!out.is(c.input(0))) copy_into(out, c.input(0));
  const IndexPlan plan = plan_index(out, from(c.inputs, 2));
  Tensor values = expand(c.input(1), Ints(plan.sizes)).contiguous();
  if (values.same_storage(out)) values = clone(values);  // x[i] = x reads what it writes
  const bool accumulate = c.get<Attrs>().accumulate;
  visit(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* v = values.data<T>();
    T* to = out.data<T>();
    plan.each([&](int64_t at) {
      to[at] = accumulate ? static_cast<T>(to[at] + *v) : *v;
      ++v;
    });
  });
}
void IndexPut::backward(Backward& b) {
  Tensors indices;
  for (int i = 2; i < b.inputs(); ++i) indices.push_back(b.input(i));
  if (b.needs(0)) {
    if (b.get<Attrs>().accumulate) {
      b.set(0, b.grad());
    } else {
      Tensors inputs{b.grad(), Tensor::full({}, 0, b.grad().dtype())};
      for (const Tensor& t : indices) inputs.push_back(t);
      const Attrs overwrite{};
      b.set(0, apply(op_of<IndexPut>(), std::move(inputs), &overwrite)[0]);
    }
  }
  if (b.needs(1)) {
    Tensors inputs{b.grad()};
    for (const Tensor& t : indices) inputs.push_back(t);
    const Nothing nothing;
    b.set(1, apply(op_of<Index>(), std::move(inputs), &nothing)[0]);
  }
}

}  // namespace downhill::ops
