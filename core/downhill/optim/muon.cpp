#include <downhill/optim/lanes.h>
#include <downhill/optim/muon.h>
#include <downhill/tensor/narrow.h>

#include <algorithm>
#include <cmath>

namespace downhill::optim {
namespace {

// Rounds to the nearest bfloat16 (8 bits of mantissa), ties to even, in place. PyTorch computes
// products of such matrices in float32 and rounds what comes out.
Tensor bfloat16(const Tensor& given) {
  Tensor t = given.contiguous();
  float* x = t.data<float>();
  for (int64_t i = 0; i < t.numel(); ++i) {
    x[i] = as_half(x[i], DType::BFloat16);
  }
  return t;
}

// beta * x + alpha * (a @ b)
Tensor addmm16(const Tensor& x, const Tensor& a, const Tensor& b, double beta, double alpha) {
  return bfloat16(add(mul(mm(a, b), Scalar(alpha)), mul(x, Scalar(beta))));
}

// The orthogonal factor of x, roughly: singular values go to about 1.
Tensor newton_schulz(const Tensor& matrix, const Muon::Options& o) {
  const bool tall = matrix.size(0) > matrix.size(1);
  Tensor x = bfloat16(clone(cast(matrix, DType::Float32)));
  if (tall) x = ops::t(x);
  const Tensor norm = bfloat16(sqrt(sum(mul(x, x))));
  x = bfloat16(div(x, downhill::clamp(norm, o.eps)));
  const double a = o.ns_coefficients[0], b = o.ns_coefficients[1], c = o.ns_coefficients[2];
  for (int64_t i = 0; i < o.ns_steps; ++i) {
    const Tensor gram = bfloat16(mm(x, ops::t(x)));
    x = addmm16(x, addmm16(gram, gram, gram, b, c), x, a, 1);
  }
  return tall ? ops::t(x) : x;
}

double shape_ratio(const std::optional<std::string>& how, const Tensor& p) {
  const auto rows = static_cast<double>(p.size(0)), columns = static_cast<double>(p.size(1));
  if (how == "match_rms_adamw") return 0.2 * std::sqrt(std::max(rows, columns));
  return std::sqrt(std::max(1.0, rows / columns));
}

}  // namespace

void Muon::init(const Options&, State&, const Tensor& p) {
  if (p.dim() != 2) {
    fail(ErrorKind::value,
         "Muon only supports 2D parameters whereas we found a parameter with size: torch.Size(",
         p.sizes(), ")");
  }
}

void Muon::step(const Options& o, State& s, const Tensor& p, const Tensor& g) {
  if (g.dim() != 2) fail(ErrorKind::value, "Param gradient must be a 2D matrix");
  if (o.ns_steps >= 100)
    fail(ErrorKind::value, "Number of steps must be less than 100 for computational efficiency");
  if (o.ns_coefficients.size() != 3)
    fail(ErrorKind::value, "Coefficients must be a tuple of exactly 3 values");
  if (!s.momentum_buffer.defined()) s.momentum_buffer = zeros_like(g);
  lerp_(s.momentum_buffer, g, 1 - o.momentum.to<double>());
  const Tensor update =
      newton_schulz(o.nesterov ? lerp(g, s.momentum_buffer, o.momentum) : s.momentum_buffer, o);
  decay_weights(p, o.lr, o.weight_decay);
  add_(p, update, -o.lr * shape_ratio(o.adjust_lr_fn, p));
}

}  // namespace downhill::optim
