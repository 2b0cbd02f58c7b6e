#include <downhill/math/matmul.h>
#include <downhill/ops/list.h>

namespace downhill::ops {
namespace {

template <class F>
void visit_numbers(DType t, F&& f) {
  visit(t, [&](auto zero) {
    if constexpr (std::is_same_v<decltype(zero), bool>)
      fail(ErrorKind::not_implemented, "\"addmm_impl_cpu_\" not implemented for 'Bool'");
    else
      f(zero);
  });
}

// out = a · b of two matrices, given as (tensor, strides).
void product(const Tensor& out, int64_t m, int64_t n, int64_t k, const Tensor& a, int64_t ar,
             int64_t ac, const Tensor& b, int64_t br, int64_t bc) {
  visit_numbers(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    math::matmul<T>(m, n, k, a.data<T>(), ar, ac, b.data<T>(), br, bc, out.data<T>());
  });
}
void product(const Tensor& out, const Tensor& a, const Tensor& b) {
  product(out, a.sizes()[0], b.sizes()[1], a.sizes()[1], a, a.strides()[0], a.strides()[1], b,
          b.strides()[0], b.strides()[1]);
}

bool column_major(const Layout& m) { return m.strides[0] == 1 && m.strides[1] == m.sizes[0]; }

// The gradients of left @ right. As in PyTorch, that of a column-major matrix is column-major: the
// gradient of a Linear's weight, which enters transposed, lies as the weight does.
Tensor gradient_of_left(const Backward& b, int left, const Tensor& right) {
  if (column_major(b.layout(left))) return turned(mm(right, turned(b.grad())));
  return mm(b.grad(), turned(right));
}
Tensor gradient_of_right(const Backward& b, int right, const Tensor& left) {
  if (column_major(b.layout(right))) return turned(mm(turned(b.grad()), left));
  return mm(turned(left), b.grad());
}

void check_shapes(const Tensor& a, const Tensor& b) {
  if (a.sizes()[1] != b.sizes()[0]) {
    fail("mat1 and mat2 shapes cannot be multiplied (", a.sizes()[0], "x", a.sizes()[1], " and ",
         b.sizes()[0], "x", b.sizes()[1], ")");
  }
}

// `by`: the matrix' dimension that the vector goes along.
void infer_mv(Call& c, int by) {
  const Tensor &a = c.input(0), &x = c.input(1);
  if (a.dim() != 2 || x.dim() != 1)
    fail("vector + matrix @ vector expected, got 1, ", a.dim(), ", ", x.dim());
  const int64_t rows = a.sizes()[1 - by], columns = a.sizes()[by];
  if (columns != x.sizes()[0]) {
    fail("size mismatch, got input (", rows, "), mat (", rows, "x", columns, "), vec (",
         x.sizes()[0], ")");
  }
  if (a.dtype() != x.dtype()) {
    fail("addmv input tensors must have the same dtype, but got ", scalar_type_name(x.dtype()),
         ", ", scalar_type_name(a.dtype()), ", and ", scalar_type_name(x.dtype()));
  }
  c.give({rows}, a.dtype());
}

}  // namespace

void Mm::infer(Call& c) {
  const Tensor &a = c.input(0), &b = c.input(1);
  if (a.dim() != 2) fail("self must be a matrix");
  if (b.dim() != 2) fail("mat2 must be a matrix");
  check_shapes(a, b);
  if (a.dtype() != b.dtype()) {
    fail("expected m1 and m2 to have the same dtype, but got: ", c_type_name(a.dtype()),
         " != ", c_type_name(b.dtype()));
  }
  c.give({a.sizes()[0], b.sizes()[1]}, a.dtype());
}
void Mm::kernel(Call& c) { product(c.output(), c.input(0), c.input(1)); }
void Mm::backward(Backward& b) {
  if (b.needs(0)) b.set(0, gradient_of_left(b, 0, b.input(1)));
  if (b.needs(1)) b.set(1, gradient_of_right(b, 1, b.input(0)));
}

void Mv::infer(Call& c) { infer_mv(c, 1); }
void Mv::kernel(Call& c) {
  const Tensor &a = c.input(0), &x = c.input(1);
  product(c.output(), a.sizes()[0], 1, a.sizes()[1], a, a.strides()[0], a.strides()[1], x,
          x.strides()[0], 1);
}
void Mv::backward(Backward& b) {
  if (b.needs(0)) b.set(0, mul(unsqueeze(b.grad(), 1), unsqueeze(b.input(1), 0)));
  if (!b.needs(1)) return;
  if (GradMode::enabled())
    b.set(1, mv(turned(b.input(0)), b.grad()));
  else
    b.set(1, mv_transposed(b.input(0), b.grad()));
}

