// One line per operator, rule and program: a hash of every bit that it computes.
// tests/wasm/digest.test.ts compares the lines of the native program with those of the wasm one.
#include <downhill/downhill.h>

#include <doctest/doctest.h>

#include <cstdio>
#include <map>

#include "../ops/samples.h"

namespace downhill::test {
namespace {

// NaNs count as equal: their sign and payload are the processor's affair.
void fold_into(Fold& fold, const Tensor& t) {
  if (!t.defined()) return fold.add(0x6e6f6e65);
  for (const int64_t size : t.sizes()) fold.add(static_cast<uint64_t>(size));
  const Tensor plain = t.detach().contiguous();
  visit(plain.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const T* values = plain.data<T>();
    for (int64_t i = 0; i < plain.numel(); ++i)
      fold.add(values[i] != values[i] ? 0x6e616e : bits(values[i]));
  });
}

void say(const std::string& name, const Fold& fold) {
  std::printf("digest %s %016llx\n", name.c_str(), static_cast<unsigned long long>(fold.hash()));
}

// Numbers of all bits between two bounds.
Tensor spread(const Tensor& like, double low, double high, Splitmix& random) {
  Tensor t = Tensor::empty(like.sizes(), DType::Float64);
  for (int64_t i = 0; i < t.numel(); ++i)
    t.data<double>()[i] = low + (high - low) * (static_cast<double>(random.next() >> 11) * 0x1p-53);
  return cast(t, like.dtype());
}

// The sample's shapes with longer sides, for the vector loops and what is left over after them.
std::string grown(const std::string& shapes) {
  static const std::map<char, std::string> longer{{'2', "33"}, {'3', "70"}, {'4', "19"}};
  std::string text;
  bool inside = false;
  for (const char c : shapes) {
    inside = c == '[' || (inside && c != ']');
    const auto at = longer.find(c);
    text += inside && at != longer.end() ? at->second : std::string(1, c);
  }
  return text;
}

// Forward and backward; what an operator refuses counts by its text.
void run_into(Fold& fold, const Entry& entry, const Sample& sample, DType dtype) {
  Splitmix random(11);
  try {
    Tensors inputs = inputs_of(sample, dtype);
    for (Tensor& t : inputs) {
      if (t.is_floating()) (t = spread(t, sample.low, sample.high, random)).set_requires_grad(true);
    }
    const Tensors results = run(entry, sample, inputs);
    for (const Tensor& result : results) fold_into(fold, result);
    if (!results[0].requires_grad()) return;
    results[0].backward(spread(results[0], -1, 1, random));
    for (const Tensor& t : inputs) fold_into(fold, t.grad());
  } catch (const Error& e) {
    for (const char* c = e.what(); *c; ++c) fold.add(static_cast<uint64_t>(*c));
  }
}

}  // namespace

TEST_CASE("Digest: every operator, forward and backward") {
  for (const Entry& entry : entries()) {
    if (entry.op->samples.empty()) continue;  // derivatives of others, which run them
    Fold fold;
    for (const Sample& sample : entry.op->samples) {
      const std::string larger = grown(sample.shapes);
      Sample large = sample;
      large.shapes = larger.c_str();
      for (const DType dtype : {DType::Float32, DType::Float64}) {
        run_into(fold, entry, sample, dtype);
        run_into(fold, entry, large, dtype);
      }
    }
    say(std::string(entry.name()) + "#" + std::to_string(entry.op->id), fold);
    CHECK(fold.hash() != Fold().hash());
  }
}

TEST_CASE("Digest: every optimizer") {
  for (int id = 0; id < kRuleCount; ++id) {
    if (rule_at(id).info->name == std::string("SparseAdam")) continue;  // has no step
    std::vector<NamedArgument> options{{"lr", argument(0.03)}};
    const auto defaults = rule_at(id).new_options();
    for (const auto& [name, value] : list_fields(rule_at(id).options->fields, defaults.get()))
      if (name == "weight_decay") options.emplace_back(name, argument(0.01));
    Fold fold;
    for (const DType dtype : {DType::Float32, DType::Float64}) {
      Splitmix random(5);
      Tensor p = spread(Tensor::empty({5, 7}, dtype), -2, 2, random);
      p.set_requires_grad(true);
      OptimizerBase optimizer(rule_at(id), {{"", p}}, options);
      const auto loss = [&] {
        optimizer.zero_grad();
        const Tensor value = sum(mul(sin(p), p));
        if (!optimizer.rule().info->graph) value.backward();
        return value;
      };
      for (int i = 0; i < (optimizer.rule().task ? 5 : 50); ++i) optimizer.step(loss);
      fold_into(fold, p);
      for (const Tensor& state : optimizer.groups()[0].params[0].state) fold_into(fold, state);
    }
    say(rule_at(id).info->name, fold);
    CHECK(fold.hash() != Fold().hash());
  }
}

TEST_CASE("Digest: random numbers, initial values and training") {
  Fold fold;
  manual_seed(3);
  nn::Sequential model{nn::Linear(5, 16), nn::Tanh(), nn::Linear(16, 16), nn::Sigmoid(),
                       nn::Linear(16, 3)};
  const Tensor x = Tensor::empty({40, 5});
  default_generator().normal(x.data<float>(), x.numel());
  const Tensor classes = Tensor::empty({40}, DType::Int64);
  default_generator().randint(classes.data<int64_t>(), 40, 0, 3);
  Optimizer<optim::AdamW> optimizer(model.named_parameters(), {.lr = 0.01, .amsgrad = true});
  double first = 0, last = 0;
  for (int i = 0; i < 100; ++i) {
    optimizer.zero_grad();
    const Tensor loss = nn::CrossEntropyLoss()(model(x), classes);
    loss.backward();
    optimizer.step();
    fold_into(fold, loss);
    (i == 0 ? first : last) = loss.item();
  }
  for (const Tensor& p : model.parameters()) fold_into(fold, p);
  say("training", fold);
  CHECK(last < first / 2);
}

}  // namespace downhill::test
