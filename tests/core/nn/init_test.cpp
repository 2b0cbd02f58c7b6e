#include <downhill/downhill.h>

#include <doctest/doctest.h>

namespace downhill {

namespace {
struct Case {
  uint64_t seed;
  int64_t inputs, outputs;
  bool bias;
  DType dtype;
  std::vector<double> weight, bias_values, next;
};
const Case cases[] = {
#include "../../golden/nn/linear.inc"
};
// Layouts of memory, as make_init.py makes them.
Tensor plain(const Shape& sizes) { return Tensor::empty(sizes); }
Tensor transposed(const Shape& sizes) {
  return Tensor::alias(Tensor::empty(sizes), sizes, {1, sizes[0]}, 0);
}
Tensor gaps(const Shape& sizes) {
  return Tensor::alias(Tensor::empty({sizes[0], 2 * sizes[1]}), sizes, {2 * sizes[1], 2}, 0);
}
struct Fill {
  const char* name;
  Shape sizes;
  Tensor (*layout)(const Shape& sizes);
  void (*run)(const Tensor& t);
  std::vector<double> values;  // and the next number that the generator gives
};
const Fill fills[] = {
#include "../../golden/nn/init.inc"
};
}  // namespace

TEST_CASE("Linear starts with PyTorch's weights, bit for bit") {
  for (const Case& c : cases) {
    CAPTURE(c.seed);
    CAPTURE(c.inputs);
    manual_seed(c.seed);
    const nn::Linear layer(c.inputs, c.outputs, c.bias, c.dtype);
    CHECK(layer.weight.to_vector<double>() == c.weight);
    CHECK(layer.bias.defined() == c.bias);
    if (c.bias) CHECK(layer.bias.to_vector<double>() == c.bias_values);
    float next = 0;
    default_generator().uniform(&next, 1);
    CHECK(next == static_cast<float>(c.next[0]));
  }
}

TEST_CASE("Every initialisation has PyTorch's numbers, bit for bit, in every layout of memory") {
  for (const Fill& fill : fills) {
    CAPTURE(fill.name);
    CAPTURE(fill.values);
    const Tensor t = fill.layout(fill.sizes);
    manual_seed(7);
    fill.run(t);
    std::vector<double> values = t.to_vector<double>();
    float next = 0;
    default_generator().uniform(&next, 1);
    values.push_back(next);
    if (std::string(fill.name) != "orthogonal_") {
      CHECK(values == fill.values);
      continue;
    }
    REQUIRE(values.size() == fill.values.size());
    CHECK(values.back() == fill.values.back());
    for (std::size_t i = 0; i < values.size(); ++i)  // LAPACK's roundings are its own
      CHECK(std::abs(values[i] - fill.values[i]) <= 5e-7);
  }
}

TEST_CASE("Mistakes in initial values have PyTorch's texts") {
  CHECK_THROWS_WITH(nn::init::calculate_gain("gelu"), "Unsupported nonlinearity gelu");
  CHECK_THROWS_WITH(nn::init::eye_(Tensor::empty({3})),
                    "Only tensors with 2 dimensions are supported");
  CHECK_THROWS_WITH(nn::init::sparse_(Tensor::empty({3}), 0.5),
                    "Only tensors with 2 dimensions are supported");
  CHECK_THROWS_WITH(nn::init::dirac_(Tensor::empty({3, 3})),
                    "Only tensors with 3, 4, or 5 dimensions are supported");
  CHECK_THROWS_WITH(nn::init::dirac_(Tensor::empty({3, 2, 2}), 2),
                    "dim 0 must be divisible by groups");
  CHECK_THROWS_WITH(nn::init::orthogonal_(Tensor::empty({3})),
                    "Only tensors with 2 or more dimensions are supported");
  CHECK(nn::init::orthogonal_(Tensor::empty({0, 2})).numel() == 0);
}

TEST_CASE("Initial values go where a view points, and have no history") {
  const Tensor matrix = Tensor::full({3, 4}, 0);
  const Tensor column = Tensor::alias(matrix, {3}, {4}, 1);
  manual_seed(0);
  nn::init::uniform_(column, 1, 2);
  const auto values = matrix.to_vector<double>();
  CHECK(values[0] == 0);
  CHECK((values[1] >= 1 && values[5] >= 1 && values[9] >= 1));
  CHECK_FALSE(column.requires_grad());
  CHECK_THROWS_WITH(
      nn::init::kaiming_uniform_(column),
      "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
}

}  // namespace downhill
