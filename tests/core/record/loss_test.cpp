// The loss of a step: the sum of the roots whose gradients the parameters hold.
#include <downhill/autograd/engine.h>
#include <downhill/ops/list.h>
#include <downhill/record/series.h>

#include <doctest/doctest.h>

#include <cmath>

using namespace downhill;
using record::loss_of;

namespace {
Tensor leaf(float value) {
  Tensor t = Tensor::scalar(value);
  t.set_requires_grad(true);
  return t;
}
}  // namespace

TEST_CASE("one backward run: its root") {
  const Tensor x = leaf(3);
  CHECK(std::isnan(loss_of({x})));
  mul(x, x).backward();
  CHECK(loss_of({x}) == 9);
}

TEST_CASE("accumulated losses add up, and a zeroed or dropped gradient forgets them") {
  const Tensor x = leaf(3), y = leaf(2);
  mul(x, y).backward();
  mul(x, 10).backward();
  CHECK(loss_of({x, y}) == 36);  // 6 is counted once
  CHECK(loss_of({y}) == 6);
  SUBCASE("zeroed") {
    zero.inplace(x.grad());
    CHECK(std::isnan(loss_of({x})));
    CHECK(loss_of({x, y}) == 6);
    mul(x, 4).backward();
    CHECK(loss_of({x}) == 12);
  }
  SUBCASE("dropped") {
    x.set_grad({});
    CHECK(std::isnan(loss_of({x})));
    mul(x, 4).backward();
    CHECK(loss_of({x}) == 12);
  }
  SUBCASE("changed in place: still the gradient of that loss") {
    mul.inplace(x.grad(), 0.5);
    CHECK(loss_of({x}) == 36);
  }
  SUBCASE("set by hand: unknown") {
    x.set_grad(Tensor::scalar(1.0F));
    CHECK(std::isnan(loss_of({x})));
  }
}

TEST_CASE("two optimizers: each has the losses that its parameters saw") {
  const Tensor a = leaf(3), b = leaf(2);
  add(mul(a, a), b).backward();
  mul(b, 5).backward();
  CHECK(loss_of({a}) == 11);
  CHECK(loss_of({b}) == 21);
  CHECK(loss_of({a, b}) == 21);
}

TEST_CASE("a root that is no number: root times its gradient") {
  Tensor x = Tensor::of<float>({2}, {1, 2});
  x.set_requires_grad(true);
  mul(x, 3).backward(Tensor::of<float>({2}, {1, 10}));
  CHECK(loss_of({x}) == 63);
}

TEST_CASE("several roots of one run are one loss") {
  const Tensor x = leaf(3);
  backward({mul(x, 2), mul(x, x)}, {});
  CHECK(loss_of({x}) == 15);
}

TEST_CASE("autograd.grad leaves no loss behind") {
  const Tensor x = leaf(3);
  const Tensor g = grad({mul(x, x)}, {x})[0];
  CHECK(std::isnan(loss_of({x})));
  x.set_grad(g);
  CHECK(std::isnan(loss_of({x})));
}

TEST_CASE("gradients with a graph have their losses too") {
  const Tensor x = leaf(3);
  mul(x, x).backward({}, false, true);
  mul(x, 2).backward({}, false, true);
  CHECK(loss_of({x}) == 15);
  x.set_grad({});  // a cycle otherwise, as in PyTorch
}

TEST_CASE("a gradient that is never zeroed keeps the sum, in bounded memory") {
  const Tensor x = leaf(1);
  for (int i = 0; i < 500; ++i) mul(x, 2).backward();
  CHECK(loss_of({x}) == 1000);
  int notes = 0;
  for_each_note(*x.grad().impl(), [&](const RootNote&) { ++notes; });
  CHECK(notes == 64);
}

TEST_CASE("infinite and unknown losses stay what they are") {
  const Tensor x = leaf(3);
  mul(x, std::numeric_limits<double>::infinity()).backward();
  CHECK(loss_of({x}) == std::numeric_limits<double>::infinity());
  mul(x, std::nan("")).backward();
  CHECK(std::isnan(loss_of({x})));
}
