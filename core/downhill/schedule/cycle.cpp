#include <downhill/math/functions.h>
#include <downhill/schedule/cycle.h>

#include <cmath>

namespace downhill {

Argument argument(const NumberFunction&) { return {}; }
void convert(const char* where, const char* name, const Argument& from, NumberFunction& to) {
  if (from.kind != Argument::Kind::none)
    fail(ErrorKind::type, where, "(): argument '", name, "' must be None here");
  to = {};
}

namespace schedule {
namespace {

double value(Number n) { return n.to<double>(); }

// How high a cycle stands at step k, from 0 to 1 and back, and the scale of its peak.
struct Wave {
  double height, scale;
};
Wave wave(const CyclicLR::Plan& p, double k) {
  const double done = quotient(k, p.total_size);
  const double cycle = std::floor(1 + done), x = 1.0 + done - cycle;
  Wave w{x <= p.step_ratio ? quotient(x, p.step_ratio) : quotient(x - 1, p.step_ratio - 1), 1};
  const double told = p.scale_mode == "cycle" ? cycle : k;
  if (p.scale) {
    w.scale = *p.scale;
  } else if (p.scale_fn) {
    w.scale = p.scale_fn(told);
  } else if (p.mode == "triangular2") {
    w.scale = 1 / math::pow(2.0, cycle - 1);
  } else if (p.mode == "exp_range") {
    w.scale = math::pow(value(p.gamma), k);
  }
  return w;
}

// From a to b as t goes from 0 to 1.
Scalar annealed(const std::string& strategy, const Scalar& a, const Scalar& b, double t) {
  if (strategy == "linear") return (b - a) * t + a;
  return b + (a - b) / 2.0 * (math::cos(kPi * t) + 1);
}

// The phase that step k lies in, and how far.
struct Phase {
  int index;
  double done;
};
Phase phase(const OneCycleLR::Plan& p, double k) {
  if (k > value(p.total_steps)) {
    fail(ErrorKind::value, "Tried to step ", part(static_cast<int64_t>(k)),
         " times. The specified number of total steps is ", literal(p.total_steps));
  }
  double from = 0;
  int i = 0;
  for (; i + 1 < p.ends.size() && k > value(p.ends[i]); ++i) from = value(p.ends[i]);
  return {i, quotient(k - from, value(p.ends[i]) - from)};
}

}  // namespace

CyclicLR::Plan CyclicLR::plan(const Options& o) {
  Plan p;
  const double up = value(o.step_size_up), down = o.step_size_down ? value(*o.step_size_down) : up;
  p.total_size = up + down;
  p.step_ratio = quotient(up, p.total_size);
  p.mode = o.mode;
  p.scale_mode = o.scale_mode;
  p.gamma = o.gamma;
  p.scale_fn = o.scale_fn;
  p.base_lr = o.base_lr, p.max_lr = o.max_lr;
  p.base_momentum = o.base_momentum, p.max_momentum = o.max_momentum;
  return p;
}
Start CyclicLR::start(const Options& o) {
  Start s{o.base_lr, {}, {}};
  if (o.cycle_momentum) s.momentum = Scalar(o.max_momentum);
  return s;
}
Scalar CyclicLR::next(const Plan& p, const Moment& m) {
  const Wave w = wave(p, m.k);
  const Scalar& low = m.initial ? m.base : p.base_lr;  // another one if an earlier scheduler set it
  return low + (p.max_lr - low) * w.height * w.scale;
}
Scalar CyclicLR::momentum(const Plan& p, const Moment& m) {
  const Wave w = wave(p, m.k);
  return Scalar(p.max_momentum) -
         (Scalar(p.max_momentum) - Scalar(p.base_momentum)) * w.height * w.scale;
}

OneCycleLR::Plan OneCycleLR::plan(const Options& o) {
  Plan p;
  p.total_steps = o.total_steps ? *o.total_steps
                                : Number(o.epochs.value_or(0).to<int64_t>() *
                                         o.steps_per_epoch.value_or(0).to<int64_t>());
  const double total = value(p.total_steps), rising = value(o.pct_start);
  p.ends.push_back(rising * total - 1);
  if (o.three_phase) p.ends.push_back(2 * rising * total - 2);
  p.ends.push_back(total - 1);
  p.anneal_strategy = o.anneal_strategy;
  p.max_lr = o.max_lr;
  p.initial_lr = p.max_lr / o.div_factor;
  p.min_lr = p.initial_lr / o.final_div_factor;
  p.base_momentum = o.base_momentum, p.max_momentum = o.max_momentum;
  return p;
}
Start OneCycleLR::start(const Options& o) {
  Start s{{}, o.max_lr / o.div_factor, {}};
  if (o.cycle_momentum) s.momentum = Scalar(o.max_momentum);
  return s;
}
Scalar OneCycleLR::next(const Plan& p, const Moment& m) {
  const Phase at = phase(p, m.k);
  const bool last = at.index + 1 == p.ends.size();
  if (at.index == 0 && !last) return annealed(p.anneal_strategy, p.initial_lr, p.max_lr, at.done);
  if (!last) return annealed(p.anneal_strategy, p.max_lr, p.initial_lr, at.done);
  const Scalar& from = p.ends.size() == 3 ? p.initial_lr : p.max_lr;
  return annealed(p.anneal_strategy, from, p.min_lr, at.done);
}
Scalar OneCycleLR::momentum(const Plan& p, const Moment& m) {
  const Phase at = phase(p, m.k);
  const Scalar low(p.base_momentum), high(p.max_momentum);
  if (at.index == 0) return annealed(p.anneal_strategy, high, low, at.done);
  return annealed(p.anneal_strategy, at.index == 1 ? low : high, high, at.done);
}

}  // namespace schedule
}  // namespace downhill