void MvTransposed::infer(Call& c) { infer_mv(c, 0); }
void MvTransposed::kernel(Call& c) {
  const Tensor &a = c.input(0), &x = c.input(1);
  product(c.output(), a.sizes()[1], 1, a.sizes()[0], a, a.strides()[1], a.strides()[0], x,
          x.strides()[0], 1);
}

void Dot::infer(Call& c) {
  const Tensor &a = c.input(0), &b = c.input(1);
  if (a.dim() != 1 || b.dim() != 1)
    fail("1D tensors expected, but got ", a.dim(), "D and ", b.dim(), "D tensors");
  if (a.dtype() != b.dtype()) {
    fail("dot : expected both vectors to have same dtype, but found ", scalar_type_name(a.dtype()),
         " and ", scalar_type_name(b.dtype()));
  }
  if (a.numel() != b.numel()) {
    fail("inconsistent tensor size, expected tensor ", a.sizes(), " and src ", b.sizes(),
         " to have the same number of elements, but got ", a.numel(), " and ", b.numel(),
         " elements respectively");
  }
  c.give_scalar(a.dtype());
}
void Dot::kernel(Call& c) {
  const Tensor &a = c.input(0), &b = c.input(1);
  if (a.numel() > 1 && a.numel() <= 4 && a.is_floating()) {
    // PyTorch's order for short vectors: two halves, not fused, then their sum.
    visit_floating(a.dtype(), [&](auto zero) {
      using T = decltype(zero);
      T sums[2] = {};
      for (int64_t i = 0; i < a.numel(); ++i)
        sums[i % 2] += a.data<T>()[i * a.strides()[0]] * b.data<T>()[i * b.strides()[0]];
      *c.output().data<T>() = sums[0] + sums[1];
    });
    return;
  }
  product(c.output(), 1, 1, a.numel(), a, 0, a.strides()[0], b, b.strides()[0], 1);
}
void Dot::backward(Backward& b) {
  if (b.needs(0)) b.set(0, mul(b.grad(), b.input(1)));
  if (b.needs(1)) b.set(1, mul(b.grad(), b.input(0)));
}

void Bmm::infer(Call& c) {
  const Tensor &a = c.input(0), &b = c.input(1);
  if (a.dim() != 3 || b.dim() != 3) fail("batch1 must be a 3D tensor");
  if (a.sizes()[0] != b.sizes()[0] || a.sizes()[2] != b.sizes()[1]) {
    fail("Expected size for first two dimensions of batch2 tensor to be: [", a.sizes()[0], ", ",
         a.sizes()[2], "] but got: [", b.sizes()[0], ", ", b.sizes()[1], "].");
  }
  if (a.dtype() != b.dtype()) {
    fail("expected m1 and m2 to have the same dtype, but got: ", c_type_name(a.dtype()),
         " != ", c_type_name(b.dtype()));
  }
  c.give({a.sizes()[0], a.sizes()[1], b.sizes()[2]}, a.dtype());
}
void Bmm::kernel(Call& c) {
  for (int64_t i = 0; i < c.input(0).sizes()[0]; ++i) {
    NoGrad no_grad;
    product(select(c.output(), 0, i), select(c.input(0), 0, i), select(c.input(1), 0, i));
  }
}
void Bmm::backward(Backward& b) {
  if (b.needs(0)) b.set(0, bmm(b.grad(), transpose(b.input(1), 1, 2)));
  if (b.needs(1)) b.set(1, bmm(transpose(b.input(0), 1, 2), b.grad()));
}

