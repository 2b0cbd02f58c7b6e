#include <downhill/schedule/decay.h>

#include <algorithm>
#include <cmath>

namespace downhill::schedule {
namespace {

double value(Number n) { return n.to<double>(); }

// Python's power: of two whole numbers it is whole (if the exponent is not negative).
Scalar power(Number base, double exponent) {
  if (base.is_floating() || exponent < 0 || exponent != std::floor(exponent))
    return optim::pow(Scalar(base), Scalar(exponent));
  // Past 64 bits, as the float that Python makes of the whole number when it meets a learning rate.
  const double size = optim::pow(base.to<double>(), exponent);
  if (!(std::fabs(size) < 0x1p62)) return size;
  int64_t product = 1;
  for (auto left = static_cast<int64_t>(exponent); left > 0; --left) product *= base.to<int64_t>();
  return product;
}

// How many milestones are reached, or reached just now.
template <class F>
double reached(const Ints& milestones, F&& f) {
  return static_cast<double>(std::count_if(milestones.begin(), milestones.end(),
                                           [&](int64_t at) { return f(static_cast<double>(at)); }));
}

}  // namespace

Scalar StepLR::next(const Options& o, const Moment& m) {
  if (m.k == 0) return m.lr;
  const double size = value(o.step_size);
  if (size == 0) fail(ErrorKind::zero_division, "integer modulo by zero");
  return std::fmod(m.k, size) != 0 ? m.lr : m.lr * o.gamma;
}
Scalar StepLR::closed(const Options& o, const Moment& m) {
  return m.base * power(o.gamma, std::floor(quotient(m.k, value(o.step_size))));
}

Scalar MultiStepLR::next(const Options& o, const Moment& m) {
  const double times = reached(o.milestones, [&](double at) { return at == m.k; });
  return times == 0 ? m.lr : m.lr * power(o.gamma, times);
}
Scalar MultiStepLR::closed(const Options& o, const Moment& m) {
  return m.base * power(o.gamma, reached(o.milestones, [&](double at) { return at <= m.k; }));
}

Scalar ConstantLR::next(const Options& o, const Moment& m) {
  if (m.k == 0) return m.lr * o.factor;
  if (m.k != value(o.total_iters)) return m.lr;
  return m.lr * quotient(1.0, value(o.factor));
}
Scalar ConstantLR::closed(const Options& o, const Moment& m) {
  const double f = value(o.factor);
  return m.base * (f + (m.k >= value(o.total_iters) ? 1 - f : 0));
}

Scalar LinearLR::next(const Options& o, const Moment& m) {
  const double start = value(o.start_factor), total = value(o.total_iters);
  if (m.k == 0) return m.lr * o.start_factor;
  if (m.initial || m.k > total) return m.lr;
  const double rise = value(o.end_factor) - start;
  return m.lr * (1.0 + quotient(rise, total * start + (m.k - 1) * rise));
}
Scalar LinearLR::closed(const Options& o, const Moment& m) {
  const double start = value(o.start_factor), total = value(o.total_iters);
  return m.base * (start + quotient((value(o.end_factor) - start) * std::min(total, m.k), total));
}

Scalar ExponentialLR::next(const Options& o, const Moment& m) {
  return m.initial ? m.lr : m.lr * o.gamma;
}
Scalar ExponentialLR::closed(const Options& o, const Moment& m) {
  return m.base * power(o.gamma, m.k);
}

Scalar PolynomialLR::next(const Options& o, const Moment& m) {
  const double total = value(o.total_iters);
  if (m.initial || m.k > total) return m.lr;
  const double left = quotient(1.0 - quotient(m.k, total), 1.0 - quotient(m.k - 1, total));
  return m.lr * optim::pow(Scalar(left), Scalar(o.power));
}
// base * left ** power: Python's power binds tighter.
Scalar PolynomialLR::closed(const Options& o, const Moment& m) {
  const double total = value(o.total_iters);
  const double left = 1.0 - quotient(std::min(total, m.k), total);
  return m.base * optim::pow(Scalar(left), Scalar(o.power));
}

}  // namespace downhill::schedule
