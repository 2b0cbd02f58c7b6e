#include <downhill/optim/strong_wolfe.h>

namespace downhill::optim {
namespace {

constexpr double kArmijo = 1e-4, kCurvature = 0.9;

Scalar number(int v) { return Scalar(v); }

// The minimum of the cubic through two points with their slopes, within bounds.
Scalar cubic_minimum(const Scalar& x1, const Scalar& f1, const Scalar& g1, const Scalar& x2,
                     const Scalar& f2, const Scalar& g2, const Scalar& low, const Scalar& high) {
  const Scalar d1 = g1 + g2 - number(3) * (f1 - f2) / (x1 - x2);
  const Scalar square = pow(d1, 2) - g1 * g2;
  if (!(square >= 0)) return (low + high) / 2.0;
  const Scalar d2 = sqrt(square);
  const Scalar at = x1 <= x2 ? x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + number(2) * d2))
                             : x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + number(2) * d2));
  return min(max(at, low), high);
}

}  // namespace

StrongWolfe::StrongWolfe(Scalar t, const Tensor& d, Scalar f, const Tensor& g, Scalar gtd,
                         Scalar tolerance_change, int64_t max_ls)
    : d_(d),
      t_(std::move(t)),
      d_norm_(downhill::max(downhill::abs(d))),
      tolerance_(std::move(tolerance_change)),
      start_{0, std::move(f), clone(g), std::move(gtd)},
      before_(start_),
      most_(max_ls) {}

bool StrongWolfe::tell(const Scalar& loss, const Tensor& gradient) {
  f_new_ = loss;
  g_new_ = gradient;
  gtd_new_ = dot(gradient, d_);
  ++evaluations_;
  if (phase_ == Phase::zooming) {
    ++iterations_;
    narrow();
    return zoom();
  }
  if (phase_ == Phase::bracketing) ++iterations_;
  phase_ = Phase::bracketing;
  return bracket();
}

bool StrongWolfe::bracket() {
  if (iterations_ >= most_) {  // as far as it may look
    ends_ = {start_, here()};
    return begin_zoom();
  }
  if (f_new_ > start_.f + kArmijo * t_ * start_.gtd || (iterations_ > 1 && f_new_ >= before_.f)) {
    ends_ = {before_, here()};
    return begin_zoom();
  }
  if (abs(gtd_new_) <= -kCurvature * start_.gtd) {
    ends_ = {here()};
    satisfied_ = true;
    return begin_zoom();
  }
  if (gtd_new_ >= 0) {
    ends_ = {before_, here()};
    return begin_zoom();
  }
  const Scalar shortest = t_ + 0.01 * (t_ - before_.t), longest = t_ * number(10);
  const Point now = here();
  t_ = cubic_minimum(before_.t, before_.f, before_.gtd, now.t, now.f, now.gtd, shortest, longest);
  before_ = now;
  return false;
}

void StrongWolfe::order() {
  const bool first = ends_.front().f <= ends_.back().f;
  low_ = first ? 0 : 1;
  high_ = first ? 1 : 0;
}

bool StrongWolfe::begin_zoom() {
  order();
  phase_ = Phase::zooming;
  return zoom();
}

bool StrongWolfe::zoom() {
  if (satisfied_ || iterations_ >= most_) return end();
  const Point &a = ends_[0], &b = ends_[1];
  if (abs(b.t - a.t) * d_norm_ < tolerance_) return end();
  const Scalar left = min(a.t, b.t), right = max(a.t, b.t);
  t_ = cubic_minimum(a.t, a.f, a.gtd, b.t, b.f, b.gtd, a.t <= b.t ? a.t : b.t,
                     a.t <= b.t ? b.t : a.t);
  // Close to an end twice, or on it: stand off by a tenth of the bracket.
  const Scalar off = 0.1 * (right - left);
  if (min(right - t_, t_ - left) < off) {
    if (stalled_ || t_ >= right || t_ <= left) {
      t_ = abs(t_ - right) < abs(t_ - left) ? right - off : left + off;
      stalled_ = false;
    } else {
      stalled_ = true;
    }
  } else {
    stalled_ = false;
  }
  return false;
}

void StrongWolfe::narrow() {
  const auto low = static_cast<std::size_t>(low_), high = static_cast<std::size_t>(high_);
  if (f_new_ > start_.f + kArmijo * t_ * start_.gtd || f_new_ >= ends_[low].f) {
    ends_[high] = here();
    order();
    return;
  }
  if (abs(gtd_new_) <= -kCurvature * start_.gtd)
    satisfied_ = true;
  else if (gtd_new_ * (ends_[high].t - ends_[low].t) >= 0)
    ends_[high] = ends_[low];
  ends_[low] = here();
}

bool StrongWolfe::end() {
  const Point& best = ends_[ends_.size() == 1 ? 0 : static_cast<std::size_t>(low_)];
  t_ = best.t;
  f_new_ = best.f;
  g_new_ = best.g;
  return true;
}

}  // namespace downhill::optim
