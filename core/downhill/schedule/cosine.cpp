#include <downhill/math/functions.h>
#include <downhill/schedule/cosine.h>

#include <algorithm>
#include <cmath>

namespace downhill::schedule {
namespace {

double value(Number n) { return n.to<double>(); }

// Half a wave from base at 0 to `lowest` at pi.
Scalar half_wave(const Scalar& base, Number lowest, double angle) {
  const Scalar low(lowest);
  return low + (base - low) * (1 + math::cos(angle)) / 2;
}

}  // namespace

Scalar CosineAnnealingLR::next(const Options& o, const Moment& m) {
  if (m.initial) return m.lr;
  const double total = value(o.T_max);
  const Scalar low(o.eta_min);
  // Resumed by hand: PyTorch multiplies in another order here.
  if (m.count == 1 && m.k > 0) return half_wave(m.base, o.eta_min, quotient(m.k * kPi, total));
  if (std::fmod(m.k - 1 - total, 2 * total) == 0)
    return m.lr + (m.base - low) * (1 - math::cos(kPi / total)) / 2;
  const double now = 1 + math::cos(quotient(kPi * m.k, total));
  return Scalar(quotient(now, 1 + math::cos(kPi * (m.k - 1) / total))) * (m.lr - low) + low;
}
Scalar CosineAnnealingLR::closed(const Options& o, const Moment& m) {
  return half_wave(m.base, o.eta_min, quotient(kPi * m.k, value(o.T_max)));
}

double CosineAnnealingWarmRestarts::advance(Plan& p, double k, std::optional<double> epoch) {
  const double first = value(p.T_0), times = value(p.T_mult);
  double current = value(p.T_cur), length = value(p.T_i);
  if (!epoch && k < 0) epoch = 0;
  if (!epoch) {
    epoch = k + 1;
    if (++current >= length) {
      current = std::fmod(current, length);
      length *= times;
    }
  } else if (*epoch < 0) {
    fail(ErrorKind::value, "Expected non-negative epoch, but got ", literal(*epoch));
  } else if (*epoch < first) {
    length = first;
    current = *epoch;
  } else if (times == 1) {
    current = std::fmod(*epoch, first);
  } else {
    // Python's log(x, base) is a quotient.
    const double n = std::trunc(math::log(*epoch / first * (times - 1) + 1) / math::log(times));
    current = *epoch - first * (math::pow(times, n) - 1) / (times - 1);
    length = first * math::pow(times, n);
  }
  p.T_cur = current;
  p.T_i = length;
  return std::floor(*epoch);
}

Scalar CosineAnnealingWarmRestarts::next(const Plan& p, const Moment& m) {
  return half_wave(m.base, p.eta_min, quotient(kPi * value(p.T_cur), value(p.T_i)));
}

Scalar SWALR::next(const Options& o, const Moment& m) {
  const double total = std::max(1.0, value(o.anneal_epochs));
  double step = static_cast<double>(m.count - 1);
  if (value(o.anneal_epochs) == 0) step = std::max(1.0, step);
  const auto share = [&](double at) {
    const double t = std::max(0.0, std::min(1.0, at / total));
    return o.anneal_strategy == "cos" ? (1 - math::cos(kPi * t)) / 2 : t;
  };
  const double before = share(step - 1), now = share(step);
  const Scalar first = before == 1 ? o.swa_lr : (m.lr - before * o.swa_lr) / (1 - before);
  return o.swa_lr * now + first * (1 - now);
}

}  // namespace downhill::schedule
