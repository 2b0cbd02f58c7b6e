#include <downhill/downhill.h>

#include <doctest/doctest.h>

namespace downhill {  // names like tanh and clone are also C's

namespace {

struct Net : nn::Module {
  nn::Linear hidden{2, 3}, out{3, 1};
  Tensor scale;
  Net() : Module("Net"), scale(register_parameter("scale", Tensor::full({}, 2.0))) {
    register_modules({{"hidden", hidden}, {"out", out}});
  }
  Tensor forward(const Tensor& x) override { return mul(out(tanh(hidden(x))), scale); }
};
struct Empty : nn::Module {
  Empty() : Module("Empty") {}
};

std::vector<std::string> names(const nn::Module& m) {
  std::vector<std::string> all;
  for (const auto& [name, p] : m.named_parameters()) all.push_back(name);
  return all;
}

}  // namespace

TEST_CASE("Parameters come in PyTorch's order, with their paths, and want gradients") {
  Net net;
  CHECK(names(net) == std::vector<std::string>{"scale", "hidden.weight", "hidden.bias",
                                               "out.weight", "out.bias"});
  for (const Tensor& p : net.parameters()) CHECK(p.requires_grad());
  nn::Sequential nested{nn::Linear(2, 3, false), nn::Sequential{nn::Tanh(), nn::Linear(3, 1)}};
  CHECK(names(nested) == std::vector<std::string>{"0.weight", "1.1.weight", "1.1.bias"});
  CHECK(nested.named_modules().size() == 5);
}

TEST_CASE("A parameter that two modules share comes once") {
  nn::Linear a(2, 2);
  nn::Linear b = a;
  CHECK(b.weight.is(a.weight));
  CHECK(names(nn::Sequential(a, std::move(b))) == std::vector<std::string>{"0.weight", "0.bias"});
}

TEST_CASE("Modules print as in Python") {
  CHECK(nn::Sequential(nn::Linear(2, 8), nn::ReLU(true),
                       nn::Sequential(nn::Softmax(1), nn::Flatten()))
            .repr() ==
        "Sequential(\n  (0): Linear(in_features=2, out_features=8, bias=True)\n  (1): "
        "ReLU(inplace=True)\n"
        "  (2): Sequential(\n    (0): Softmax(dim=1)\n    (1): Flatten(start_dim=1, end_dim=-1)\n  "
        ")\n)");
  CHECK(nn::ReLU().repr() == "ReLU()");
  CHECK(nn::Softmax().repr() == "Softmax(dim=None)");
  CHECK(nn::MSELoss().repr() == "MSELoss()");
}

TEST_CASE("Layers compute what their operators compute") {
  const Tensor x = Tensor::of<float>({2, 3}, {1, -2, 3, -4, 5, -6});
  auto same = [](const Tensor& a, const Tensor& b) {
    CHECK(a.to_vector<double>() == b.to_vector<double>());
  };
  nn::Linear layer(3, 2);
  same(layer(x), linear(x, layer.weight, layer.bias));
  CHECK(nn::Identity()(x).is(x));
  same(nn::ReLU()(x), relu(x));
  same(nn::Tanh()(x), tanh(x));
  same(nn::Sigmoid()(x), sigmoid(x));
  same(nn::Softmax()(x), softmax(x, 1));
  same(nn::Softmax(0)(x), softmax(x, 0));
  CHECK(nn::Flatten(0)(x).sizes() == Shape{6});
  const Tensor y = Tensor::full({2, 3}, 1.0);
  same(nn::MSELoss()(x, y), mse_loss(x, y));
  same(nn::L1Loss("sum")(x, y), l1_loss(x, y, "sum"));
  const Tensor classes = Tensor::of<int64_t>({2}, {2, 0});
  same(nn::CrossEntropyLoss()(x, classes), nll_loss(log_softmax(x, 1), classes, Tensor()));
  const Tensor in_place = clone(x);
  CHECK(nn::ReLU(true)(in_place).is(in_place));
  same(in_place, relu(x));
}

TEST_CASE("Errors are PyTorch's") {
  Empty empty;
  CHECK_THROWS_WITH(empty(Tensor::full({}, 0)),
                    "Module [Empty] is missing the required \"forward\" function");
  CHECK_THROWS_WITH(nn::MSELoss("median")(Tensor::full({}, 0.0), Tensor::full({}, 0.0)),
                    "median is not a valid value for reduction");
  CHECK_THROWS_WITH(nn::Linear(3, 1)(Tensor::full({2, 4}, 0.0)),
                    "mat1 and mat2 shapes cannot be multiplied (2x4 and 3x1)");
}

TEST_CASE("Training and evaluation reach every child") {
  Net net;
  CHECK(net.hidden.is_training());
  net.eval();
  CHECK_FALSE(net.hidden.is_training());
  net.train();
  CHECK(net.out.is_training());
}

TEST_CASE("zero_grad drops gradients, or overwrites them") {
  Net net;
  sum(net(Tensor::full({4, 2}, 1.0))).backward();
  CHECK(net.hidden.weight.grad().defined());
  net.zero_grad(false);
  CHECK(net.hidden.weight.grad().to_vector<double>() == std::vector<double>(6, 0));
  net.zero_grad();
  CHECK_FALSE(net.hidden.weight.grad().defined());
  net.requires_grad_(false);
  CHECK_FALSE(net(Tensor::full({4, 2}, 1.0)).requires_grad());
}

TEST_CASE("A state dict goes into another module; one that does not fit changes nothing") {
  Net a, b;
  b.load_state_dict(a.state_dict());
  CHECK(b.hidden.weight.to_vector<double>() == a.hidden.weight.to_vector<double>());
  CHECK_FALSE(b.hidden.weight.same_storage(a.hidden.weight));
  nn::Sequential small(nn::Linear(2, 3));
  const auto before = small.parameters()[0].to_vector<double>();
  auto state = nn::Sequential(nn::Linear(2, 3)).state_dict();
  state[1].second = Tensor::full({4}, 0.0);
  state.emplace_back("extra", Tensor::full({}, 0.0));
  CHECK_THROWS_WITH(
      small.load_state_dict(state),
      "Error(s) in loading state_dict for Sequential:\n\tUnexpected key(s) in state_dict: "
      "\"extra\". "
      "\n\tsize mismatch for 0.bias: copying a param with shape torch.Size([4]) from checkpoint, "
      "the shape in current model is torch.Size([3]).");
  CHECK(small.parameters()[0].to_vector<double>() == before);
  CHECK_THROWS_WITH(small.load_state_dict({}),
                    "Error(s) in loading state_dict for Sequential:\n\tMissing key(s) in "
                    "state_dict: \"0.weight\", \"0.bias\". ");
}

TEST_CASE("The schema lists every module with its arguments and parameters") {
  const std::string schema = nn::modules_schema();
  auto has = [&](const char* text) { CHECK(schema.find(text) != std::string::npos); };
  has("{\"name\":\"Linear\",\"file\":\"linear\",\"doc\":\"input @ weight.T + bias.\",\"inputs\":"
      "[\"input\"],\"args\":[{\"name\":\"in_features\",\"kind\":\"int\"");
  has("\"parameters\":[\"weight\",\"bias\"],\"repr\":[\"in_features\",\"out_features\",\"bias\"]");
  has("\"CrossEntropyLoss\"");
}

TEST_CASE("Making and resetting a layer's parameters are operators for other languages") {
  nn::Linear::Args args{3, 2, true, DType::Float64};
  const Op& make = nn::maker_at(kOpCount);
  CHECK(std::string(make.info->name) == "Linear");
  const Tensors made = apply(make, {}, &args);
  CHECK(made.size() == 3);
  CHECK(made[1].sizes() == Shape{2, 3});
  manual_seed(5);
  apply(nn::maker_at(kOpCount + 1), {made[1], made[2]}, &args);
  manual_seed(5);
  const nn::Linear layer(args);
  CHECK(made[1].to_vector<double>() == layer.weight.to_vector<double>());
  CHECK(made[2].to_vector<double>() == layer.bias.to_vector<double>());
  CHECK_THROWS(nn::maker_at(kOpCount - 1));
}

}  // namespace downhill
