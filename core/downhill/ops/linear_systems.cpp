#include <downhill/ops/list.h>

#include <cmath>
#include <utility>
#include <vector>

namespace downhill::ops {
namespace {

// The factors of one n x n matrix Aᵀ, column by column (A, row by row): L below the diagonal of
// `a`, U above. A row is exchanged with pivots[row]. In the order of LAPACK's getf2.
template <class T>
struct Factors {
  int64_t n;
  std::vector<T> a;
  std::vector<int64_t> pivots;

  T& at(int64_t row, int64_t column) { return a[static_cast<std::size_t>(row + column * n)]; }

  Factors(const T* matrix, int64_t n) : n(n), a(matrix, matrix + n * n) {
    for (int64_t k = 0; k < n; ++k) {
      int64_t pivot = k;
      for (int64_t i = k + 1; i < n; ++i)
        if (std::fabs(at(i, k)) > std::fabs(at(pivot, k))) pivot = i;
      pivots.push_back(pivot);
      if (at(pivot, k) == 0) continue;
      for (int64_t j = 0; pivot != k && j < n; ++j) std::swap(at(k, j), at(pivot, j));
      const T scale = 1 / at(k, k);
      for (int64_t i = k + 1; i < n; ++i) at(i, k) *= scale;
      for (int64_t j = k + 1; j < n; ++j)
        for (int64_t i = k + 1; i < n; ++i) at(i, j) -= at(i, k) * at(k, j);
    }
  }
  // The place, from 1, of the first 0 on U's diagonal; 0 if there is none.
  int64_t singular_at() {
    for (int64_t k = 0; k < n; ++k)
      if (at(k, k) == 0) return k + 1;
    return 0;
  }
  // Solves A x = b in place, for elements of b that lie `step` apart: Uᵀ, Lᵀ, the exchanges.
  void solve(T* b, int64_t step) {
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < i; ++j) b[i * step] -= at(j, i) * b[j * step];
      b[i * step] /= at(i, i);
    }
    for (int64_t i = n; i-- > 0;)
      for (int64_t j = i + 1; j < n; ++j) b[i * step] -= at(j, i) * b[j * step];
    for (int64_t i = n; i-- > 0;)
      std::swap(b[i * step], b[pivots[static_cast<std::size_t>(i)] * step]);
  }
  T determinant() {
    T result = 1;
    for (int64_t k = 0; k < n; ++k) result *= at(k, k);
    int64_t exchanges = 0;
    for (int64_t k = 0; k < n; ++k) exchanges += pivots[static_cast<std::size_t>(k)] != k;
    return exchanges % 2 ? -result : result;
  }
};

Shape batch_of(const Tensor& t) { return {t.sizes().begin(), t.sizes().end() - 2}; }
bool is_vector(const Tensor& a, const Tensor& b) {
  return b.dim() == 1 ||
         (a.dim() == b.dim() + 1 && Shape(a.sizes().begin(), a.sizes().end() - 1) == b.sizes());
}

void check_square(const char* name, const Tensor& a) {
  if (a.dim() < 2) fail(name, ": The input tensor A must have at least 2 dimensions.");
  if (!a.is_floating()) {
    fail(name, ": Expected a floating point or complex tensor as input. Got ",
         scalar_type_name(a.dtype()));
  }
  const int64_t rows = a.size(-2), columns = a.size(-1);
  if (rows != columns) {
    fail(name, ": A must be batches of square matrices, but they are ", rows, " by ", columns,
         " matrices");
  }
}

std::string in_batch(const Tensor& a, int64_t element) {
  return a.dim() > 2 ? concat({"(Batch element ", part(element), "): "}) : "";
}

// Throws: element i of the batch is singular, at that place of the diagonal.
using Singular = void (*)(const Tensor& a, int64_t i, int64_t at);

// Solves in place for `columns` columns of each of `out`'s matrices; without Singular, writes the
// determinants there.
void each_matrix(const Tensor& given, const Tensor& out, int64_t columns, Singular singular) {
  const Tensor a = given.contiguous();
  const int64_t n = a.size(-1), size = n * n;
  const int64_t matrices = size ? a.numel() / size : count(batch_of(a));
  visit_floating(a.dtype(), [&](auto zero) {
    using T = decltype(zero);
    for (int64_t i = 0; i < matrices; ++i) {
      Factors<T> factors(a.data<T>() + i * size, n);
      if (!singular) {
        out.data<T>()[i] = factors.determinant();
        continue;
      }
      if (const int64_t at = factors.singular_at()) singular(a, i, at);
      T* x = out.data<T>() + i * n * columns;
      for (int64_t j = 0; j < columns; ++j) factors.solve(x + j, columns);
    }
  });
}

