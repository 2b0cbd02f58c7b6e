#include <downhill/autograd/anomaly.h>
#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>

#include <cmath>

namespace downhill {

namespace {
bool has_nan(const Tensor& g) {
  if (!g.defined() || g.numel() == 0 || !g.is_floating()) return false;
  NoGrad no_grad;
  return std::isnan(max(g.detach()).item());  // a NaN is the largest
}
}  // namespace

void check_nan(const Node& node, const Tensors& gradients) {
  for (int i = 0; i < gradients.size(); ++i) {
    if (has_nan(gradients[i]))
      fail("Function '", node.name(), "' returned nan values in its ", i, "th output.");
  }
}

}  // namespace downhill
