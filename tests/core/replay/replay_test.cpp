// Replayed steps against eager ones, bit for bit: every loss of a list with every optimizer.
#include <downhill/downhill.h>
#include <downhill/replay/replay.h>

#include <doctest/doctest.h>

#include <cstring>

namespace downhill {
namespace {

using Parameters = std::vector<Tensor>;

struct Problem {
  const char* name;
  Parameters (*start)();
  std::function<Tensor()> (*loss)(const Parameters&);
};

template <class T>
Tensor values(const Shape& sizes, double from, double by) {
  Tensor t = Tensor::empty(sizes, dtype_of<T>());
  for (int64_t i = 0; i < t.numel(); ++i)
    t.data<T>()[i] = static_cast<T>(math::sin(from + by * static_cast<double>(i)));
  return t;
}
template <class T>
Tensor parameter(const Shape& sizes, double from, double by = 0.7) {
  return values<T>(sizes, from, by).set_requires_grad(true);
}

Tensor half_parameter(DType dtype) {
  return values<float>({5}, 0.6, 0.3).to(dtype).set_requires_grad(true);
}

const Problem problems[] = {
    {"a square", [] { return Parameters{parameter<float>({1}, 1.1)}; },
     [](const Parameters& p) -> std::function<Tensor()> { return [=] { return pow(p[0], 2); }; }},
    {"Rosenbrock, float64",
     [] {
       return Parameters{parameter<double>({}, -1.2), parameter<double>({}, 1.3)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensor d = sub(p[1], pow(p[0], 2));
         return add(pow(rsub(p[0], 1), 2), mul(pow(d, 2), 100));
       };
     }},
    {"least squares with a broadcast bias",
     [] {
       return Parameters{parameter<double>({2}, 0.3), parameter<double>({}, 0.1)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor x = values<double>({20, 2}, 0.5, 1.3), y = values<double>({20}, 2, 0.9);
       return [=] { return sum(pow(sub(add(matmul(x, p[0]), p[1]), y), 2)); };
     }},
    {"two layers, tanh, mean squared error",
     [] {
       return Parameters{parameter<float>({8, 3}, 0.2), parameter<float>({8}, 0.4),
                         parameter<float>({1, 8}, 0.6), parameter<float>({1}, 0.8)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor x = values<float>({12, 3}, 0.5, 1.3), y = values<float>({12, 1}, 2, 0.9);
       return [=] { return mse_loss(linear(tanh(linear(x, p[0], p[1])), p[2], p[3]), y); };
     }},
    {"ReLU, cross entropy, a weight used twice",
     [] {
       return Parameters{parameter<float>({4, 4}, 0.2), parameter<float>({4}, 0.4)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor x = values<float>({6, 4}, 0.5, 1.3);
       const Tensor label = Tensor::of<int64_t>({6}, {0, 3, 1, 2, 2, 0});
       return [=] {
         const Tensor h = relu(linear(x, p[0], p[1]));
         return nll_loss(log_softmax(linear(h, p[0], p[1]), 1), label, Tensor());
       };
     }},
    {"slices, concatenation and choices by value",
     [] { return Parameters{parameter<float>({6}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensor a = slice(p[0], 0, 0, 3), b = slice(p[0], 0, 3, 6);
         const Tensor c = cat.list({mul(a, b), exp(b)}, 0);
         return sum(where(gt(c, 0.5), c, mul(neg(c), 3)));
       };
     }},
    {"in place on what the step made", [] { return Parameters{parameter<float>({5}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         Tensor h = mul(p[0], 3);
         h = add.inplace(h, p[0]);
         return sum(mul(h, sin(h)));
       };
     }},
    {"data prepared in the step, and written into",
     [] { return Parameters{parameter<float>({5}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor data = values<float>({5}, 0.3, 1.1);
       return [=] {
         const Tensor prepared = exp(mul(data, 2)), written = mul(data, 3);
         Tensor h = add.inplace(written, mul(p[0], prepared));
         return sum(mul(h, sub(h, prepared)));
       };
     }},
    {"a gradient that stays the same", [] { return Parameters{parameter<float>({5}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor data = values<float>({5}, 0.3, 1.1);
       return [=] { return sum(mul(p[0], data)); };
     }},
    {"halves, and numbers beside them",
     [] {
       return Parameters{half_parameter(DType::Half), half_parameter(DType::Half)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensor h = add(mul(p[0], 0.3), div(pow(p[1], 3), 7));
         return sum(mul(log_softmax(h, 0), sub(p[0], 0.1, 0.7)));
       };
     }},
    {"bfloat16 in two layers", [] { return Parameters{half_parameter(DType::BFloat16)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor x = values<float>({6, 5}, 0.5, 1.3).to(DType::BFloat16);
       return [=] { return mean(pow(tanh(matmul(x, pow(p[0], -2))), 2)); };
     }},
    {"several dtypes",
     [] {
       return Parameters{parameter<float>({5}, 0.2), half_parameter(DType::Half)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor wide = values<double>({5}, 0.3, 1.1), whole = Tensor::of<int64_t>({}, {3});
       return
           [=] { return sum(mul(add(mul(p[0], wide), mul(p[1], whole)), exp(mul(p[1], p[0])))); };
     }},
    {"a penalty on the gradient", [] { return Parameters{parameter<double>({3}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensor f = sum(pow(p[0], 3));
         const Tensor g = grad({f}, {p[0]}, {}, {.create_graph = true})[0];
         return add(f, sum(pow(g, 2)));
       };
     }},
};

bool same(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  const auto bytes = static_cast<std::size_t>(a.numel() * item_size(a.dtype()));
  return a.sizes() == b.sizes() && std::memcmp(a.raw(), b.raw(), bytes) == 0;
}

std::string thrown(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

}  // namespace

TEST_CASE("replayed steps have the digits of eager ones: every loss, every optimizer") {
  int pairs = 0;
  for (int id = 0; id < kRuleCount; ++id) {
    const Rule& rule = rule_at(id);
    if (!rule.step) continue;
    for (const Problem& problem : problems) {
      const Parameters eager = problem.start(), replayed = problem.start();
      std::unique_ptr<OptimizerBase> a, b;
      try {
        a = std::make_unique<OptimizerBase>(rule, unnamed(eager));
        b = std::make_unique<OptimizerBase>(rule, unnamed(replayed));
      } catch (const Error&) {
        continue;  // Muon takes matrices only
      }
      INFO(std::string(rule.info->name), ", ", std::string(problem.name));
      const auto loss = problem.loss(eager);
      double last = 0;
      const auto step = [&] {
        a->zero_grad();
        const Tensor l = loss();
        l.backward();
        last = l.item();
        a->step();
      };
      if (!thrown([&] { step(); }).empty()) continue;  // SparseAdam wants sparse gradients
      for (int i = 1; i < 25; ++i) step();
      Replay replay(*b, problem.loss(replayed));
      replay.run(10);
      replay.run(15);
      CHECK(same(Tensor::scalar(replay.loss()), Tensor::scalar(last)));  // ASGD gets to NaN
      for (std::size_t i = 0; i < eager.size(); ++i) {
        CHECK(same(eager[i], replayed[i]));
        CHECK(same(eager[i].grad(), replayed[i].grad()));
        const auto &x = a->groups()[0].params[i].state, &y = b->groups()[0].params[i].state;
        for (std::size_t k = 0; k < x.size(); ++k) CHECK(same(x[k], y[k]));
      }
      ++pairs;
    }
  }
  CHECK(pairs > 100);
}

TEST_CASE("recording leaves everything as it was, and options are read at each step") {
  const Tensor x = Tensor::of<float>({1}, {15}).set_requires_grad(true);
  const Tensor g = Tensor::of<float>({1}, {7});
  x.set_grad(g);
  Optimizer<optim::SGD> optimizer(std::vector<Tensor>{x}, {.lr = 0.05});
  Replay replay(optimizer, [&] { return pow(x, 2); });
  CHECK(x.item() == 15);
  CHECK(x.grad().is(g));
  CHECK(replay.size() == 1);  // pow's derivative, without a copy of the gradient
  optimizer.options().lr = 0;
  replay.run(3);
  CHECK(x.item() == 15);
  CHECK(replay.loss() == 225);
  CHECK(x.grad().item() == 30);
}

TEST_CASE("a step does what the next step needs; runs see new data") {
  const Tensor x = Tensor::of<double>({2}, {1, 2}).set_requires_grad(true);
  const Tensor data = Tensor::of<double>({2}, {3, 4});
  Optimizer<optim::SGD> optimizer(std::vector<Tensor>{x}, {.lr = 0});
  // Of exp, mul, sub, pow, mean and backward's: no exp, pow or mean.
  Replay replay(optimizer, [&] { return mean(pow(sub(mul(x, exp(data)), data), 2)); });
  const auto eager = [&] { return mean(pow(sub(mul(x, exp(data)), data), 2)).item(); };
  CHECK(replay.size() == 4);
  replay.run(3);
  CHECK(replay.loss() == eager());
  const double before = replay.loss();
  copy_into(data, Tensor::of<double>({2}, {0.5, 0.25}));
  replay.run(3);
  CHECK(replay.loss() == eager());
  CHECK(replay.loss() != before);
}

TEST_CASE("what cannot be replayed is refused, and nothing has changed") {
  const Tensor x = Tensor::of<float>({4}, {1, 2, 3, 4}).set_requires_grad(true);
  const Tensor counter = Tensor::of<float>({}, {0});
  Optimizer<optim::SGD> optimizer(std::vector<Tensor>{x}, {.lr = 0.05});
  const auto refusal = [&](const std::function<Tensor()>& loss) {
    const std::string text = thrown([&] { const Replay replay(optimizer, loss); });
    CHECK(same(x, Tensor::of<float>({4}, {1, 2, 3, 4})));
    CHECK(!x.grad().defined());
    CHECK(!has_listener());
    return text;
  };
  CHECK(refusal([&] { return sum(dropout(x, 0.5)); }).find("did something else") !=
        std::string::npos);
  CHECK(refusal([&] {
          return sum(mul(x, x.detach().to(DType::Float64).to_vector<double>()[1]));
        }).find("did something else") != std::string::npos);
  CHECK(refusal([&] {
          const NoGrad no_grad;
          add.inplace(counter, 1);
          const GradModeGuard on(true);
          return sum(mul(x, counter));
        }) == "a step with 'add' cannot be replayed: it writes into a tensor from before the step");
  CHECK(refusal([&]() -> Tensor { fail("no loss"); }) == "no loss");
  Optimizer<optim::LBFGS> whole(std::vector<Tensor>{x}, {});
  CHECK(thrown([&] { const Replay replay(whole, [&] { return sum(x); }); }) ==
        "LBFGS evaluates the loss several times a step: no replay");
}

}  // namespace downhill
