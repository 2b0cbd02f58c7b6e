#include <downhill/ops/list.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace downhill::ops {

void check_reduction(const std::string& r) {
  if (r != "mean" && r != "sum" && r != "none")
    fail(ErrorKind::value, r, " is not a valid value for reduction");
}
Tensor reduced(const Tensor& losses, const std::string& r) {
  check_reduction(r);
  return r == "none" ? losses : r == "sum" ? sum(losses) : mean(losses);
}

void MseLoss::infer(Call& c) {
  const std::string& r = c.get<Attrs>().reduction;
  check_reduction(r);
  c.compute = result_type(c.inputs);
  if (!is_floating(c.compute))
    fail(ErrorKind::not_implemented, "\"mse_cpu\" not implemented for '",
         scalar_type_name(c.compute), "'");
  c.converts = true;
  c.give(r == "none" ? broadcast(c.input(0).sizes(), c.input(1).sizes())
                     : (broadcast(c.input(0).sizes(), c.input(1).sizes()), Shape{}),
         c.compute);
}
void MseLoss::kernel(Call& c) {
  NoGrad no_grad;
  const Tensor d = sub(c.input(0), c.input(1));
  copy_into(c.output(), reduced(mul(d, d), c.get<Attrs>().reduction));
}
void MseLoss::backward(Backward& b) {
  const Tensor d = sub(b.input(0), b.input(1));
  const double norm =
      b.get<Attrs>().reduction == "mean" ? 2.0 / static_cast<double>(d.numel()) : 2.0;
  const Tensor g = mul(mul(d, norm), b.grad());  // PyTorch's order
  if (b.needs(0)) b.set(0, g);
  if (b.needs(1)) b.set(1, neg(g));
}

Tensor L1Loss::compose(const Tensors& t, const Attrs& a) {
  check_reduction(a.reduction);
  return reduced(abs(sub(t[0], t[1])), a.reduction);
}

// ---- negative log likelihood -----------------------------------------------------------------

namespace {

double weight_of(const Tensor& weight, int64_t k) {
  if (!weight.defined()) return 1;
  return visit_floating(weight.dtype(), [&](auto zero) {
    return static_cast<double>(weight.data<decltype(zero)>()[k * weight.strides()[0]]);
  });
}

// The weight of each row; 0 for ignored ones.
std::vector<double> row_weights(const Tensor& target, const Tensor& weight, const NllLoss::Attrs& a,
                                int64_t classes) {
  std::vector<double> weights;
  for (const int64_t k : target.to_vector<int64_t>()) {
    if (k != a.ignore_index && (k < 0 || k >= classes))
      fail(ErrorKind::index, "Target ", k, " is out of bounds.");
    weights.push_back(k == a.ignore_index ? 0 : weight_of(weight, k));
  }
  return weights;
}

// PyTorch's order of adding rows up: every 16 rows (more for very many) a level is emptied into the
// next one.
template <class T>
class RowSum {
 public:
  explicit RowSum(int64_t rows) {
    const auto bits =
        static_cast<int>(std::bit_width(static_cast<uint64_t>(rows > 1 ? rows - 1 : 1)));
    power_ = std::max(4, bits / kLevels);
  }
  void add(int64_t row, T value) {
    levels_[0] += value;
    const int64_t mask = (int64_t{1} << power_) - 1;
    for (int j = 0; j + 1 < kLevels && (row & (mask << (j * power_))) == 0; ++j) {
      levels_[j + 1] += levels_[j];
      levels_[j] = 0;
    }
  }
  T total() const {
    T sum = 0;
    for (const T level : levels_) sum += level;
    return sum;
  }

 private:
  static constexpr int kLevels = 8;
  int power_;
  T levels_[kLevels] = {};
};

template <class T>
T total_weight(const std::vector<double>& weights, const std::vector<int64_t>& target,
               int64_t ignored) {
  RowSum<T> total(static_cast<int64_t>(target.size()));
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i] != ignored) total.add(static_cast<int64_t>(i), static_cast<T>(weights[i]));
  }
  return total.total();
}

