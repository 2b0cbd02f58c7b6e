// Rules over the whole problem: LBFGS and Newton.
#include <downhill/downhill.h>

#include <doctest/doctest.h>

namespace downhill {
namespace {

Tensor rosenbrock(const Tensor& x) {
  const Tensor a = select(x, 0, 0), b = select(x, 0, 1);
  return add(pow(rsub(a, 1), 2), mul(pow(sub(b, pow(a, 2)), 2), 100));
}
Tensor start() { return Tensor::of<double>({2}, {-1.5, 2}).set_requires_grad(true); }

// The loss that each step() returns, and where x is after it.
std::vector<double> run(OptimizerBase& optimizer, const Tensor& x, int steps) {
  std::vector<double> seen;
  for (int i = 0; i < steps; ++i) {
    const Tensor loss = optimizer.step([&] {
      optimizer.zero_grad();
      const Tensor value = rosenbrock(x);
      if (!optimizer.rule().info->graph) value.backward();
      return value;
    });
    seen.push_back(loss.item());
    for (const double v : x.to_vector<double>()) seen.push_back(v);
  }
  return seen;
}

}  // namespace

// Values: torch 2.13.0, torch.optim.LBFGS on the same function.
TEST_CASE("LBFGS with steps of lr is PyTorch's") {
  const Tensor x = start();
  Optimizer<optim::LBFGS> optimizer({x}, {.lr = 0.01});
  CHECK(run(optimizer, x, 3) == std::vector<double>{12.5, -1.4806645770648741, 2.0064321722596321,
                                                    9.6108946925548011, -1.4701598365554067,
                                                    2.0096373601005779, 8.4039673507832156,
                                                    -1.4610567488023107, 2.0112542286009778});
}

TEST_CASE("LBFGS with its line search is PyTorch's") {
  const Tensor x = start();
  Optimizer<optim::LBFGS> optimizer({x}, {.line_search_fn = "strong_wolfe"});
  CHECK(run(optimizer, x, 3) ==
        std::vector<double>{12.5, -0.085118555898602927, -0.028757058413769698, 1.3070983150500495,
                            0.99958354725299048, 0.99915503195779432, 1.8840481378377831e-07,
                            0.99999799431963976, 0.99999734389216366});
}

TEST_CASE("Newton solves a quadratic in one step, and finds the valley's end in six") {
  const Tensor q = Tensor::of<double>({2}, {3, -4}).set_requires_grad(true);
  Optimizer<optim::Newton> once({q});
  once.step([&] { return add(sum(square(q)), mul(select(q, 0, 0), select(q, 0, 1))); });
  CHECK(q.to_vector<double>() == std::vector<double>{0, 0});
  const Tensor x = start();
  Optimizer<optim::Newton> optimizer({x});
  run(optimizer, x, 6);
  CHECK(x.to_vector<double>()[0] == doctest::Approx(1).epsilon(1e-9));
  CHECK(x.to_vector<double>()[1] == doctest::Approx(1).epsilon(1e-6));
}

TEST_CASE("What rules over the whole problem refuse") {
  const Tensor x = start(), y = start();
  Optimizer<optim::LBFGS> optimizer({x});
  CHECK_THROWS_WITH(optimizer.add_group(std::vector<Tensor>{y}, {}),
                    "LBFGS doesn't support per-parameter options (parameter groups)");
  CHECK_THROWS_WITH(static_cast<OptimizerBase&>(optimizer).step(),
                    "LBFGS needs a closure: step([&] { ...; return loss; })");
  Optimizer<optim::LBFGS> other({x}, {.line_search_fn = "armijo"});
  CHECK_THROWS_WITH(run(other, x, 1), "only 'strong_wolfe' is supported");
  Optimizer<optim::Newton> flat({y});
  CHECK_THROWS_WITH(flat.step([&] { return sum(y); }),
                    "The Hessian is singular: there is no Newton step here. Give Newton some "
                    "damping.");
  CHECK(y.to_vector<double>() == std::vector<double>{-1.5, 2});
}

}  // namespace downhill
