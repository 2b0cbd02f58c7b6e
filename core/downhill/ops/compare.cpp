#include <downhill/ops/list.h>

namespace downhill::ops {
namespace {
void infer_bitwise(Call& c) {
  infer_elementwise(c, Promotes::keep);
  if (is_floating(c.compute)) {
    fail(ErrorKind::not_implemented, "\"", c.op.info->name, "_cpu\" not implemented for '",
         scalar_type_name(c.compute), "'");
  }
}
}  // namespace
void BitwiseAnd::infer(Call& c) { infer_bitwise(c); }
void BitwiseOr::infer(Call& c) { infer_bitwise(c); }
void BitwiseXor::infer(Call& c) { infer_bitwise(c); }
void BitwiseNot::infer(Call& c) { infer_bitwise(c); }
}  // namespace downhill::ops
