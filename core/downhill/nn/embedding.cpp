#include <downhill/nn/embedding.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>
#include <downhill/tensor/narrow.h>

namespace downhill::nn::entries {
namespace {
int64_t padding_row(const Embedding::Args& a) {
  if (!a.padding_idx) return -1;
  return *a.padding_idx < 0 ? *a.padding_idx + a.num_embeddings : *a.padding_idx;
}
}  // namespace

Embedding::Parameters Embedding::make(const Args& a) {
  if (a.padding_idx && (padding_row(a) < 0 || padding_row(a) >= a.num_embeddings))
    fail(ErrorKind::value, "Padding_idx must be within num_embeddings");
  return {Tensor::empty({a.num_embeddings, a.embedding_dim}, a.dtype)};
}
void Embedding::reset_parameters(const Args& a, Parameters& p) {
  const NoGrad no_grad;
  visit_floating(p.weight.dtype(), [&](auto zero) {
    default_generator().normal(p.weight.data<decltype(zero)>(), p.weight.numel());
  });
  fit(p.weight);
  if (a.padding_idx)
    copy_into(select(p.weight, 0, padding_row(a)), Tensor::full({}, 0, p.weight.dtype()));
  p.weight.bump_version();
}
Tensor Embedding::forward(const Layer<Embedding>& m, const Tensor& input) {
  return embedding(m.weight, input, padding_row(m.args), m.args.scale_grad_by_freq);
}

}  // namespace downhill::nn::entries
