#include <downhill/nn/normalization.h>
#include <downhill/ops/list.h>

namespace downhill::nn::entries {
namespace {

void set(const Tensor& t, Number value) {
  if (!t.defined()) return;
  const NoGrad no_grad;
  copy_into(t, Tensor::full({}, value, t.dtype()));
  t.bump_version();
}

Affine make_affine(const Shape& sizes, bool weight, bool bias, DType dtype) {
  return {weight ? Tensor::empty(sizes, dtype) : Tensor(),
          weight && bias ? Tensor::empty(sizes, dtype) : Tensor()};
}

}  // namespace

Affine LayerNorm::make(const Args& a) {
  return make_affine(Shape(a.normalized_shape.begin(), a.normalized_shape.end()),
                     a.elementwise_affine, a.bias, a.dtype);
}
void LayerNorm::reset_parameters(const Args&, Parameters& p) {
  set(p.weight, 1.0);
  set(p.bias, 0.0);
}
Tensor LayerNorm::forward(const Layer<LayerNorm>& m, const Tensor& x) {
  return layer_norm(x, m.weight, m.bias, m.args.normalized_shape, m.args.eps);
}

Affine GroupNorm::make(const Args& a) {
  if (a.num_groups == 0 || a.num_channels % a.num_groups != 0) {
    fail(ErrorKind::value, "num_channels (", a.num_channels, ") must be divisible by num_groups (",
         a.num_groups, ")");
  }
  return make_affine({a.num_channels}, a.affine, a.bias, a.dtype);
}
void GroupNorm::reset_parameters(const Args&, Parameters& p) {
  set(p.weight, 1.0);
  set(p.bias, 0.0);
}
Tensor GroupNorm::forward(const Layer<GroupNorm>& m, const Tensor& x) {
  return group_norm(x, m.weight, m.bias, m.args.num_groups, m.args.eps);
}

BatchNormParameters make_batch_norm(const BatchNormArgs& a) {
  const Affine affine = make_affine({a.num_features}, a.affine, a.bias, a.dtype);
  if (!a.track_running_stats) return {affine.weight, affine.bias, {}, {}, {}};
  return {affine.weight, affine.bias, Tensor::full({a.num_features}, 0.0, a.dtype),
          Tensor::full({a.num_features}, 1.0, a.dtype), Tensor::full({}, 0, DType::Int64)};
}
void reset_batch_norm(BatchNormParameters& p) {
  set(p.running_mean, 0.0);
  set(p.running_var, 1.0);
  set(p.num_batches_tracked, 0);
  set(p.weight, 1.0);
  set(p.bias, 0.0);
}
Tensor run_batch_norm(const BatchNormArgs& a, const BatchNormParameters& p, bool training,
                      const Tensor& x, int least, int most) {
  if (x.dim() < least || x.dim() > most) {
    const std::string wanted = std::to_string(least) + "D";
    fail(ErrorKind::value, "expected ", wanted,
         least == most ? "" : " or " + std::to_string(most) + "D", " input (got ", x.dim(),
         "D input)");
  }
  double momentum = a.momentum.value_or(0.0);
  const bool tracks = a.track_running_stats;
  if (training && tracks && p.num_batches_tracked.defined()) {
    const NoGrad no_grad;
    add.inplace(p.num_batches_tracked, 1);
    if (!a.momentum) momentum = 1.0 / p.num_batches_tracked.item();
  }
  const bool of_batch = training || (!p.running_mean.defined() && !p.running_var.defined());
  if (of_batch && x.numel() == x.sizes()[1]) {
    fail(ErrorKind::value,
         "Expected more than 1 value per channel when training, got input size torch.Size(",
         x.sizes(), ")");
  }
  const bool given = !training || tracks;
  return batch_norm(x, p.weight, p.bias, given ? p.running_mean : Tensor(),
                    given ? p.running_var : Tensor(), of_batch, momentum, a.eps);
}

}  // namespace downhill::nn::entries