void Addmm::infer(Call& c) {
  const Tensor &a = c.input(1), &b = c.input(2);
  if (a.dim() != 2) fail("mat1 must be a matrix, got ", a.dim(), "-D tensor");
  if (b.dim() != 2) fail("mat2 must be a matrix, got ", b.dim(), "-D tensor");
  if (a.dtype() != b.dtype()) {
    fail("mat1 and mat2 must have the same dtype, but got ", scalar_type_name(a.dtype()), " and ",
         scalar_type_name(b.dtype()));
  }
  if (c.input(0).dtype() != a.dtype()) {
    fail("self and mat2 must have the same dtype, but got ", scalar_type_name(c.input(0).dtype()),
         " and ", scalar_type_name(b.dtype()));
  }
  check_shapes(a, b);
  const Shape sizes{a.sizes()[0], b.sizes()[1]};
  NoGrad no_grad;
  expand(c.input(0), Ints(sizes));  // throws if the bias does not fit
  c.give(sizes, a.dtype());
}
void Addmm::kernel(Call& c) {
  NoGrad no_grad;
  const Attrs& a = c.get<Attrs>();
  Tensor p = c.output();
  product(p, c.input(1), c.input(2));
  // Beside integers the factors become integers, as in PyTorch.
  const auto factor = [&](Number n) { return p.is_floating() ? n : Number(n.to<int64_t>()); };
  const Number alpha = factor(a.alpha), beta = factor(a.beta);
  if (alpha.to<double>() != 1) p = mul(p, alpha);
  // The sum in place, by the kernel alone: nobody has seen the output yet.
  const Scaled one;
  Call sum(op_of<Add>(), &one);
  sum.inputs.push_back(p);
  sum.inputs.push_back(beta.to<double>() == 1 ? c.input(0) : mul(c.input(0), beta));
  sum.compute = p.dtype();
  sum.outputs = {c.output()};
  Add::kernel(sum);
}
void Addmm::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  auto scaled = [](const Tensor& g, Number by) { return by.to<double>() == 1 ? g : mul(g, by); };
  if (b.needs(0)) b.set(0, scaled(b.grad(), a.beta));
  if (b.needs(1)) b.set(1, scaled(gradient_of_left(b, 1, b.input(2)), a.alpha));
  if (b.needs(2)) b.set(2, scaled(gradient_of_right(b, 2, b.input(1)), a.alpha));
}

Tensor Matmul::compose(const Tensors& in, const Attrs&) {
  const Tensor &a = in[0], &b = in[1];
  if (a.dim() == 0 || b.dim() == 0) {
    fail("both arguments to matmul need to be at least 1D, but they are ", a.dim(), "D and ",
         b.dim(), "D");
  }
  if (a.dim() == 1 && b.dim() == 1) return dot(a, b);
  if (a.dim() == 2 && b.dim() == 1) return mv(a, b);
  if (a.dim() == 1 && b.dim() == 2) return squeeze_dim(mm(unsqueeze(a, 0), b), 0);
  if (a.dim() == 2 && b.dim() == 2) return mm(a, b);
  if (b.dim() <= 2) {  // fold the batch into the rows
    Ints rows{-1, a.sizes()[a.dim() - 1]}, out(a.sizes().begin(), a.sizes().end() - 1);
    const Tensor folded = reshape(a, rows);
    if (b.dim() == 1) return unsafe_view(mv(folded, b), out);
    out.push_back(b.sizes()[1]);
    return unsafe_view(mm(folded, b), out);
  }
  const Tensor left = a.dim() == 1 ? unsqueeze(a, 0) : a;
  const Shape batch = broadcast(Shape(left.sizes().begin(), left.sizes().end() - 2),
                                Shape(b.sizes().begin(), b.sizes().end() - 2));
  auto fold = [&](const Tensor& t) {
    Ints full(batch.begin(), batch.end());
    full.push_back(t.sizes()[t.dim() - 2]);
    full.push_back(t.sizes()[t.dim() - 1]);
    return reshape(expand(t, full),
                   Ints{count(batch), full[full.size() - 2], full[full.size() - 1]});
  };
  const Tensor p = bmm(fold(left), fold(b));
  Ints out(batch.begin(), batch.end());
  if (a.dim() > 1) out.push_back(p.sizes()[1]);
  out.push_back(p.sizes()[2]);
  return unsafe_view(p, out);
}

Tensor Linear::compose(const Tensors& in, const Attrs&) {
  const Tensor &x = in[0], &w = in[1];
  const Tensor bias = in.size() > 2 ? in[2] : Tensor();
  if (x.dim() == 0 || w.dim() == 0) {
    fail("both arguments to linear need to be at least 1D, but they are ", x.dim(), "D and ",
         w.dim(), "D");
  }
  const Tensor wt = t(w);
  if (!bias.defined()) return matmul(x, wt);
  if (x.dim() == 2) return addmm(bias, x, wt);
  Ints out(x.sizes().begin(), x.sizes().end() - 1);
  out.push_back(w.sizes()[0]);
  return view(addmm(bias, reshape(x, Ints{-1, x.sizes()[x.dim() - 1]}), wt), out);
}

}  // namespace downhill::ops
