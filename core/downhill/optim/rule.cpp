#include <downhill/optim/rule.h>

namespace downhill {

void check_range(const char* text, const Range& r, Number value, int index) {
  const double v = value;
  const bool low = r.open_min ? v > r.min : v >= r.min, high = r.open_max ? v < r.max : v <= r.max;
  if (low && high) return;
  std::string message = text;
  auto put = [&](const char* gap, const std::string& with) {
    if (const auto at = message.find(gap); at != std::string::npos) message.replace(at, std::string(gap).size(), with);
  };
  put("{index}", std::to_string(index));
  put("{}", literal(value));
  fail(ErrorKind::value, message);
}

double next_step(Tensor& step) {
  if (!step.defined()) step = Tensor::full({}, 0, DType::Float32);
  add.inplace(step, 1);
  return step.item();
}

Tensor signed_gradient(const Tensor& g, bool maximize) { return maximize ? neg(g) : g; }

Tensor decayed(const Tensor& g, const Tensor& p, Number weight_decay) {
  return weight_decay.to<double>() == 0 ? g : add(g, p, weight_decay);
}

}  // namespace downhill
