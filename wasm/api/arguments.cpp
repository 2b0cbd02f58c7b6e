// Pushed arguments, and the outputs of the last call.
#include "state.h"

namespace downhill::api {
namespace {
std::vector<std::vector<Argument>> open_lists(1);  // the innermost list that is open is the last
Tensors last_outputs;

int push(Argument a) {
  open_lists.back().push_back(std::move(a));
  return 1;
}
Argument number(Number n) {
  Argument a;
  a.kind = Argument::Kind::number;
  a.number = n;
  return a;
}

// What Info::inputs says: "input, other|number, weight?, tensors..." and "indices...?".
struct Wanted {
  int least = 0, most = 0;
  uint32_t may_be_none = 0;
  bool list = false, list_with_gaps = false;
};
Wanted wanted_by(std::string_view names) {
  Wanted w;
  while (!names.empty()) {
    const auto comma = names.find(", ");
    const std::string_view name = names.substr(0, comma);
    names = comma == std::string_view::npos ? "" : names.substr(comma + 2);
    if (name.find("...") != std::string_view::npos) {
      w.list = true;
      w.list_with_gaps = name.ends_with("?");
      continue;
    }
    if (name.ends_with("?"))
      w.may_be_none |= 1u << w.most;
    else
      w.least = w.most + 1;
    ++w.most;
  }
  return w;
}
}  // namespace

void check_inputs(const Op& op, const Tensors& inputs) {
  static const std::vector<Wanted> all = [] {
    std::vector<Wanted> table;
    table.reserve(kOpCount);
    for (int id = 0; id < kOpCount; ++id) table.push_back(wanted_by(op_at(id).info->inputs));
    return table;
  }();
  const Wanted w =
      op.id < kOpCount ? all[static_cast<std::size_t>(op.id)] : wanted_by(op.info->inputs);
  const int n = inputs.size();
  if (n < w.least || (n > w.most && !w.list)) {
    fail(ErrorKind::type, op.info->name, "() takes ", w.least, w.list ? " or more" : "",
         " tensors (", op.info->inputs, "), not ", n);
  }
  for (int i = 0; i < n; ++i) {
    if (inputs[i].defined() || (i < w.most ? (w.may_be_none >> i & 1) != 0 : w.list_with_gaps))
      continue;
    fail(ErrorKind::type, op.info->name, "(): input ", i + 1, " of (", op.info->inputs,
         ") must be a Tensor, not None");
  }
}

void drop_arguments() {
  open_lists.clear();
  open_lists.resize(1);
}
std::vector<Argument> take_arguments() {
  std::vector<Argument> all = std::move(open_lists.front());
  drop_arguments();
  return all;
}
Tensors take_tensors() {
  Tensors tensors;
  for (Argument& a : open_lists.front()) tensors.push_back(std::move(a.tensor));
  if (open_lists.size() == 1)
    open_lists.front().clear();
  else
    drop_arguments();
  return tensors;
}
DType dtype_at(int code) {
  if (code < 0 || code >= kDTypes || !*scalar_type_name(static_cast<DType>(code)))
    fail("there is no dtype ", code);
  return static_cast<DType>(code);
}
void set_outputs(Tensors outputs) { last_outputs = std::move(outputs); }
const Tensors& outputs() { return last_outputs; }

Tensors tensors_of(const Argument& list) {
  Tensors tensors;
  for (const Argument& a : list.list) tensors.push_back(a.tensor);
  return tensors;
}

Tensors inputs_of(const std::vector<Argument>& arguments, const Op& op,
                  std::vector<Argument>& attributes) {
  Tensors inputs;
  std::size_t used = 0;
  const std::string_view names = op.info->inputs;
  DType beside = DType::Bool;  // the dtype that numbers adapt to
  for (const Argument& a : arguments) {
    if (a.kind == Argument::Kind::tensor && a.tensor.defined())
      beside = promote(beside, a.tensor.dtype());
  }
  const std::size_t wanted =
      names.empty() ? 0 : static_cast<std::size_t>(count_inputs(op.info->inputs));
  for (; used < wanted && used < arguments.size(); ++used) {
    const Argument& a = arguments[used];
    switch (a.kind) {
      case Argument::Kind::list:
        for (const Argument& t : a.list) inputs.push_back(t.tensor);
        break;
      case Argument::Kind::number:
        inputs.push_back(weak_number(a.number, beside));
        break;
      case Argument::Kind::tensor:
      case Argument::Kind::none:
        inputs.push_back(a.tensor);
        break;
      default:
        fail(ErrorKind::type, op.info->name, "(): argument ", used + 1, " must be a Tensor");
    }
  }
  check_inputs(op, inputs);
  attributes.assign(arguments.begin() + static_cast<std::ptrdiff_t>(used), arguments.end());
  return inputs;
}

}  // namespace downhill::api

using namespace downhill;
using namespace downhill::api;

extern "C" {

int dh_arg_none(void) { return push({}); }
int dh_arg_tensor(int handle) {
  return guarded([&] {
    Argument a;
    if (handle) {
      a.kind = Argument::Kind::tensor;
      a.tensor = tensor(handle);
    }
    return push(std::move(a));
  });
}
int dh_arg_bool(int value) { return push(number(value != 0)); }
int dh_arg_int(double value) { return push(number(static_cast<int64_t>(value))); }
int dh_arg_int64(int high, int low) {
  return push(number(static_cast<int64_t>(static_cast<uint64_t>(static_cast<uint32_t>(high)) << 32 |
                                          static_cast<uint32_t>(low))));
}
int dh_arg_float(double value) { return push(number(value)); }
int dh_arg_dtype(int dtype) {
  return guarded([&] {
    Argument a;
    a.kind = Argument::Kind::dtype;
    a.dtype = dtype_at(dtype);
    return push(std::move(a));
  });
}
int dh_arg_open(void) {
  open_lists.emplace_back();
  return 1;
}
int dh_arg_close(void) {
  return guarded([&] {
    if (open_lists.size() < 2) fail("there is no open list to close");
    Argument a;
    a.kind = Argument::Kind::list;
    a.list = std::move(open_lists.back());
    open_lists.pop_back();
    return push(std::move(a));
  });
}
int dh_arg_text(void) {
  Argument a;
  a.kind = Argument::Kind::text;
  a.text = stage_text();
  return push(std::move(a));
}

int dh_outputs(void) { return last_outputs.size(); }
int dh_output(int index) {
  return guarded([&] {
    if (index < 0 || index >= last_outputs.size()) fail("the last call has no output ", index);
    return own(last_outputs[index]);
  });
}
}
