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
  const char* reason = "";  // why it is evaluated in each step
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
    {"dropout, and noise that leads nowhere", [] { return Parameters{parameter<float>({6}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensor h = dropout(p[0], 0.3);
         dropout(p[0], 0.9);
         return sum(mul(dropout(pow(h, 2), 0.5), p[0]));
       };
     }},
    {"dropout of data", [] { return Parameters{parameter<float>({6}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor data = values<float>({6}, 0.3, 1.1);
       return [=] { return sum(pow(sub(p[0], dropout(data, 0.5)), 2)); };
     }},
    {"a recurrent network with dropout",
     [] {
       return Parameters{parameter<float>({2, 1}, 0.2), parameter<float>({2, 2}, 0.4)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor x = values<float>({3, 2, 1}, 0.5, 1.3), h = values<float>({2, 2, 2}, 0, 0);
       const Tensor w = values<float>({2, 2}, 0.3, 0.9);
       return [=] {
         return sum(
             ops::Rnn::compose({x, h, p[0], p[1], w, p[1]}, {"RNN_TANH", 2, false, 0.4, true})[0]);
       };
     }},
    {"batch_norm, and a loss that reads its running statistics",
     [] {
       return Parameters{parameter<float>({3, 2}, 0.2), parameter<float>({3}, 0.7)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor x = values<float>({5, 2}, 0.5, 1.3);
       const Tensor mean = Tensor::full({3}, 0, DType::Float32),
                    var = Tensor::full({3}, 1, DType::Float32);
       return [=] {
         const Tensor h = batch_norm(linear(x, p[0], Tensor()), p[1], Tensor(), mean, var, true);
         return sum(add(mul(pow(h, 2), var.detach()), mul(p[1], mean.detach())));
       };
     }},
    {"a module with batch normalisation",
     [] {
       return Parameters{parameter<float>({4, 3}, 0.2)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const auto layer = std::make_shared<nn::BatchNorm1d>(3);
       return [=] {
         const Tensor h = (*layer)(p[0]);
         return add(sum(mul(pow(h, 3), p[0])), div(sum(p[0]), layer->num_batches_tracked));
       };
     }},
    {"a counter, and a sum of squares in another dtype",
     [] { return Parameters{parameter<float>({4}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor counter = Tensor::full({}, 0, DType::Float32),
                    seen = Tensor::full({4}, 0, DType::Half);
       return [=] {
         add.inplace(counter, 1);
         {
           const NoGrad no_grad;
           add.inplace(seen, pow(p[0], 2));
         }
         return sum(div(mul(p[0], add(seen, 1)), counter));
       };
     }},
    {"the parameter itself written into", [] { return Parameters{parameter<float>({4}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         {
           const NoGrad no_grad;
           mul.inplace(p[0], 0.99);
         }
         return sum(pow(p[0], 2));
       };
     }},
    {"the largest, their places, and the extremes",
     [] { return Parameters{parameter<float>({6}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensors top = topk.all(p[0], 3);
         const Tensor again = ops::index.list({pow(p[0], 2), top[1]});
         return add(sum(mul(top[0], again)), mul(max(p[0]), min(p[0])));
       };
     }},
    {"a cross entropy whose labels depend on values",
     [] {
       return Parameters{parameter<float>({4, 3}, 0.2)};
     },
     [](const Parameters& p) -> std::function<Tensor()> {
       const Tensor weight = values<float>({3}, 0.9, 0.1);
       return [=] {
         return nll_loss(log_softmax(p[0], 1), argmax(mul(p[0], -1), std::optional<int64_t>(1)),
                         weight);
       };
     }},
    {"elements chosen by value", [] { return Parameters{parameter<float>({6}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         const Tensor chosen = ops::index.list({p[0], gt(p[0], 0.1)});
         return add(sum(pow(chosen, 2)), sum(p[0]));
       };
     },
     "sizes depend on values in 'nonzero'"},
    {"a choice by value", [] { return Parameters{parameter<float>({2}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] { return sum(p[0].to_vector<float>()[1] > 0.5F ? pow(p[0], 2) : exp(p[0])); };
     },
     "it takes numbers out of tensors"},
    {"a running sum that begins anew", [] { return Parameters{parameter<float>({2}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       return [=] {
         Tensor total = Tensor::full({}, 0, DType::Float32);
         for (int i = 0; i < 2; ++i) add.inplace(total, pow(select(p[0], 0, i), 2));
         return total;
       };
     },
     "evaluated again it did something else"},
    {"other data in every step", [] { return Parameters{parameter<float>({2}, 0.2)}; },
     [](const Parameters& p) -> std::function<Tensor()> {
       const auto step = std::make_shared<int>(0);
       return [=] {
         // (A replay has evaluated it twice when it begins.)
         return sum(pow(sub(p[0], (++*step & 1) ? 0.5 : 0.25), 2));
       };
     },
     "evaluated again it did something else"},
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
      manual_seed(7);
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
      const Generator::State drawn = default_generator().state();
      manual_seed(7);
      Replay replay(*b, problem.loss(replayed));
      replay.run(10);
      replay.run(15);
      CHECK(replay.reason() == problem.reason);
      CHECK(default_generator().state() == drawn);
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

TEST_CASE("rules that evaluate the loss several times take the steps that they take elsewhere") {
  for (int id = 0; id < kRuleCount; ++id) {
    const Rule& rule = rule_at(id);
    if (rule.step) continue;
    INFO(std::string(rule.info->name));
    const Parameters eager{parameter<double>({2}, 0.9)}, replayed{parameter<double>({2}, 0.9)};
    OptimizerBase a(rule, unnamed(eager)), b(rule, unnamed(replayed));
    const auto loss = [](const Tensor& x) { return sum(add(pow(x, 4), mul(x, x))); };
    Replay replay(b, [&] { return loss(replayed[0]); });
    CHECK(replay.reason() ==
          std::string(rule.info->name) + " evaluates the loss several times a step");
    replay.run(3);
    for (int i = 0; i < 3; ++i) {
      a.step([&] {
        a.zero_grad();
        const Tensor l = loss(eager[0]);
        if (!rule.info->graph) l.backward();
        return l;
      });
    }
    CHECK(same(eager[0], replayed[0]));
  }
}

TEST_CASE("recording puts back what the loss wrote and drew, also where it fails") {
  const Tensor x = Tensor::of<float>({4}, {1, 2, 3, 4}).set_requires_grad(true);
  const Tensor counter = Tensor::full({}, 5, DType::Int64);
  const Tensor mean = Tensor::full({2}, 0, DType::Float32),
               var = Tensor::full({2}, 1, DType::Float32);
  Optimizer<optim::SGD> optimizer(std::vector<Tensor>{x}, {.lr = 0.05});
  const Generator::State before = default_generator().state();
  bool fails = false;
  const auto loss = [&] {
    add.inplace(counter, 1);
    const Tensor h = reshape(dropout(x, 0.5), Ints{2, 2});
    const Tensor y = batch_norm(h, Tensor(), Tensor(), mean, var, true);
    if (fails) fail("no loss");
    return sum(pow(y, 3));
  };
  const auto unchanged = [&] {
    CHECK(same(x, Tensor::of<float>({4}, {1, 2, 3, 4})));
    CHECK(!x.grad().defined());
    CHECK(counter.item() == 5);
    CHECK(same(mean, Tensor::full({2}, 0, DType::Float32)));
    CHECK(same(var, Tensor::full({2}, 1, DType::Float32)));
    CHECK(default_generator().state() == before);
    CHECK(!has_listener());
    CHECK(!read_listener.on_read);
  };
  Replay replay(optimizer, loss);
  CHECK(replay.reason().empty());
  unchanged();
  fails = true;
  CHECK(thrown([&] { const Replay other(optimizer, loss); }) == "no loss");
  unchanged();
  const uint32_t version = counter.version();
  replay.run(3);
  CHECK(counter.item() == 8);
  CHECK(counter.version() > version);
}

TEST_CASE("a loss that reads the optimizer's state sees it change") {
  const Parameters eager{parameter<double>({3}, 0.2)}, replayed{parameter<double>({3}, 0.2)};
  const optim::SGD::Options options{.lr = 0.1, .momentum = 0.9};
  Optimizer<optim::SGD> a(eager, options), b(replayed, options);
  const auto loss = [](const OptimizerBase& optimizer) {
    const auto& p = optimizer.groups()[0].params[0];
    const Tensor& momentum = p.state[0];
    const Tensor f = sum(pow(p.tensor, 2));
    return momentum.defined() ? add(f, sum(mul(p.tensor, exp(momentum.detach())))) : f;
  };
  const auto step = [&](OptimizerBase& optimizer) {
    optimizer.zero_grad();
    loss(optimizer).backward();
    optimizer.step();
  };
  for (int i = 0; i < 6; ++i) step(a);
  step(b);
  Replay replay(b, [&] { return loss(b); });
  CHECK(replay.reason().empty());
  replay.run(5);
  CHECK(same(eager[0], replayed[0]));
}

TEST_CASE("a loss that fails elsewhere is evaluated, and its errors are those of the step") {
  const Tensor p = Tensor::of<float>({2}, {0.5, 0.99}).set_requires_grad(true);
  const Tensor y = Tensor::of<float>({2}, {0, 1});
  Optimizer<optim::SGD> optimizer(std::vector<Tensor>{p}, {.lr = 0.1});
  Replay replay(optimizer, [&] { return binary_cross_entropy(p, y, Tensor()); });
  CHECK(replay.reason() == "elsewhere it fails: all elements of input should be between 0 and 1");
  CHECK(thrown([&] { replay.run(50); }) == "all elements of input should be between 0 and 1");
}

}  // namespace downhill
