#include <downhill/optim/lanes.h>
#include <downhill/optim/rule.h>

namespace downhill {

std::shared_ptr<void> Rule::make_options(std::span<const Argument> arguments) const {
  auto made = new_options(nullptr);
  parse_fields(options, info->name, arguments, made.get());
  return made;
}

namespace {
std::string in_text(const Argument& a) {
  return a.kind == Argument::Kind::text ? a.text : literal_of(a);
}

// A check's text with its gaps filled.
std::string filled(const char* text, const Fields& fields, const void* options) {
  std::string message = text;
  const auto put = [&](const std::string& gap, const Argument& value) {
    if (const auto at = message.find(gap); at != std::string::npos)
      message.replace(at, gap.size(), in_text(value));
  };
  for (const auto& [name, value] : list_fields(fields, options)) {
    put(concat({"{", name, "}"}), value);
    for (std::size_t i = 0; i < value.list.size(); ++i)
      put(concat({"{", name, "[", part(i), "]}"}), value.list[i]);
  }
  return message;
}
}  // namespace

void Rule::check_options(const void* values) const {
  check_fields(options, values);
  const int i = failing(values);
  if (i < 0) return;
  const CheckText& check = checks[static_cast<std::size_t>(i)];
  fail(check.kind, filled(check.text, options, values));
}

std::string checks_schema(const Rule& rule) {
  std::string json;
  for (const CheckText& c : rule.checks) {
    json += concat(
        {json.empty() ? "" : ",", "{\"fail\":", json_text(c.fail), ",\"text\":", json_text(c.text),
         ",\"error\":", c.kind == ErrorKind::runtime ? "\"RuntimeError\"}" : "\"ValueError\"}"});
  }
  return concat({"[", json, "]"});
}

void fail_capturable(const RuleInfo& info) {
  fail(ErrorKind::assertion, "If capturable=True, ", info.capturable);
}

double next_step(Tensor& step) {
  const NoGrad no_grad;
  if (!step.defined()) step = Tensor::full({}, 0, scalar_dtype());
  add.inplace(step, 1);
  return step.item();
}

Tensor signed_gradient(const Tensor& g, bool maximize) { return maximize ? neg(g) : g; }

Tensor decayed(const Tensor& g, const Tensor& p, Number weight_decay) {
  return weight_decay.to<double>() == 0 ? g : add(g, p, weight_decay);
}

void decay_weights(const Tensor& p, const optim::Scalar& lr, Number weight_decay) {
  if (weight_decay.to<double>() != 0) optim::mul_(p, 1 - lr * weight_decay);
}

namespace {
DType one_number = DType::Float32;
}
DType scalar_dtype() { return one_number; }
void set_scalar_dtype(DType dtype) { one_number = dtype; }

}  // namespace downhill
