#include <downhill/ops/elementwise.h>

namespace downhill {

void infer_elementwise(Call& c, Promotes promotes) {
  Shape sizes = c.inputs[0].sizes();
  for (int i = 1; i < c.inputs.size(); ++i) {
    if (c.inputs[i].defined()) sizes = broadcast(sizes, c.inputs[i].sizes());
  }
  DType dtype = result_type(c.inputs);
  if (promotes == Promotes::floating && !is_floating(dtype)) dtype = DType::Float32;
  c.converts = true;
  c.compute = dtype;
  c.out.push_back({sizes, promotes == Promotes::compare ? DType::Bool : dtype, {}});
}

}  // namespace downhill
