#include <downhill/autograd/roots.h>
#include <downhill/ops/list.h>

namespace downhill {

constinit NeverFreed<Tensor> kept_one[2];

Tensor new_one_like(const Tensor& root) {
  if (root.numel() != 1) [[unlikely]]
    fail("grad can be implicitly created only for scalar outputs");
  if (!root.is_floating()) [[unlikely]] {
    fail("grad can be implicitly created only for real scalar outputs but got ",
         scalar_type_name(root.dtype()));
  }
  Tensor& one = kept_one[root.dtype() == DType::Float64].value;
  one = Tensor::empty_like(root, root.dtype());
  if (one.dtype() == DType::Float64)
    *one.data<double>() = 1;
  else
    *one.data<float>() = 1;
  return one;
}

void check_gradient_of_root(const Tensor& root, const Tensor& given, std::size_t index) {
  if (!(given.sizes() == root.sizes())) {
    fail("Mismatch in shape: grad_output[", index, "] has a shape of torch.Size(", given.sizes(),
         ") and output[", index, "] has a shape of torch.Size(", root.sizes(), ").");
  }
}

double value_of_root(const Tensor& root, const Tensor& gradient) {
  NoGrad no_grad;
  if (root.numel() == 1 && static_cast<double>(peek(gradient)) == 1) return peek(root);
  return peek(sum(mul(root.detach(), gradient.detach())));
}

}  // namespace downhill
