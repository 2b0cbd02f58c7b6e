#include <downhill/math/functions.h>
#include <downhill/optim/adafactor.h>
#include <downhill/optim/lanes.h>

#include <algorithm>
#include <cmath>

namespace downhill::optim {
namespace {

double norm(const Tensor& x) { return downhill::sqrt(sum(mul(x, x))).item(); }
// The mean of squares along a dimension, by way of the norm as in PyTorch.
Tensor mean_square(const Tensor& x, int64_t dim) {
  const Tensor root = sqrt(sum_dim(mul(x, x), Ints{dim}, true));
  return div(mul(root, root), Scalar(x.size(wrap_dim(dim, x.dim()))));
}

}  // namespace

void Adafactor::step(const Options& o, State& s, const Tensor& p, const Tensor& gradient) {
  const bool is_matrix = gradient.dim() > 1;
  if (!s.row_var.defined() && !s.variance.defined()) {
    if (is_matrix) {
      Shape row = gradient.sizes(), column = gradient.sizes();
      row[row.size() - 1] = 1;
      column[column.size() - 2] = 1;
      s.row_var = Tensor::full(row, 0, gradient.dtype());
      s.col_var = Tensor::full(column, 0, gradient.dtype());
    } else {
      s.variance = zeros_like(gradient);
    }
  }
  const Tensor g = signed_gradient(gradient, o.maximize);
  const DType dtype = p.dtype();
  const double epsilon = dtype == DType::Float64   ? 0x1p-52
                         : dtype == DType::Float32 ? 0x1p-23
                         : dtype == DType::Half    ? 0x1p-10
                                                   : 0x1p-7;
  const double eps1 = o.eps.first ? o.eps.first->to<double>() : epsilon;
  const double t = next_step(s.step), lr = o.lr.value();
  const double share = math::pow(t, o.beta2_decay.to<double>());
  const double size = std::sqrt(static_cast<double>(p.numel()));
  const double alpha =
      std::max(o.eps.second.to<double>(), norm(p) / size) * std::min(lr, 1 / std::sqrt(t));
  decay_weights(p, o.lr, o.weight_decay);
  Tensor variance;
  if (is_matrix) {
    lerp_(s.row_var, mean_square(g, -1), share);
    lerp_(s.col_var, mean_square(g, -2), share);
    variance = div(matmul(s.row_var, s.col_var),
                   downhill::clamp(mean_dim(s.row_var, Ints{-2}, true), Number(eps1)));
  } else {
    lerp_(s.variance, mul(g, g), share);
    variance = s.variance;
  }
  const Tensor update = mul(reciprocal(sqrt(downhill::clamp(variance, Number(eps1 * eps1)))), g);
  const double excess = std::max(1.0, norm(update) / (size * o.d.to<double>()));
  add_(p, update, -alpha / excess);
}

}  // namespace downhill::optim