// Of the loss, and of its gradient where it comes from.
Shape result_sizes(const Tensor& x, const Tensor& target, const Tensor& weight,
                   const NllLossAttrs& a) {
  check_reduction(a.reduction);
  if (x.dim() < 1 || x.dim() > 2) fail("input tensor should be 1D or 2D");
  if (target.dim() > 1) fail("0D or 1D target tensor expected, multi-target not supported");
  if (target.dtype() != DType::Int64 && target.dtype() != DType::UInt8) {
    fail("expected target dtype to be Long or Byte, but got ", scalar_type_name(target.dtype()));
  }
  if (x.dim() == 2 && x.sizes()[0] != (target.dim() ? target.sizes()[0] : 1)) {
    fail("size mismatch (got input: ", x.sizes(), ", target: ", target.sizes(), ")");
  }
  if (!x.is_floating()) {
    fail(ErrorKind::not_implemented, "\"nll_loss_out_frame\" not implemented for '",
         scalar_type_name(x.dtype()), "'");
  }
  if (weight.defined()) {
    const int64_t classes = x.sizes()[x.dim() - 1];
    if (weight.dim() != 1 || weight.numel() != classes) {
      fail("weight tensor should be defined either for all ", classes,
           " classes or no classes but got weight tensor of shape: ", weight.sizes());
    }
    if (weight.dtype() != x.dtype()) {
      fail("expected scalar type ", scalar_type_name(x.dtype()), " but found ",
           scalar_type_name(weight.dtype()));
    }
  }
  return a.reduction == "none" && x.dim() == 2 ? Shape{x.sizes()[0]} : Shape{};
}
}  // namespace

void NllLoss::infer(Call& c) {
  const Tensor& x = c.input(0);
  c.give(result_sizes(x, c.input(1), c.input(2), c.get<Attrs>()), x.dtype());
}
void NllLoss::kernel(Call& c) {
  const Tensor& x = c.input(0);
  const Attrs& a = c.get<Attrs>();
  const int last = x.dim() - 1;
  const std::vector<double> w = row_weights(c.input(1), c.input(2), a, x.sizes()[last]);
  const std::vector<int64_t> target = c.input(1).to_vector<int64_t>();
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* in = x.data<T>();
    T* out = c.output().data<T>();
    RowSum<T> loss(static_cast<int64_t>(target.size()));
    for (std::size_t i = 0; i < target.size(); ++i) {
      const auto at = static_cast<int64_t>(i);
      T one = 0;
      if (target[i] != a.ignore_index) {
        const int64_t row = x.dim() == 2 ? at * x.strides()[0] : 0;
        one = -(in[row + target[i] * x.strides()[last]] * static_cast<T>(w[i]));
        loss.add(at, one);
      }
      if (a.reduction == "none") out[i] = one;
    }
    if (a.reduction == "sum") *out = loss.total();
    if (a.reduction == "mean") *out = loss.total() / total_weight<T>(w, target, a.ignore_index);
  });
}
void NllLoss::backward(Backward& b) {
  const auto& [reduction, ignored] = b.get<Attrs>();
  b.set(0, nll_loss_backward(b.grad(), b.input(0), b.input(1), b.input(2), reduction, ignored));
}

void NllLossBackward::infer(Call& c) {
  const Tensor &g = c.input(0), &x = c.input(1);
  const Shape sizes = result_sizes(x, c.input(2), c.input(3), c.get<Attrs>());
  if (!(g.sizes() == sizes) || g.dtype() != x.dtype()) {
    fail("_nll_loss_backward: expected a gradient of shape ", sizes, " and dtype ",
         scalar_type_name(x.dtype()), ", but got ", g.sizes(), " and ",
         scalar_type_name(g.dtype()));
  }
  c.give(x.sizes(), x.dtype());
}
void NllLossBackward::kernel(Call& c) {
  const Tensor &g = c.input(0), &out = c.output();
  const Attrs& a = c.get<Attrs>();
  const int64_t classes = out.sizes()[out.dim() - 1];
  const std::vector<double> w = row_weights(c.input(2), c.input(3), a, classes);
  const std::vector<int64_t> target = c.input(2).to_vector<int64_t>();
  visit_floating(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* const grad = g.data<T>();
    const int64_t step = g.dim() ? g.strides()[0] : 0;
    const T over = a.reduction == "mean" ? total_weight<T>(w, target, a.ignore_index) : T(1);
    T* row = out.data<T>();
    std::fill_n(row, out.numel(), T(0));
    for (std::size_t i = 0; i < target.size(); ++i, row += classes) {
      if (target[i] == a.ignore_index) continue;
      const T one = grad[static_cast<int64_t>(i) * step];
      row[target[i]] = -static_cast<T>(w[i]) * (a.reduction == "mean" ? one / over : one);
    }
  });
}
void NllLossBackward::backward(Backward& b) {
  const auto& [reduction, ignored] = b.get<Attrs>();
  if (b.needs(0)) b.set(0, nll_loss(b.grad(), b.input(2), b.input(3), reduction, ignored));
  if (b.needs(1)) b.set(1, Tensor::full(b.sizes(1), 0, b.grad().dtype()));
}

}  // namespace downhill::ops
