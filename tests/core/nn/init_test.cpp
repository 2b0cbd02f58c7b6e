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
struct Fill {
  const char* name;
  void (*run)(const Tensor& t);
  std::vector<double> values;
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

TEST_CASE("Every initialisation has PyTorch's numbers, bit for bit") {
  for (const Fill& fill : fills) {
    CAPTURE(fill.name);
    const Tensor t = Tensor::empty({3, 5});
    manual_seed(7);
    fill.run(t);
    CHECK(t.to_vector<double>() == fill.values);
  }
  CHECK_THROWS_WITH(nn::init::calculate_gain("gelu"), "Unsupported nonlinearity gelu");
  CHECK_THROWS_WITH(nn::init::eye_(Tensor::empty({3})),
                    "Only tensors with 2 dimensions are supported");
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
