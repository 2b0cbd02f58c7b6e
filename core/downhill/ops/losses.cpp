#include <downhill/math/functions.h>
#include <downhill/ops/list.h>

#include <cmath>
#include <limits>

namespace downhill::ops {
namespace {

void infer_softmax(Call& c) {
  const SoftmaxAttrs& a = c.get<SoftmaxAttrs>();
  wrap_dim(a.dim, c.input().dim());
  const DType dtype = a.dtype.value_or(c.input().dtype());
  if (!is_floating(dtype)) fail(ErrorKind::not_implemented, "\"", c.op.info->name, "_kernel_impl\" not implemented for '", scalar_type_name(dtype), "'");
  if (a.dtype) c.inputs[0] = c.inputs[0].to(dtype);
  c.out.push_back({c.input().sizes(), dtype, {}});
}

// Calls f(first element, step) for every line along `dim` of a contiguous tensor.
template <class F>
void each_line(const Shape& sizes, int dim, F&& f) {
  int64_t outer = 1, inner = 1;
  for (int d = 0; d < sizes.size(); ++d) (d < dim ? outer : inner) *= d == dim ? 1 : sizes[d];
  const int64_t n = sizes.empty() ? 1 : sizes[dim];
  for (int64_t i = 0; i < outer; ++i) {
    for (int64_t j = 0; j < inner; ++j) f(i * n * inner + j, inner, n);
  }
}

template <bool logarithm>
void run_softmax(Call& c) {
  const Tensor x = c.input().contiguous();
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* in = x.data<T>();
    T* out = c.output().data<T>();
    each_line(x.sizes(), wrap_dim(c.get<SoftmaxAttrs>().dim, x.dim()), [&](int64_t at, int64_t step, int64_t n) {
      T top = -std::numeric_limits<T>::infinity();
      for (int64_t i = 0; i < n; ++i) {
        const T v = in[at + i * step];
        top = v > top || v != v ? v : top;
      }
      T total = 0;
      for (int64_t i = 0; i < n; ++i) {
        const T e = math::exp(static_cast<T>(in[at + i * step] - top));
        if (!logarithm) out[at + i * step] = e;
        total += e;
      }
      const T log_total = logarithm ? math::log(total) : T(0);
      for (int64_t i = 0; i < n; ++i) {
        T& o = out[at + i * step];
        o = logarithm ? in[at + i * step] - top - log_total : o / total;
      }
    });
  });
}

}  // namespace

void Softmax::infer(Call& c) { infer_softmax(c); }
void Softmax::kernel(Call& c) { run_softmax<false>(c); }
void Softmax::backward(Backward& b) {
  const Tensor y = b.output(), gy = mul(b.grad(), y);
  const Tensor s = y.dim() ? sum_dim(gy, Ints{b.get<Attrs>().dim}, true) : gy;
  b.set(0, mul(sub(b.grad(), s), y));
}

void LogSoftmax::infer(Call& c) { infer_softmax(c); }
void LogSoftmax::kernel(Call& c) { run_softmax<true>(c); }
void LogSoftmax::backward(Backward& b) {
  const Tensor y = b.output();
  const Tensor s = y.dim() ? sum_dim(b.grad(), Ints{b.get<Attrs>().dim}, true) : b.grad();
  b.set(0, sub(b.grad(), mul(exp(y), s)));
}

namespace {
void check_reduction(const std::string& r) {
  if (r != "mean" && r != "sum" && r != "none") fail(ErrorKind::value, r, " is not a valid value for reduction");
}
}  // namespace

void MseLoss::infer(Call& c) {
  const std::string& r = c.get<Attrs>().reduction;
  check_reduction(r);
  c.compute = result_type(c.inputs);
  if (!is_floating(c.compute)) fail(ErrorKind::not_implemented, "\"mse_cpu\" not implemented for '", scalar_type_name(c.compute), "'");
  c.converts = true;
  c.out.push_back({r == "none" ? broadcast(c.input(0).sizes(), c.input(1).sizes()) : (broadcast(c.input(0).sizes(), c.input(1).sizes()), Shape{}),
                   c.compute, {}});
}
void MseLoss::kernel(Call& c) {
  NoGrad no_grad;
  const Tensor d = sub(c.input(0), c.input(1)), squares = mul(d, d);
  const std::string& r = c.get<Attrs>().reduction;
  copy_into(c.output(), r == "none" ? squares : r == "sum" ? sum(squares) : mean(squares));
}
void MseLoss::backward(Backward& b) {
  const Tensor d = sub(b.input(0), b.input(1));
  const double norm = b.get<Attrs>().reduction == "mean" ? 2.0 / static_cast<double>(d.numel()) : 2.0;
  const Tensor g = mul(mul(d, norm), b.grad());  // PyTorch's order
  if (b.needs(0)) b.set(0, g);
  if (b.needs(1)) b.set(1, neg(g));
}

Tensor L1Loss::compose(const Tensors& t, const Attrs& a) {
  check_reduction(a.reduction);
  const Tensor d = abs(sub(t[0], t[1]));
  return a.reduction == "none" ? d : a.reduction == "sum" ? sum(d) : mean(d);
}

