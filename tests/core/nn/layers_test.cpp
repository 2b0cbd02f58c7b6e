// Structured layers from C++: names, default initialisation and results as real PyTorch's.
#include <downhill/downhill.h>

#include <doctest/doctest.h>

namespace downhill {

namespace {

struct Expected {
  std::vector<std::string> names;
  std::vector<double> first;
  double next;
};

void check_layer(const nn::Module& layer, const Expected& expected) {
  CAPTURE(layer.name());
  std::vector<std::string> names;
  for (const auto& [name, t] : layer.state_dict()) names.push_back(name);
  CHECK(names == expected.names);
  const std::vector<Tensor> parameters = layer.parameters();
  REQUIRE(parameters.size() == expected.first.size());
  for (std::size_t i = 0; i < parameters.size(); ++i)
    CHECK(parameters[i].to_vector<double>()[0] == expected.first[i]);
  CHECK(nn::init::uniform_(Tensor::empty({1})).item() == expected.next);
}

#define PLAIN(...) __VA_ARGS__

}  // namespace

TEST_CASE("Layers start as PyTorch's, and draw as many numbers"){
#define LAYER(Name, arguments, names, first, next)                \
  {                                                               \
    default_generator().manual_seed(7);                           \
    const nn::Name layer{PLAIN arguments};                        \
    check_layer(layer, Expected{PLAIN names, PLAIN first, next}); \
  }
#include "../../golden/nn/layers.inc"
#undef LAYER
}

TEST_CASE("Batch statistics are followed in training and used in evaluation") {
  nn::BatchNorm1d norm(2);
  const auto x = Tensor::of<float>({2, 2}, {0, 1, 2, 5});
  norm(x);
  CHECK(norm.running_mean.to_vector<double>()[1] == doctest::Approx(0.3));
  CHECK(norm.running_var.to_vector<double>()[1] == doctest::Approx(0.9 + 0.8));
  CHECK(norm.num_batches_tracked.item() == 1);
  norm.eval();
  CHECK(norm(x).to_vector<double>()[3] == doctest::Approx((5 - 0.3) / std::sqrt(1.7 + 1e-5)));
  CHECK(norm.num_batches_tracked.item() == 1);
  CHECK_THROWS_WITH(norm(Tensor::full({2, 2, 2, 2}, 1.0)),
                    "expected 2D or 3D input (got 4D input)");
}

TEST_CASE("A recurrent layer is its cell step by step") {
  const nn::LSTM layer(3, 2);
  nn::LSTMCell cell(3, 2);
  cell.weight_ih = layer.all[0], cell.weight_hh = layer.all[1];
  cell.bias_ih = layer.all[2], cell.bias_hh = layer.all[3];
  const auto x = Tensor::of<float>({2, 1, 3}, {0.1f, -0.2f, 0.3f, 0.5f, 0.25f, -1});
  const Tensors all = nn::entries::LSTM::forward(layer, x);
  REQUIRE(all.size() == 3);
  Tensors state = cell(ops::select(x, 0, 0));
  state = cell(ops::select(x, 0, 1), state[0], state[1]);
  CHECK(state[0].to_vector<float>() == ops::select(all[0], 0, 1).to_vector<float>());
  CHECK(state[1].to_vector<float>() == ops::select(all[2], 0, 0).to_vector<float>());
}

TEST_CASE("A small convolutional network learns") {
  default_generator().manual_seed(0);
  nn::Sequential net{nn::Conv2d(1, 2, Ints{3}, Ints{1}, Padding("same")),
                     nn::BatchNorm2d(2),
                     nn::ReLU(),
                     nn::MaxPool2d(Ints{2}),
                     nn::Flatten(),
                     nn::Linear(8, 2)};
  Tensor x = Tensor::empty({6, 1, 4, 4});
  for (int64_t i = 0; i < x.numel(); ++i)
    x.data<float>()[i] = static_cast<float>((i * 7 + i / 16 * 5) % 11) / 11;
  const auto y = Tensor::of<int64_t>({6}, {0, 1, 0, 1, 0, 1});
  Optimizer<optim::SGD> optimizer(net.parameters(), {.lr = 0.1});
  nn::CrossEntropyLoss loss;
  double first = 0, last = 0;
  for (int i = 0; i < 40; ++i) {
    optimizer.zero_grad();
    const Tensor l = loss(net(x), y);
    l.backward();
    optimizer.step();
    last = l.item();
    if (i == 0) first = last;
  }
  CHECK(last < 0.5 * first);
}

}  // namespace downhill
