#include <downhill/autograd/roots.h>
#include <downhill/ops/list.h>

#include <array>

namespace downhill {

namespace {
// Could anybody see it if it were written to, or has it been?
bool is_fresh_one(const Tensor& t) {
  const TensorImpl& impl = *t.impl();
  return impl.refs == 1 && impl.storage->refs == 1 && !impl.autograd && !impl.requires_grad &&
         !impl.grad_fn &&
         (t.dtype() == DType::Float64 ? *t.data<double>() == 1 : *t.data<float>() == 1);
}
}  // namespace

Tensor one_like(const Tensor& root) {
  if (root.numel() != 1) [[unlikely]]
    fail("grad can be implicitly created only for scalar outputs");
  if (!root.is_floating()) [[unlikely]] {
    fail("grad can be implicitly created only for real scalar outputs but got ",
         scalar_type_name(root.dtype()));
  }
  // The last one is kept: most steps of a training ask for the same.
  static auto& kept = *new std::array<Tensor, 2>;  // never freed: static tensors may die late
  Tensor& one = kept[root.dtype() == DType::Float64];
  if (one.defined() && one.dtype() == root.dtype() && one.impl()->layout == root.impl()->layout &&
      is_fresh_one(one)) [[likely]]
    return one;
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
  if (root.numel() == 1 && gradient.item() == 1) return root.item();
  return sum(mul(root.detach(), gradient.detach())).item();
}

}  // namespace downhill