// ---- negative log likelihood -----------------------------------------------------------------------------------

namespace {

double weight_of(const Tensor& weight, int64_t k) {
  if (!weight.defined()) return 1;
  return visit_floating(weight.dtype(), [&](auto zero) {
    return static_cast<double>(weight.data<decltype(zero)>()[k * weight.strides()[0]]);
  });
}

// The weight of each row (0 for ignored ones), and their sum.
std::vector<double> row_weights(const Tensor& target, const Tensor& weight, const NllLoss::Attrs& a, int64_t classes, double& total) {
  std::vector<double> weights;
  total = 0;
  for (const int64_t k : target.to_vector<int64_t>()) {
    if (k != a.ignore_index && (k < 0 || k >= classes)) fail(ErrorKind::index, "Target ", k, " is out of bounds.");
    weights.push_back(k == a.ignore_index ? 0 : weight_of(weight, k));
    total += weights.back();
  }
  return weights;
}
}  // namespace

void NllLoss::infer(Call& c) {
  const Tensor &x = c.input(0), &target = c.input(1);
  check_reduction(c.get<Attrs>().reduction);
  if (x.dim() < 1 || x.dim() > 2) fail("input tensor should be 1D or 2D");
  if (target.dim() > 1) fail("0D or 1D target tensor expected, multi-target not supported");
  if (target.dtype() != DType::Int64) {
    fail("expected target dtype to be Long or Byte, but got ", scalar_type_name(target.dtype()));
  }
  if (x.dim() == 2 && x.sizes()[0] != (target.dim() ? target.sizes()[0] : 1)) {
    fail("size mismatch (got input: ", x.sizes(), ", target: ", target.sizes(), ")");
  }
  if (!x.is_floating()) {
    fail(ErrorKind::not_implemented, "\"nll_loss_out_frame\" not implemented for '", scalar_type_name(x.dtype()), "'");
  }
  if (c.inputs.size() > 2 && c.input(2).defined()) {
    const Tensor& weight = c.input(2);
    const int64_t classes = x.sizes()[x.dim() - 1];
    if (weight.dim() != 1 || weight.numel() != classes) {
      fail("weight tensor should be defined either for all ", classes, " classes or no classes but got weight tensor of shape: ",
           weight.sizes());
    }
    if (weight.dtype() != x.dtype()) {
      fail("expected scalar type ", scalar_type_name(x.dtype()), " but found ", scalar_type_name(weight.dtype()));
    }
  }
  const bool none = c.get<Attrs>().reduction == "none" && x.dim() == 2;
  c.out.push_back({none ? Shape{x.sizes()[0]} : Shape{}, x.dtype(), {}});
}
void NllLoss::kernel(Call& c) {
  const Tensor& x = c.input(0);
  const Attrs& a = c.get<Attrs>();
  const Tensor weight = c.inputs.size() > 2 ? c.input(2) : Tensor();
  const int last = x.dim() - 1;
  double total;
  const std::vector<double> w = row_weights(c.input(1), weight, a, x.sizes()[last], total);
  const std::vector<int64_t> target = c.input(1).to_vector<int64_t>();
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* in = x.data<T>();
    T* out = c.output().data<T>();
    T loss = 0, sum_of_weights = 0;
    for (std::size_t i = 0; i < target.size(); ++i) {
      T one = 0;
      if (target[i] != a.ignore_index) {
        const int64_t row = x.dim() == 2 ? static_cast<int64_t>(i) * x.strides()[0] : 0;
        one = -(in[row + target[i] * x.strides()[last]] * static_cast<T>(w[i]));
        sum_of_weights += static_cast<T>(w[i]);
      }
      if (a.reduction == "none") out[i] = one;
      loss += one;
    }
    if (a.reduction == "sum") *out = loss;
    if (a.reduction == "mean") *out = loss / sum_of_weights;
  });
}
void NllLoss::backward(Backward& b) {
  const Tensor x = b.input(0), target = b.input(1), weight = b.inputs() > 2 ? b.input(2) : Tensor();
  const Attrs& a = b.get<Attrs>();
  const int64_t classes = x.sizes()[x.dim() - 1];
  double total;
  const std::vector<double> w = row_weights(target, weight, a, classes, total);
  const std::vector<int64_t> k = target.to_vector<int64_t>();
  // -w at each row's target (divided by the total weight for a mean): times the gradient.
  Tensor pick = Tensor::full(x.sizes(), 0, x.dtype());
  visit_floating(x.dtype(), [&](auto zero) {
    using T = decltype(zero);
    for (std::size_t i = 0; i < k.size(); ++i) {
      if (k[i] == a.ignore_index) continue;
      const T v = -static_cast<T>(w[i]);
      pick.data<T>()[static_cast<int64_t>(i) * classes + k[i]] = a.reduction == "mean" ? v / static_cast<T>(total) : v;
    }
  });
  const bool rows = a.reduction == "none" && x.dim() == 2;
  b.set(0, mul(pick, rows ? unsqueeze(b.grad(), 1) : b.grad()));
}

}  // namespace downhill::ops
