#include <downhill/ops/list.h>
#include <downhill/replay/instruction.h>
#include <downhill/tensor/narrow.h>

namespace downhill {

RecordedCall::RecordedCall(const Call& c) : call(c) {
  if (!c.op.attributes->size) return;
  attributes = pool::allocate(c.op.attributes->size);
  c.op.attributes->make(attributes, c.attributes);
  call.attributes = attributes;
}
RecordedCall::~RecordedCall() {
  if (!attributes) return;
  call.op.destroy_attributes(attributes);
  pool::release(attributes, call.op.attributes->size);
}

void RecordedCall::run() {
  call.op.kernel(call);
  for (const Tensor& t : call.outputs) fit(t);
}

Instruction instruction_of(RecordedCall& recorded) {
  const Call& c = recorded.call;
  const Instruction kernel{.recorded = &recorded};
  const Tensor& out = c.outputs[0];
  const bool two = c.inputs.size() > 1;
  if (!c.op.run[0] || !is_wide_floating(out.dtype()) || !out.is_contiguous()) return kernel;
  for (const Tensor& t : c.inputs) {
    const bool fits = t.numel() == 1 || (t.sizes() == out.sizes() && t.is_contiguous());
    if (!fits || t.dtype() != out.dtype()) return kernel;
  }
  const int wide = out.dtype() == DType::Float64;
  const Tensor &a = c.inputs[0], &b = c.inputs[two ? 1 : 0];
  return {.recorded = &recorded,
          .run = c.op.run[wide],
          .one = out.numel() == 1 ? c.op.one[wide] : nullptr,
          .attributes = recorded.attributes,
          .n = out.numel(),
          .out = out.raw(),
          .a = a.raw(),
          .b = two ? b.raw() : nullptr,
          .step_a = element_step(a),
          .step_b = two ? element_step(b) : 0};
}

}  // namespace downhill
