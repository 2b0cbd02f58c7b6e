#include <downhill/downhill.h>

#include <doctest/doctest.h>

namespace downhill {

namespace {

const std::vector<double> expected[] = {
#include "../../golden/nn/training.inc"
};

Tensor grid() {  // the points of make_modules.py
  std::vector<float> points;
  for (int i = 0; i < 9; ++i) {
    for (int j = 0; j < 9; ++j)
      points.insert(points.end(), {static_cast<float>(i) / 4 - 1, static_cast<float>(j) / 4 - 1});
  }
  return Tensor::of<float>({81, 2}, points);
}

// Every tenth of 60 losses. Matrix products are not pinned to the bit, so they are compared to five
// digits.
template <class Loss>
void train(nn::Module& model, Loss criterion, const Tensor& x, const Tensor& y,
           OptimizerBase& optimizer, const std::vector<double>& losses) {
  for (std::size_t i = 0; i < 60; ++i) {
    optimizer.zero_grad();
    const Tensor loss = criterion(model(x), y);
    loss.backward();
    optimizer.step();
    if (i % 10 == 0) CHECK(loss.item() == doctest::Approx(losses[i / 10]).epsilon(1e-5));
  }
}

}  // namespace

TEST_CASE("A network for regression trains as in PyTorch") {
  manual_seed(1);
  nn::Sequential model{nn::Linear(2, 8), nn::Tanh(), nn::Linear(8, 1)};
  const Tensor x = grid();
  std::vector<float> products;
  const auto points = x.to_vector<float>();
  for (std::size_t i = 0; i < points.size(); i += 2) products.push_back(points[i] * points[i + 1]);
  Optimizer<optim::Adam> optimizer(model.parameters(), {.lr = 0.02});
  train(model, nn::MSELoss(), x, Tensor::of<float>({81, 1}, products), optimizer, expected[0]);
}

TEST_CASE("A network for classes trains as in PyTorch") {
  manual_seed(2);
  nn::Sequential model{nn::Linear(2, 6), nn::ReLU(), nn::Linear(6, 3)};
  const Tensor x = grid();
  std::vector<int64_t> classes;
  const auto points = x.to_vector<float>();
  for (std::size_t i = 0; i < points.size(); i += 2)
    classes.push_back((points[i] > 0) + (points[i + 1] > 0.3F));
  Optimizer<optim::SGD> optimizer(model.named_parameters(), {.lr = 0.3, .momentum = 0.9});
  train(model, nn::CrossEntropyLoss(), x, Tensor::of<int64_t>({81}, classes), optimizer,
        expected[1]);
}

}  // namespace downhill
