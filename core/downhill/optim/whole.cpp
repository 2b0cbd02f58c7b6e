#include <downhill/autograd/meta.h>
#include <downhill/optim/lanes.h>
#include <downhill/optim/whole.h>

namespace downhill {

const Argument* find(const std::vector<NamedArgument>& state, const char* name) {
  for (const auto& [key, value] : state) {
    if (key == name && value.kind != Argument::Kind::none) return &value;
  }
  return nullptr;
}

Tensor flat_gradient(const Tensors& parameters) {
  Tensors parts;
  for (const Tensor& p : parameters) {
    const Tensor g = p.grad();
    parts.push_back(reshape(g.defined() ? g : zeros_like(p), Ints{-1}));
  }
  return cat.list(parts, 0);
}

void add_flat(const Tensors& parameters, const Tensor& direction, const optim::Scalar& size) {
  int64_t offset = 0;
  for (const Tensor& p : parameters) {
    const Tensor part = slice(direction, 0, offset, offset + p.numel());
    optim::add_(p, reshape(part, Ints(p.sizes())), size.number());
    offset += p.numel();
  }
}

}  // namespace downhill
