// Running operators.
#include "state.h"

using namespace downhill;
using namespace downhill::api;

namespace {

// Attributes of an operator, made from arguments (none: the defaults).
class Attributes {
 public:
  Attributes(const Op& op, std::span<const Argument> arguments) : op_(op) {
    memory_ =
        op.attributes->size <= sizeof(inline_) ? inline_ : pool::allocate(op.attributes->size);
    try {
      op.parse_attributes(arguments, memory_);
    } catch (...) {
      // parse constructs first, so what is there can be destroyed
      op.destroy_attributes(memory_);
      free();
      throw;
    }
  }
  ~Attributes() {
    op_.destroy_attributes(memory_);
    free();
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const void* get() const { return memory_; }

 private:
  void free() {
    if (memory_ != inline_) pool::release(memory_, op_.attributes->size);
  }
  const Op& op_;
  alignas(16) unsigned char inline_[160];
  void* memory_;
};

// The first output is handed over; more of them wait in outputs(). -1: there is none (unbind of
// nothing).
int hand_over(Tensors results) {
  if (results.empty()) {
    set_outputs({});
    return -1;
  }
  const int handle = own(results[0]);
  if (results.size() > 1)
    set_outputs(std::move(results));
  else
    set_outputs({});
  return handle;
}

int call_with(int id, Tensors inputs) {
  const Op& op = op_at(id);
  check_inputs(op, inputs);
  const Attributes attributes(op, {});
  return hand_over(apply(op, std::move(inputs), attributes.get()));
}

int inplace_with(int id, Tensors inputs) {
  const Op& op = op_at(id);
  check_inputs(op, inputs);
  const Attributes attributes(op, {});
  apply_inplace(op, std::move(inputs), attributes.get());
  return 1;
}

Number number(int kind, double value) {
  return kind == 0   ? Number(value != 0)
         : kind == 1 ? Number(static_cast<int64_t>(value))
                     : Number(value);
}

// A number after the only tensor input is the first attribute (pow), else the second input.
bool is_attribute(const Op& op) { return count_inputs(op.info->inputs) == 1; }

}  // namespace

extern "C" {

int dh_call(int id) {
  return guarded([&] {
    const Op& op = op_of_id(id);
    std::vector<Argument> rest;
    Tensors inputs = inputs_of(take_arguments(), op, rest);
    const Attributes attributes(op, rest);
    return hand_over(apply(op, std::move(inputs), attributes.get()));
  });
}

int dh_call_inplace(int id) {
  return guarded([&] {
    const Op& op = op_at(id);
    std::vector<Argument> rest;
    Tensors inputs = inputs_of(take_arguments(), op, rest);
    const Attributes attributes(op, rest);
    apply_inplace(op, std::move(inputs), attributes.get());
    return 1;
  });
}

int dh_call1(int op, int a) {
  return guarded([&] { return call_with(op, {tensor(a)}); });
}
int dh_call2(int op, int a, int b) {
  return guarded([&] { return call_with(op, {tensor(a), tensor(b)}); });
}
int dh_call2n(int id, int a, int kind, double value) {
  return guarded([&] {
    const Op& op = op_at(id);
    const Tensor& t = tensor(a);
    const Number n = number(kind, value);
    if (!is_attribute(op)) return call_with(id, {t, weak_number(n, t.dtype())});
    Argument argument;
    argument.kind = Argument::Kind::number;
    argument.number = n;
    check_inputs(op, {t});
    const Attributes attributes(op, {&argument, 1});
    return hand_over(apply(op, {t}, attributes.get()));
  });
}
int dh_calln2(int op, int kind, double value, int b) {
  return guarded([&] {
    const Tensor& t = tensor(b);
    return call_with(op, {weak_number(number(kind, value), t.dtype()), t});
  });
}
int dh_inplace2(int op, int a, int b) {
  return guarded([&] { return inplace_with(op, {tensor(a), tensor(b)}); });
}
int dh_inplace2n(int id, int a, int kind, double value) {
  return guarded([&] {
    const Op& op = op_at(id);
    const Tensor& t = tensor(a);
    const Number n = number(kind, value);
    if (!is_attribute(op)) return inplace_with(id, {t, weak_number(n, t.dtype())});
    Argument argument;
    argument.kind = Argument::Kind::number;
    argument.number = n;
    check_inputs(op, {t});
    const Attributes attributes(op, {&argument, 1});
    apply_inplace(op, {t}, attributes.get());
    return 1;
  });
}
}
