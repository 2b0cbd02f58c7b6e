// The line search of LBFGS: finds a step along a direction that meets the strong Wolfe conditions,
// by bracketing and cubic interpolation (after minFunc, as torch.optim.LBFGS does it; same order of
// operations).
#pragma once
#include <downhill/optim/scalar.h>

#include <vector>

namespace downhill::optim {

class StrongWolfe {
 public:
  // From loss f with gradient g; gtd is the slope along d, t the first step to try.
  StrongWolfe(Scalar t, const Tensor& d, Scalar f, const Tensor& g, Scalar gtd,
              Scalar tolerance_change, int64_t max_ls);

  // The step to evaluate next is t(). Told what was found there; true when the search has ended:
  // then loss(), gradient() and t() are its result.
  bool tell(const Scalar& loss, const Tensor& gradient);

  const Scalar& t() const { return t_; }
  const Scalar& loss() const { return f_new_; }
  const Tensor& gradient() const { return g_new_; }
  int64_t evaluations() const { return evaluations_; }

 private:
  struct Point {
    Scalar t, f;
    Tensor g;
    Scalar gtd;
  };
  enum class Phase { first, bracketing, zooming };

  Point here() const { return {t_, f_new_, g_new_, gtd_new_}; }
  bool bracket();  // looks at the newest point: ends the bracketing, or goes on
  bool begin_zoom();
  bool zoom();    // chooses the next point between the ends; true: nothing more to gain
  void narrow();  // the newest point becomes an end
  bool end();
  void order();

  Tensor d_;
  Scalar t_, d_norm_, tolerance_;
  Point start_, before_;
  Scalar f_new_, gtd_new_;
  Tensor g_new_;
  std::vector<Point> ends_;
  int low_ = 0, high_ = 1;
  bool stalled_ = false, satisfied_ = false;
  int64_t iterations_ = 0, most_, evaluations_ = 0;
  Phase phase_ = Phase::first;
};

}  // namespace downhill::optim
