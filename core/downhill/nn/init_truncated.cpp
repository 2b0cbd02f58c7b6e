// trunc_normal_, in the steps of PyTorch 2.13 (torch.nn.init._no_grad_trunc_normal_).
#include <downhill/autograd/meta.h>
#include <downhill/math/functions.h>
#include <downhill/nn/init.h>
#include <downhill/ops/list.h>
#include <downhill/random/fill.h>

#include <algorithm>
#include <cmath>

namespace downhill::nn::init {

namespace {

// The share of a standard normal distribution below x.
double share_below(double x) { return (1 + math::erf(x / std::sqrt(2.0))) / 2; }

// What PyTorch holds after its first torch.where: new tensors, whose memory lies as that of `t`.
Tensor draw_again(const Tensor& t, double mean, double std) {
  return normal_(empty_like(t), mean, std);
}

void redraw(const Tensor& t, double mean, double std, double low, double high) {
  normal_(t, mean, std);
  while (true) {
    const Tensor outside = logical_or(lt(t, low), gt(t, high));
    if (any(outside).item() == 0) return;
    copy_into(t, where(outside, draw_again(t, mean, std), t));
  }
}

void accept(const Tensor& t, double mean, double std, double low, double high) {
  const double mode = std::max(low, std::min(mean, high));
  const double distance = (mode - mean) / std;
  const double log_peak = -0.5 * (distance * distance);
  const Tensor candidates = empty_like(t), chance = empty_like(t);
  Tensor pending;
  do {
    uniform_(candidates, low, high);
    copy_into(t, pending.defined() ? where(pending, candidates, t) : candidates);
    const Tensor scaled = div(sub(candidates, mean), std);
    const Tensor log_density = sub(mul(mul(scaled, scaled), -0.5), log_peak);
    const Tensor refused = gt(log(uniform_(chance)), log_density);
    pending = pending.defined() ? logical_and(pending, refused) : refused;
  } while (any(pending).item() != 0);
}

}  // namespace

Tensor trunc_normal_(const Tensor& t, double mean, double std, double low, double high) {
  const NoGrad no_grad;
  const double share = share_below((high - mean) / std) - share_below((low - mean) / std);
  share > 0.3 ? redraw(t, mean, std, low, high) : accept(t, mean, std, low, high);
  t.bump_version();
  return t;
}

}  // namespace downhill::nn::init
