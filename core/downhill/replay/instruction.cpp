#include <downhill/math/inline.h>
#include <downhill/ops/list.h>
#include <downhill/replay/instruction.h>

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

namespace {

void run_kernel(const Instruction& i) { i.recorded->call.op.kernel(i.recorded->call); }

template <class T, class F>
DOWNHILL_NOINLINE void run_loop(const Instruction& i) {
  T* out = static_cast<T*>(i.out);
  const T *a = static_cast<const T*>(i.a), *b = static_cast<const T*>(i.b);
  if (i.n == 1) {
    *out = F::value(*a, *b);
    return;
  }
  for (int64_t k = 0; k < i.n; ++k) out[k] = F::value(a[k * i.step_a], b[k * i.step_b]);
}

using Loop = void (*)(const Instruction&);
template <class F>
Loop loop_for(DType dtype) {
  return dtype == DType::Float32 ? &run_loop<float, F> : &run_loop<double, F>;
}

#define DOWNHILL_LOOP(Name, expression)        \
  struct Name {                                \
    template <class T>                         \
    static DOWNHILL_INLINE T value(T a, T b) { \
      static_cast<void>(b);                    \
      return expression;                       \
    }                                          \
  }
DOWNHILL_LOOP(Sum, a + b);
DOWNHILL_LOOP(Difference, a - b);
DOWNHILL_LOOP(Reversed, b - a);
DOWNHILL_LOOP(Product, a* b);
DOWNHILL_LOOP(Quotient, a / b);
DOWNHILL_LOOP(Negative, -a);
DOWNHILL_LOOP(Copy, a);
DOWNHILL_LOOP(Squared, a* a);
DOWNHILL_LOOP(Cubed, a* a* a);
#undef DOWNHILL_LOOP

Loop power_loop(Number exponent, DType dtype) {
  const double e = exponent.to<double>();
  if (e == 1) return loop_for<Copy>(dtype);
  if (e == 2) return loop_for<Squared>(dtype);
  return e == 3 ? loop_for<Cubed>(dtype) : nullptr;
}

Loop loop_of(const Call& c, DType dtype) {
  const bool plain = [&] {
    const int id = c.op.id;
    const bool scaled =
        id == op_id<ops::Add>() || id == op_id<ops::Sub>() || id == op_id<ops::Rsub>();
    return !scaled || c.get<ops::Scaled>().alpha.to<double>() == 1;
  }();
  if (!plain) return nullptr;
  switch (c.op.id) {
    case op_id<ops::Add>():
      return loop_for<Sum>(dtype);
    case op_id<ops::Sub>():
      return loop_for<Difference>(dtype);
    case op_id<ops::Rsub>():
      return loop_for<Reversed>(dtype);
    case op_id<ops::Mul>():
      return loop_for<Product>(dtype);
    case op_id<ops::Div>():
      return loop_for<Quotient>(dtype);
    case op_id<ops::Neg>():
      return loop_for<Negative>(dtype);
    case op_id<ops::Clone>():
      return loop_for<Copy>(dtype);
    case op_id<ops::PowNumber>():
      return power_loop(c.get<ops::PowNumber::Attrs>().exponent, dtype);
    default:
      return nullptr;
  }
}

}  // namespace

Instruction instruction_of(RecordedCall& recorded) {
  const Call& c = recorded.call;
  const Instruction kernel{.run = &run_kernel, .recorded = &recorded};
  const Tensor& out = c.outputs[0];
  const int inputs = c.inputs.size();
  if (!out.is_floating() || !out.is_contiguous() || inputs < 1 || inputs > 2) return kernel;
  const Loop loop = loop_of(c, out.dtype());
  if (!loop) return kernel;
  for (const Tensor& t : c.inputs) {
    const bool fits = t.numel() == 1 || (t.sizes() == out.sizes() && t.is_contiguous());
    if (!fits || t.dtype() != out.dtype()) return kernel;
  }
  const Tensor &a = c.inputs[0], &b = c.inputs[inputs - 1];
  return {.run = loop,
          .recorded = &recorded,
          .n = out.numel(),
          .out = out.raw(),
          .a = a.raw(),
          .b = b.raw(),
          .step_a = a.numel() == 1 ? 0 : 1,
          .step_b = b.numel() == 1 ? 0 : 1};
}

}  // namespace downhill
