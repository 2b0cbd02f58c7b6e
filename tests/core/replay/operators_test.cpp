// Every operator's samples in a loss: replayed steps have the digits of eager ones.
#include <downhill/downhill.h>
#include <downhill/replay/replay.h>

#include <doctest/doctest.h>

#include <cstring>
#include <map>

#include "../ops/samples.h"

using namespace downhill;
using namespace downhill::test;

namespace {

// Why a loss with such an operator is evaluated in each step.
const std::map<std::string_view, std::string_view> kEvaluated = {
    {"nonzero", "sizes depend on values in 'nonzero'"},
    {"gaussian_nll_loss", "it takes numbers out of tensors"},  // is a variance negative?
    {"prod", "it takes numbers out of tensors"},               // is there a zero?
    {"cumprod", "it takes numbers out of tensors"},
};

// & | ^ ~ take no floats. (Asked before a Training is made: in emscripten 3.1.6 an exception that
// is caught within the initialisers of a constructor ends in `unreachable`.)
DType meant(const Entry& entry, const Sample& sample) {
  try {
    run(entry, sample, inputs_of(sample, DType::Float64));
    return DType::Float64;
  } catch (const Error&) {
    return DType::Int64;
  }
}

Tensors leaves(const Sample& sample, DType dtype) {
  Tensors inputs = inputs_of(sample, dtype);
  const auto shapes = shapes_of(sample.shapes);
  for (int i = 0; i < inputs.size(); ++i) {
    if (shapes[static_cast<std::size_t>(i)].kind == InputShape::Kind::values &&
        inputs[i].is_floating())
      inputs[i].set_requires_grad(true);
  }
  return inputs;
}

// A number that depends on all results, and whose gradient depends on their values.
Tensor loss_of(const Tensors& results, const std::vector<Tensor>& parameters) {
  Tensor total = Tensor::full({}, 0, DType::Float64);
  for (const Tensor& t : results)
    total = add(total, sum(mul(t.to(DType::Float64), weights_like(t.to(DType::Float64)))));
  Tensor loss = total;
  for (const Tensor& p : parameters) loss = add(loss, mul(sum(mul(p, p)), total.detach()));
  return loss;
}

bool same(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  const Tensor x = a.detach().contiguous(), y = b.detach().contiguous();
  return x.sizes() == y.sizes() &&
         std::memcmp(x.raw(), y.raw(),
                     static_cast<std::size_t>(x.numel() * item_size(x.dtype()))) == 0;
}

// One training of an operator's sample, eager or replayed.
struct Training {
  Training(const Entry& entry, const Sample& sample, DType dtype)
      : entry(entry), attributes(entry, sample.attributes), inputs(leaves(sample, dtype)) {
    for (const Tensor& t : inputs)
      if (t.requires_grad()) parameters.push_back(t);
    if (parameters.empty())
      parameters.push_back(Tensor::full({2}, 0.3, DType::Float64).set_requires_grad(true));
    optimizer.emplace(parameters, optim::SGD::Options{.lr = 1e-3});
  }
  Tensor loss() { return loss_of(apply(*entry.op, Tensors(inputs), attributes.get()), parameters); }

  const Entry& entry;
  Attributes attributes;
  Tensors inputs;
  std::vector<Tensor> parameters;
  std::optional<Optimizer<optim::SGD>> optimizer;
};

}  // namespace

TEST_CASE("a loss with any operator is replayed, or evaluated for a reason that is listed") {
  int replays = 0;
  each_sample([&](const Entry& entry, const Sample& sample) {
    CAPTURE(title(entry, sample));
    const DType dtype = meant(entry, sample);
    Training eager(entry, sample, dtype), replayed(entry, sample, dtype);
    manual_seed(5);
    double last = 0;
    for (int i = 0; i < 5; ++i) {
      eager.optimizer->zero_grad();
      const Tensor loss = eager.loss();
      loss.backward();
      last = loss.item();
      eager.optimizer->step();
    }
    manual_seed(5);
    Replay replay(*replayed.optimizer, [&] { return replayed.loss(); });
    replay.run(5);
    const auto listed = kEvaluated.find(entry.name());
    if (listed == kEvaluated.end() || !replay.reason().empty())
      CHECK(replay.reason() == (listed == kEvaluated.end() ? "" : listed->second));
    replays += replay.reason().empty();
    CHECK(same(Tensor::scalar(replay.loss()), Tensor::scalar(last)));
    for (std::size_t i = 0; i < eager.parameters.size(); ++i) {
      CHECK(same(eager.parameters[i], replayed.parameters[i]));
      CHECK(same(eager.parameters[i].grad(), replayed.parameters[i].grad()));
    }
    for (int i = 0; i < eager.inputs.size(); ++i) CHECK(same(eager.inputs[i], replayed.inputs[i]));
  });
  CHECK(replays > 200);
}
