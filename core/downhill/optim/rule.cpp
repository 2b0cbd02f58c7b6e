#include <downhill/optim/lanes.h>
#include <downhill/optim/rule.h>

#include <cmath>

namespace downhill {

void check_range(const char* text, const Range& r, Number value, int index) {
  const double v = value;
  const bool low = r.open_min ? v > r.min : v >= r.min, high = r.open_max ? v < r.max : v <= r.max;
  if (low && high) return;
  std::string message = text;
  auto put = [&](const char* gap, const std::string& with) {
    if (const auto at = message.find(gap); at != std::string::npos)
      message.replace(at, std::string(gap).size(), with);
  };
  put("{index}", std::to_string(index));
  // As Python's format prints it, where a literal needs more.
  put("{}", std::isnan(v) ? "nan" : std::isinf(v) ? (v > 0 ? "inf" : "-inf") : literal(value));
  fail(ErrorKind::value, message);
}

std::string check_schema(const char* fails, const char* text, ErrorKind kind) {
  return "{\"fail\":" + json_text(fails) + ",\"text\":" + json_text(text) +
         ",\"error\":" + (kind == ErrorKind::runtime ? "\"RuntimeError\"}" : "\"ValueError\"}");
}

Argument argument(Number v) {
  Argument a;
  a.kind = Argument::Kind::number;
  a.number = v;
  return a;
}
Argument argument(const Pair& v) {
  Argument a;
  a.kind = Argument::Kind::list;
  a.list = {argument(v.first), argument(v.second)};
  return a;
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
