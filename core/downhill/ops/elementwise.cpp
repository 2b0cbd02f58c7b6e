#include <downhill/ops/elementwise.h>

namespace downhill {

void infer_elementwise(Call& c, Promotes promotes) {
  Call::Out& out = c.out.emplace_back();
  out.sizes = c.inputs[0].sizes();
  DType dtype = c.inputs[0].dtype();
  bool alike = true;  // all of one dtype: nothing to promote
  for (int i = 1; i < c.inputs.size(); ++i) {
    const Tensor& t = c.inputs[i];
    if (!t.defined()) continue;
    alike = alike && t.dtype() == dtype;
    if (!(t.sizes() == out.sizes)) out.sizes = broadcast(out.sizes, t.sizes());
  }
  if (!alike) dtype = result_type(c.inputs);
  if (promotes == Promotes::floating && !is_floating(dtype)) dtype = DType::Float32;
  c.converts = true;
  c.compute = dtype;
  out.dtype = promotes == Promotes::compare ? DType::Bool : dtype;
}

}  // namespace downhill
