// Initial values with a structure: identities, orthogonal and sparse matrices.
#include <downhill/autograd/meta.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace downhill::nn::init {

namespace {

void need_matrix(const Tensor& t) {
  if (t.dim() != 2) fail(ErrorKind::value, "Only tensors with 2 dimensions are supported");
}

// One element of `t`.
Tensor element(const Tensor& t, const std::vector<int64_t>& at) {
  int64_t offset = t.offset();
  for (int d = 0; d < t.dim(); ++d) offset += at[static_cast<std::size_t>(d)] * t.strides()[d];
  return Tensor::alias(t, {}, {}, offset);
}

std::vector<double> transposed(const std::vector<double>& x, int64_t rows, int64_t columns) {
  std::vector<double> out;
  out.reserve(x.size());
  for (int64_t j = 0; j < columns; ++j) {
    for (int64_t i = 0; i < rows; ++i) out.push_back(x[static_cast<std::size_t>(i * columns + j)]);
  }
  return out;
}

// Householder's reflections in float64, by columns in one vector, adding in order: the same digits
// natively and in wasm.
class Orthogonal {
 public:
  // `a` holds the columns of a matrix with at least as many rows as columns; afterwards those of Q,
  // where R has no negative diagonal.
  Orthogonal(std::vector<double>& a, int64_t rows, int64_t columns)
      : a_(a), rows_(rows), columns_(columns) {
    std::vector<double> signs;
    for (int64_t k = 0; k < columns; ++k) signs.push_back(reflect(k));
    const std::vector<double> vectors = a_;
    std::fill(a_.begin(), a_.end(), 0);
    for (int64_t k = 0; k < columns; ++k) at(k, k) = 1;
    for (int64_t k = columns - 1; k >= 0; --k) {
      for (int64_t j = k; j < columns; ++j) apply(&vectors[index(k, k)], k, j);
    }
    for (int64_t k = 0; k < columns; ++k) {
      for (int64_t i = 0; i < rows; ++i) at(i, k) *= signs[static_cast<std::size_t>(k)];
    }
  }

 private:
  std::size_t index(int64_t i, int64_t k) const { return static_cast<std::size_t>(k * rows_ + i); }
  double& at(int64_t i, int64_t k) { return a_[index(i, k)]; }
  double length(int64_t k) {
    double squares = 0;
    for (int64_t i = k; i < rows_; ++i) squares += at(i, k) * at(i, k);
    return std::sqrt(squares);
  }

  // Leaves in column k, from row k on, the unit vector by which rows k.. were reflected (0 where
  // nothing was), and gives the sign of R's diagonal.
  double reflect(int64_t k) {
    const double corner = at(k, k), norm = length(k);
    if (k == rows_ - 1 || norm == 0) {  // as LAPACK, which does not reflect a single number
      at(k, k) = 0;
      return corner == 0 ? 0 : std::copysign(1.0, corner);
    }
    at(k, k) = corner + std::copysign(norm, corner);
    const double scale = length(k);
    for (int64_t i = k; i < rows_; ++i) at(i, k) /= scale;
    for (int64_t j = k + 1; j < columns_; ++j) apply(&at(k, k), k, j);
    return -std::copysign(1.0, corner);
  }

  // Column j without twice its part along v, which starts at row k.
  void apply(const double* v, int64_t k, int64_t j) {
    double part = 0;
    for (int64_t i = k; i < rows_; ++i) part += v[i - k] * at(i, j);
    for (int64_t i = k; i < rows_; ++i) at(i, j) -= 2 * part * v[i - k];
  }

  std::vector<double>& a_;
  int64_t rows_, columns_;
};

}  // namespace

Tensor eye_(const Tensor& t) {
  need_matrix(t);
  zeros_(t);
  const int64_t n = std::min(t.size(0), t.size(1));
  constant_(Tensor::alias(t, {n}, {t.strides()[0] + t.strides()[1]}, t.offset()), 1);
  return t;
}

Tensor dirac_(const Tensor& t, int64_t groups) {
  if (t.dim() < 3 || t.dim() > 5)
    fail(ErrorKind::value, "Only tensors with 3, 4, or 5 dimensions are supported");
  if (t.size(0) % groups != 0) fail(ErrorKind::value, "dim 0 must be divisible by groups");
  const int64_t outputs = t.size(0) / groups;
  zeros_(t);
  std::vector<int64_t> at;
  for (const int64_t size : t.sizes()) at.push_back(size / 2);
  for (int64_t group = 0; group < groups; ++group) {
    for (int64_t d = 0; d < std::min(outputs, t.size(1)); ++d) {
      at[0] = group * outputs + d;
      at[1] = d;
      constant_(element(t, at), 1);
    }
  }
  return t;
}

Tensor orthogonal_(const Tensor& t, double gain) {
  if (t.dim() < 2) fail(ErrorKind::value, "Only tensors with 2 or more dimensions are supported");
  if (t.numel() == 0) return t;
  const NoGrad no_grad;
  const int64_t rows = t.size(0), columns = t.numel() / rows;
  const Tensor drawn = normal_(Tensor::empty({rows, columns}, t.dtype()));
  std::vector<double> a = drawn.to(DType::Float64).to_vector<double>();
  // The rows of a wide matrix are the columns of its transpose, and lie together already.
  const bool wide = rows < columns;
  if (!wide) a = transposed(a, rows, columns);
  Orthogonal(a, std::max(rows, columns), std::min(rows, columns));
  if (!wide) a = transposed(a, columns, rows);
  copy_into(t, Tensor::of<double>(t.sizes(), a));
  return mul.inplace(t, gain);
}

Tensor sparse_(const Tensor& t, double sparsity, double std) {
  need_matrix(t);
  const int64_t rows = t.size(0);
  const auto zeros = static_cast<int64_t>(std::ceil(sparsity * static_cast<double>(rows)));
  normal_(t, 0, std);
  std::vector<int64_t> order(static_cast<std::size_t>(rows));
  for (int64_t column = 0; column < t.size(1); ++column) {
    default_generator().randperm(order.data(), rows);
    for (int64_t i = 0; i < std::min(zeros, rows); ++i)
      constant_(element(t, {order[static_cast<std::size_t>(i)], column}), 0);
  }
  return t;
}

}  // namespace downhill::nn::init