Tensor eye(int64_t n, DType dtype) {
  Tensor result = Tensor::full({n, n}, 0, dtype);
  copy_into(Tensor::alias(result, {n}, {n + 1}, 0), Tensor::full({n}, 1, dtype));
  return result;
}

Tensor transposed(const Tensor& a) { return transpose(a, -2, -1); }

}  // namespace

void LinalgSolve::infer(Call& c) {
  const Tensor &a = c.input(0), &b = c.input(1);
  check_square("linalg.solve", a);
  if (a.dtype() != b.dtype()) {
    fail("linalg.solve: Expected A and B to have the same dtype, but found A of type ",
         scalar_type_name(a.dtype()), " and B of type ", scalar_type_name(b.dtype()), " instead");
  }
  const bool vector = is_vector(a, b);
  const int64_t n = a.size(-1), rows = b.size(vector ? -1 : -2), columns = vector ? 1 : b.size(-1);
  if (rows != n) {
    fail("linalg.solve: Incompatible shapes of A and B for the equation AX = B (", n, "x", n,
         " and ", rows, "x", columns, ")");
  }
  Shape sizes = vector ? batch_of(a) : broadcast(batch_of(a), batch_of(b));
  sizes.push_back(n);
  if (!vector) sizes.push_back(columns);
  c.give(sizes, a.dtype());
}
void LinalgSolve::kernel(Call& c) {
  const NoGrad no_grad;
  const Tensor &a = c.input(0), &b = c.input(1), &out = c.output();
  copy_into(out, expand(b, Ints(out.sizes())));
  const bool vector = is_vector(a, b);
  Ints sizes(out.sizes());
  if (vector) sizes.push_back(1);
  const int64_t columns = sizes.back();
  sizes.back() = sizes[sizes.size() - 2];
  each_matrix(expand(a, sizes), out, columns, [](const Tensor& each, int64_t i, int64_t) {
    fail(ErrorKind::linalg, "torch.linalg.solve: ", in_batch(each, i),
         "The solver failed because the input matrix is singular.");
  });
}
void LinalgSolve::backward(Backward& b) {
  const Tensor right = linalg_solve(transposed(b.input(0)), b.grad());
  if (b.needs(0)) {
    const bool vector = is_vector(b.input(0), right);
    const Tensor x = b.output();
    b.set(0,
          neg(vector ? mul(unsqueeze(right, -1), unsqueeze(x, -2)) : matmul(right, transposed(x))));
  }
  if (b.needs(1)) b.set(1, right);
}

void LinalgInv::infer(Call& c) {
  check_square("linalg.inv", c.input());
  c.give(c.input().sizes(), c.input().dtype());
}
void LinalgInv::kernel(Call& c) {
  const Tensor &a = c.input(), &out = c.output();
  const NoGrad no_grad;
  copy_into(out, expand(eye(a.size(-1), a.dtype()), Ints(a.sizes())));
  each_matrix(a, out, a.size(-1), [](const Tensor& each, int64_t i, int64_t at) {
    fail(ErrorKind::linalg, "linalg.inv: ", in_batch(each, i), "The diagonal element ", at,
         " is zero, the inversion could not be completed because the input matrix is singular.");
  });
}
void LinalgInv::backward(Backward& b) {
  const Tensor x = transposed(b.output());
  b.set(0, neg(matmul(x, matmul(b.grad(), x))));
}

void LinalgDet::infer(Call& c) {
  check_square("linalg.det", c.input());
  c.give(batch_of(c.input()), c.input().dtype());
}
void LinalgDet::kernel(Call& c) {
  const NoGrad no_grad;
  each_matrix(c.input(), c.output(), 0, nullptr);
}
void LinalgDet::backward(Backward& b) {
  const Tensor a = b.input(), d = unsqueeze(unsqueeze(b.output(), -1), -1);
  const Tensor some = where(eq(d, 0), eye(a.size(-1), a.dtype()), a);  // any that has an inverse
  b.set(0, mul(mul(unsqueeze(unsqueeze(b.grad(), -1), -1), d), transposed(inverse(some))));
}

}  // namespace downhill::ops
