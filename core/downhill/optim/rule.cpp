#include <downhill/optim/lanes.h>
#include <downhill/optim/rule.h>

namespace downhill {

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

Argument argument(const MaybePair& v) {
  Argument a;
  a.kind = Argument::Kind::list;
  a.list = {argument(v.first), argument(v.second)};
  return a;
}
Argument argument(const NumberList& v) {
  Argument a;
  a.kind = Argument::Kind::list;
  for (const Number& n : v) a.list.push_back(argument(n));
  return a;
}
Argument argument(const std::string& v) {
  Argument a;
  a.kind = Argument::Kind::text;
  a.text = v;
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
