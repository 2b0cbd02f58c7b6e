#include <downhill/ops/elementwise.h>

namespace downhill {

void infer_elementwise(Call& c, Promotes promotes) {
  const TensorImpl& first = *c.inputs[0].impl();
  Ref<Layout> layout = first.layout;
  DType dtype = first.dtype;
  bool alike = true;  // all of one dtype: nothing to promote
  for (int i = 1; i < c.inputs.size(); ++i) {
    const Tensor& t = c.inputs[i];
    if (!t.defined()) continue;
    alike = alike && t.dtype() == dtype;
    if (!same_sizes(t.impl()->layout, layout))
      layout = Layout::of(broadcast(layout->sizes, t.sizes()));
  }
  if (!alike) dtype = result_type(c.inputs);
  if (promotes == Promotes::floating && !is_floating(dtype)) dtype = DType::Float32;
  c.converts = true;
  c.compute = dtype;
  if (!layout->row_major) layout = Layout::of(layout->sizes);
  c.out.emplace_back(std::move(layout), promotes == Promotes::compare ? DType::Bool : dtype);
}

void run_floats(Call& c) {
  struct Context {
    ElementRun run;
    const void* attributes;
    char* out;
    const char *a, *b;
    int64_t size;  // of an element, in bytes
  };
  const bool two = c.inputs.size() > 1;
  const Tensor* operands[] = {&c.output(), &c.input(0), two ? &c.input(1) : nullptr};
  Context context{c.op.run[c.compute == DType::Float64],
                  c.attributes,
                  static_cast<char*>(c.output().raw()),
                  static_cast<const char*>(c.input(0).raw()),
                  two ? static_cast<const char*>(c.input(1).raw()) : nullptr,
                  item_size(c.compute)};
  strided_runs(
      operands, two ? 3 : 2,
      [](void* given, int64_t n, const int64_t* at, const int64_t* step) {
        const Context& x = *static_cast<const Context*>(given);
        x.run(x.attributes, n, x.out + at[0] * x.size, step[0], x.a + at[1] * x.size, step[1],
              x.b ? x.b + at[2] * x.size : nullptr, x.b ? step[2] : 0);
      },
      &context);
}

}  // namespace downhill
