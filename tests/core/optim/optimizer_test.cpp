#include <downhill/downhill.h>

#include <doctest/doctest.h>

#include <cmath>

namespace downhill {

namespace {

Tensor leaf(std::vector<float> values) {
  Tensor t = Tensor::of<float>({static_cast<int64_t>(values.size())}, values);
  t.set_requires_grad(true);
  return t;
}

// The kind and text of what f throws.
template <class F>
std::pair<ErrorKind, std::string> thrown(F&& f) {
  try {
    f();
  } catch (const Error& e) {
    return {e.kind(), e.what()};
  }
  return {};
}

// One step down the sum of squares of all.
void descend(OptimizerBase& optimizer, const std::vector<Tensor>& params) {
  const auto loss = [&] {
    optimizer.zero_grad();
    Tensor total = sum(square(params[0]));
    for (std::size_t i = 1; i < params.size(); ++i) total = add(total, sum(square(params[i])));
    if (!optimizer.rule().info->graph) total.backward();
    return total;
  };
  if (optimizer.rule().task) {
    optimizer.step(loss);
  } else {
    loss();
    optimizer.step();
  }
}

}  // namespace

TEST_CASE("The first cell of the notebook, in C++") {
  const Tensor x = leaf({15});
  Optimizer<optim::SGD> optimizer({x}, {.lr = 0.05});
  std::vector<double> visited{x.item()};
  for (int i = 1; i <= 100; ++i) {
    optimizer.zero_grad();
    pow(x, 2).backward();
    optimizer.step();
    if (i % 20 == 0) visited.push_back(x.item());
  }
  CHECK(visited == std::vector<double>{15.0, 1.823649525642395, 0.22171321511268616,
                                       0.026955142617225647, 0.0032771159894764423,
                                       0.0003984206705354154});
}

TEST_CASE("Constructors refuse what PyTorch's refuse, in its words") {
  const Tensor x = leaf({1});
  using optim::Adagrad, optim::Adam, optim::AdamW, optim::RMSprop, optim::SGD;
  const auto value = ErrorKind::value, runtime = ErrorKind::runtime;
  using Thrown = std::pair<ErrorKind, std::string>;
  CHECK(thrown([&] { Optimizer<SGD>({x}, {.lr = -1}); }) ==
        Thrown(value, "Invalid learning rate: -1"));
  CHECK(thrown([&] { Optimizer<SGD>({x}, {.lr = -1.0}); }) ==
        Thrown(value, "Invalid learning rate: -1.0"));
  CHECK(thrown([&] { Optimizer<SGD>({x}, {.momentum = -0.5}); }) ==
        Thrown(value, "Invalid momentum value: -0.5"));
  CHECK(thrown([&] { Optimizer<SGD>({x}, {.nesterov = true}); }) ==
        Thrown(value, "Nesterov momentum requires a momentum and zero dampening"));
  CHECK(thrown([&] {
          Optimizer<SGD>({x}, {.momentum = 0.9, .dampening = 0.1, .nesterov = true});
        }) == Thrown(value, "Nesterov momentum requires a momentum and zero dampening"));
  CHECK(thrown([&] { Optimizer<SGD>({x}, {.momentum = 0.9, .nesterov = true}); }) == Thrown());
  CHECK(thrown([&] { Optimizer<SGD>({x}, {.differentiable = true, .fused = true}); }) ==
        Thrown(runtime, "`fused` does not support `differentiable`"));
  CHECK(thrown([&] { Optimizer<Adagrad>({x}, {.foreach = true, .fused = true}); }) ==
        Thrown(runtime, "`fused` and `foreach` cannot be `True` together."));
  CHECK(thrown([&] {
          Optimizer<Adam>({x}, {.betas = {0.9, 1.0}});
        }) == Thrown(value, "Invalid beta parameter at index 1: 1.0"));
  CHECK(thrown([&] { Optimizer<AdamW>({x}, {.eps = -1e-8}); }) ==
        Thrown(value, "Invalid epsilon value: -1e-08"));
  CHECK(thrown([&] { Optimizer<RMSprop>({x}, {.alpha = -1}); }) ==
        Thrown(value, "Invalid alpha value: -1"));
  CHECK(thrown([&] { Optimizer<Adam>({x}, {.lr = std::nan("")}); }) ==
        Thrown(value, "Invalid learning rate: nan"));
}

TEST_CASE("Parameter lists are checked as in PyTorch") {
  const Tensor x = leaf({1}), y = leaf({2});
  const Tensor made = mul(x, 2);
  using O = Optimizer<optim::SGD>;
  using Thrown = std::pair<ErrorKind, std::string>;
  const auto value = ErrorKind::value;
  CHECK(thrown([&] { O(std::vector<Tensor>{}); }) ==
        Thrown(value, "optimizer got an empty parameter list"));
  CHECK(thrown([&] { O({made}, {}); }) == Thrown(value, "can't optimize a non-leaf Tensor"));
  CHECK(thrown([&] {
          O({x, x}, {});
        }) == Thrown(value, "optimizer contains a parameter group with duplicate parameters"));
  CHECK(thrown([&] {
          O({x, Tensor()}, {});
        }) == Thrown(ErrorKind::type,
                     "optimizer can only optimize Tensors, but one of the params is NoneType"));
  O o({x}, {});
  CHECK(thrown([&] {
          o.add_group(std::vector<Tensor>{y, x}, optim::SGD::Options());
        }) == Thrown(value, "some parameters appear in more than one parameter group"));
  CHECK(o.groups().size() == 1);
  CHECK(thrown([&] {
          o.add_group(std::vector<NamedTensor>{{"y", y}}, optim::SGD::Options());
        }) == Thrown(value,
                     "all optimizer param groups should be with/without names. cannot add param "
                     "group with names to the optimizer"));
  CHECK(thrown([&] {
          O({{"x", x}, {"", y}}, {});
        }) ==
        Thrown(value,
               "all optimizer params should be with/without names. Some param names are missing"));
}

TEST_CASE("Groups have options of their own, which may change between steps") {
  const Tensor a = leaf({1}), b = leaf({1}), c = leaf({1});
  Optimizer<optim::SGD> optimizer({a}, {.lr = 0.25});
  optimizer.add_group({b}, {.lr = 0.125});
  optimizer.OptimizerBase::add_group({{"", c}});  // options of the constructor
  descend(optimizer, {a, b, c});
  CHECK(a.item() == 0.5);
  CHECK(b.item() == 0.75);
  CHECK(c.item() == 0.5);
  optimizer.options(1).lr = 0.5;
  optimizer.set_option(2, "lr", argument(-0.5));  // as in PyTorch: a changed option is not checked
  descend(optimizer, {a, b, c});
  CHECK(a.item() == 0.25);
  CHECK(b.item() == 0);
  CHECK(c.item() == 1);
  CHECK_THROWS_WITH(optimizer.set_option(0, "rate", argument(1)),
                    "SGD.__init__() got an unexpected keyword argument 'rate'");
}

TEST_CASE("Parameters without a gradient stay as they are, without state") {
  const Tensor a = leaf({1}), b = leaf({1});
  Optimizer<optim::Adam> optimizer({a, b}, {});
  descend(optimizer, {a});
  CHECK(b.item() == 1);
  CHECK(optimizer.state_dict().state.count(0) == 1);
  CHECK(optimizer.state_dict().state.count(1) == 0);
}

TEST_CASE("A step records nothing, and counts as a write") {
  const Tensor x = leaf({1});
  Optimizer<optim::SGD> optimizer({x}, {.lr = 0.1});
  const Tensor y = sum(square(x));
  y.backward({}, true);
  optimizer.step();
  CHECK(x.is_leaf());
  CHECK(GradMode::enabled());
  CHECK_THROWS_AS(y.backward(), Error);  // x was overwritten
}

TEST_CASE("zero_grad drops gradients, or overwrites them") {
  const Tensor x = leaf({1, 2});
  Optimizer<optim::SGD> optimizer({x}, {});
  sum(square(x)).backward();
  const Tensor g = x.grad();
  optimizer.zero_grad(false);
  CHECK(x.grad().is(g));
  CHECK(g.to_vector<double>() == std::vector<double>{0, 0});
  optimizer.zero_grad();
  CHECK_FALSE(x.grad().defined());
}

Tensor matrix(const std::vector<double>& values) {
  return Tensor::of<double>({2, 2}, values).set_requires_grad(true);
}

TEST_CASE("Every rule: options by name, and a state dict that goes on where another stopped") {
  for (int id = 0; id < kRuleCount; ++id) {
    const Rule& rule = rule_at(id);
    CAPTURE(std::string(rule.info->name));
    const Tensor a = matrix({1, -2, 3, 0.5}), b = matrix({1, -2, 3, 0.5});
    const std::vector<NamedArgument> options{{"lr", argument(0.1)}};
    OptimizerBase first(rule, {{"x", a}}, options);
    if (rule.info->name == std::string("SparseAdam")) {  // there are no sparse gradients
      CHECK_THROWS_WITH(
          descend(first, {a}),
          "SparseAdam does not support dense gradients, please consider Adam instead");
      continue;
    }
    for (int i = 0; i < 3; ++i) descend(first, {a});
    OptimizerBase second(rule, {{"x", b}});
    {
      const NoGrad no_grad;
      copy.inplace(b, a);
    }
    // PyTorch makes loaded numbers (NAdam's mu_product) the parameter's dtype: so both have loaded.
    second.load_state_dict(first.state_dict());
    first.load_state_dict(first.state_dict());
    for (int i = 0; i < 3; ++i) {
      descend(first, {a});
      descend(second, {b});
    }
    CHECK(b.to_vector<double>() == a.to_vector<double>());
    CHECK(first.state_dict().param_groups[0].param_names == std::vector<std::string>{"x"});
  }
}

TEST_CASE("A state dict that does not fit is refused and leaves the optimizer as it was") {
  const Tensor x = leaf({1, 2});
  Optimizer<optim::Adam> optimizer({x}, {.lr = 0.1});
  descend(optimizer, {x});
  const OptimizerState good = optimizer.state_dict();
  const Tensor average = good.state.at(0)[1].second;

  OptimizerState bad = good;
  bad.state[0][1].second = Tensor::full({3}, 0.0);
  bad.param_groups[0].options[0].second = argument(7);
  CHECK_THROWS_WITH(optimizer.load_state_dict(bad),
                    "loaded state dict contains 'exp_avg' of size [3] for a parameter of size [2]");
  bad = good;
  bad.state[0][1].first = "velocity";
  CHECK_THROWS_WITH(optimizer.load_state_dict(bad),
                    "loaded state dict contains 'velocity', which is no state of Adam");
  bad = good;
  bad.param_groups.push_back(bad.param_groups[0]);
  CHECK_THROWS_WITH(optimizer.load_state_dict(bad),
                    "loaded state dict has a different number of parameter groups");
  bad = good;
  bad.param_groups[0].params.push_back(1);
  CHECK_THROWS_WITH(optimizer.load_state_dict(bad),
                    "loaded state dict contains a parameter group that doesn't match the size of "
                    "optimizer's group");
  CHECK(optimizer.state_dict().state.at(0)[1].second.is(average));
  CHECK(optimizer.options().lr.value() == 0.1);

  optimizer.load_state_dict(good);  // copies: what was saved stays as it is
  CHECK_FALSE(optimizer.state_dict().state.at(0)[1].second.same_storage(average));
}

TEST_CASE("Adagrad has its state before the first step") {
  const Tensor x = leaf({1, 2});
  Optimizer<optim::Adagrad> optimizer({x}, {.initial_accumulator_value = 0.5});
  CHECK(optimizer.state_dict().state.at(0)[1].second.to_vector<double>() ==
        std::vector<double>{0.5, 0.5});
}

}  // namespace downhill
