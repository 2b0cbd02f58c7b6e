// Backward runs as tasks: functions outside the core are asked for and answered, runs nest, and can
// be dropped.
#include <downhill/autograd/accumulate.h>
#include <downhill/autograd/engine.h>
#include <downhill/ops/list.h>

#include <doctest/doctest.h>

#include "check.h"

using namespace downhill;
using namespace downhill::test;

namespace {

using Floats = std::vector<float>;
using Status = BackwardTask::Status;
Tensor leaf(const Floats& values) {
  Tensor t = Tensor::of<float>({static_cast<int64_t>(values.size())}, values);
  t.set_requires_grad(true);
  return t;
}
Floats floats(const Tensor& t) { return t.to_vector<float>(); }

// A task that accumulates.
struct Run : BackwardTask {
  explicit Run(const Tensor& root, Options options = {})
      : BackwardTask({root}, {{}}, {}, options, false) {}
};

// out = f(x), whose backward is `function`.
Tensor outside(int function, const Tensors& inputs, const Tensor& value) {
  const Tensor out = value.detach().to(value.dtype());
  Tensor fresh = ops::clone(out);
  set_function_node(function, "ThingBackward", {inputs, {fresh}, {}, {}, {}});
  return fresh;
}

}  // namespace

TEST_CASE("a hook sees the gradient and may replace it") {
  const Tensor x = leaf({1, 2}), h = mul(x, 2);
  add_hook(h, 7);
  const Tensor y = sum(mul(h, h));
  Run task(y);
  REQUIRE(task.run() == Status::asks);
  CHECK(task.function() == 7);
  CHECK(floats(task.arguments()[0]) == Floats{4, 8});
  SUBCASE("left alone") {
    CHECK(task.answer({Tensor()}) == Status::done);
    CHECK(floats(x.grad()) == Floats{8, 16});
  }
  SUBCASE("replaced") {
    CHECK(task.answer({Tensor::of<float>({2}, {1, 1})}) == Status::done);
    CHECK(floats(x.grad()) == Floats{2, 2});
  }
}

TEST_CASE("several hooks run in their order, each on what the one before left") {
  const Tensor x = leaf({1}), h = mul(x, 2);
  for (const int f : {1, 2, 3}) add_hook(h, f);
  Run task(sum(h));
  REQUIRE(task.run() == Status::asks);
  CHECK(task.function() == 1);
  REQUIRE(task.answer({Tensor::of<float>({1}, {5})}) == Status::asks);
  CHECK(task.function() == 2);
  CHECK(floats(task.arguments()[0]) == Floats{5});
  REQUIRE(task.answer({}) == Status::asks);
  CHECK(task.function() == 3);
  CHECK(floats(task.arguments()[0]) == Floats{5});
  CHECK(task.answer({}) == Status::done);
  CHECK(floats(x.grad()) == Floats{10});
}

TEST_CASE("a hook that removes itself does not keep the next from running") {
  const Tensor x = leaf({1}), h = mul(x, 2);
  for (const int f : {1, 2}) add_hook(h, f);
  Run task(sum(h));
  REQUIRE(task.run() == Status::asks);
  remove_hook(h, 1);
  REQUIRE(task.answer({Tensor::of<float>({1}, {5})}) == Status::asks);
  CHECK(task.function() == 2);
  CHECK(floats(task.arguments()[0]) == Floats{5});
  remove_hook(h, 2);
  CHECK(task.answer({}) == Status::done);
  CHECK(floats(x.grad()) == Floats{10});
}

TEST_CASE("a run that fails leaves no gradient behind at the nodes it shares with the next") {
  const Tensor x = leaf({1, 2});
  SUBCASE("at the end of the graph") {
    x.set_grad(expand(Tensor::of<float>({1}, {0}), Ints{2}));  // cannot be written to
    CHECK_THROWS_AS(sum(mul(x, 3)).backward(), Error);
    x.set_grad({});
  }
  SUBCASE("on the way, with a gradient waiting for another") {
    const Tensor h = mul(x, 2), strange = outside(9, {h}, Tensor::of<float>({2}, {6, 16}));
    {
      Run task(sum(add(mul(h, 5), strange)), {.retain_graph = true});
      REQUIRE(task.run() == Status::asks);
      CHECK_THROWS_AS(task.answer({Tensor::of<float>({3}, {1, 2, 3})}), Error);
    }
    sum(mul(h, 5)).backward();
    CHECK(floats(x.grad()) == Floats{10, 10});
    x.set_grad({});
  }
  sum(mul(x, 3)).backward();
  CHECK(floats(x.grad()) == Floats{3, 3});
}

TEST_CASE("a leaf's hook runs on the sum of what flows in, before it is added") {
  const Tensor x = leaf({1});
  add_hook(x, 4);
  const Tensor y = add(mul(x, 2), mul(x, 3));
  Run task(sum(y));
  REQUIRE(task.run() == Status::asks);
  CHECK(floats(task.arguments()[0]) == Floats{5});
  CHECK_FALSE(x.grad().defined());
  CHECK(task.answer({Tensor::of<float>({1}, {50})}) == Status::done);
  CHECK(floats(x.grad()) == Floats{50});
}

TEST_CASE("a leaf's hooks run once its gradient has grown, each with the leaf") {
  const Tensor x = leaf({1}), other = leaf({1});
  for (const int f : {1, 2, 3}) add_leaf_hook(x, f);
  add_hook(x, 9);
  const auto loss = [&] { return sum(add(mul(x, 2), mul(add(x, other), 3))); };
  {
    Run task(loss());
    REQUIRE(task.run() == Status::asks);
    CHECK(task.function() == 9);
    REQUIRE(task.answer({Tensor::of<float>({1}, {7})}) == Status::asks);
    CHECK(task.function() == 1);
    CHECK(task.arguments()[0].is(x));
    CHECK(floats(x.grad()) == Floats{7});
    remove_hook(x, 1);  // it takes itself off: the next is not left out
    REQUIRE(task.answer({}) == Status::asks);
    CHECK(task.function() == 2);
    {
      const GradModeGuard recording(true);
      sum(mul(x.detach().set_requires_grad(true), 2)).backward();  // a run within this one
    }
    REQUIRE(task.answer({}) == Status::asks);
    CHECK(task.function() == 3);
    CHECK(task.answer({}) == Status::done);
    CHECK(floats(other.grad()) == Floats{3});
  }
  remove_hook(x, 9);
  {
    Run task(loss());
    REQUIRE(task.run() == Status::asks);
    CHECK(task.function() == 2);
    CHECK(floats(x.grad()) == Floats{12});  // 7 and 5
  }
  dead_functions().clear();
  CHECK(grad({loss()}, {x}, {}).size() == 1);  // nothing is accumulated, nobody is asked
}

TEST_CASE("leaves get their gradients in the order of the inputs, as hooks see it") {
  // As PyTorch does: the second waits for the first's hook; the first is done when the second's
  // runs.
  const Tensor a = leaf({1}), b = leaf({1});
  bool first = false;
  SUBCASE("a hook of the first") { first = true; }
  SUBCASE("a hook of the second") {}
  add_hook(first ? a : b, 3);
  Run task(add(a, b));
  REQUIRE(task.run() == Status::asks);
  CHECK(a.grad().defined() == !first);
  CHECK_FALSE(b.grad().defined());
  CHECK(task.answer({}) == Status::done);
  CHECK(floats(a.grad()) == Floats{1});
  CHECK(floats(b.grad()) == Floats{1});
}

TEST_CASE("the end of a graph waits beside its leaf for the next graph") {
  Tensor x = leaf({1});
  const auto end_of = [](const Tensor& y) { return grad_fn(y)->next[0].node.get(); };
  const Node* end = end_of(mul(x, 2));  // that graph is gone
  CHECK(x.impl()->refs == 1);
  SUBCASE("it is the same node, with the hooks that came and went meanwhile") {
    add_hook(x, 5);
    add_hook(x, 6);
    remove_hook(x, 5);
    const Tensor y = mul(x, 3);
    CHECK(end_of(y) == end);
    Run task(y);
    REQUIRE(task.run() == Status::asks);
    CHECK(task.function() == 6);
    CHECK(task.answer({}) == Status::done);
    CHECK(floats(x.grad()) == Floats{3});
  }
  SUBCASE("it keeps its leaf while a graph refers to it, and no longer") {
    const Tensor memory = x.detach();
    Tensor y = mul(x, 3);
    x = {};
    CHECK(memory.impl()->storage->refs == 2);
    y = {};
    CHECK(memory.impl()->storage->refs == 1);
  }
}

TEST_CASE("a run inside a hook may pass through the same nodes") {
  const Tensor x = leaf({1}), h = mul(x, 2), y = mul(h, 3);
  add_hook(h, 7);
  Run outer(y, {.retain_graph = true});
  REQUIRE(outer.run() == Status::asks);
  {
    Run inner(y, {.retain_graph = true});
    REQUIRE(inner.run() == Status::asks);
    CHECK(inner.answer({Tensor::of<float>({1}, {10})}) == Status::done);
  }
  CHECK(floats(x.grad()) == Floats{20});
  CHECK(floats(outer.arguments()[0]) == Floats{3});
  CHECK(outer.answer({}) == Status::done);
  CHECK(floats(x.grad()) == Floats{26});
}

TEST_CASE("a function outside the core is asked for gradients of its inputs") {
  const Tensor x = leaf({1, 2}), w = leaf({3, 4});
  const Tensor y = outside(9, {mul(x, 2), w}, Tensor::of<float>({2}, {6, 16}));
  CHECK(std::string(grad_fn(y)->name()) == "ThingBackward");
  Run task(sum(mul(y, y)));
  REQUIRE(task.run() == Status::asks);
  CHECK(task.function() == 9);
  CHECK(floats(task.arguments()[0]) == Floats{12, 32});
  SUBCASE("both") {
    CHECK(task.answer({Tensor::of<float>({2}, {1, 2}), Tensor::of<float>({2}, {3, 4})}) ==
          Status::done);
    CHECK(floats(x.grad()) == Floats{2, 4});
    CHECK(floats(w.grad()) == Floats{3, 4});
  }
  SUBCASE("none for one") {
    CHECK(task.answer({Tensor(), Tensor::of<float>({2}, {3, 4})}) == Status::done);
    CHECK_FALSE(x.grad().defined());
    CHECK(floats(w.grad()) == Floats{3, 4});
  }
  SUBCASE("of a shape that does not fit") {
    CHECK(error_of([&] {
            task.answer({Tensor::full({3}, 1), Tensor()});
          }) ==
          "Function ThingBackward returned an invalid gradient at index 0 - got [3] but expected "
          "shape compatible with [2]");
  }
}

TEST_CASE("a run that cannot be asked says so") {
  const Tensor x = leaf({1}), y = outside(1, {x}, x);
  CHECK(error_of([&] { sum(y).backward(); }) == "this graph needs a function outside the core");
  CHECK(GradMode::enabled());
}

TEST_CASE("gradients are recorded in functions exactly if a graph is created") {
  for (const bool create : {false, true}) {
    const Tensor x = leaf({1}), y = outside(1, {x}, x);
    Run task(sum(y), {.retain_graph = create, .create_graph = create});
    REQUIRE(task.run() == Status::asks);
    CHECK(GradMode::enabled() == create);
    CHECK(task.answer({mul(task.arguments()[0], x)}) == Status::done);
    CHECK(GradMode::enabled());
    CHECK(x.grad().requires_grad() == create);
    x.set_grad({});
  }
}

TEST_CASE("a run inside a function of a run, over the same nodes") {
  const Tensor x = leaf({3});
  const Tensor shared = mul(x, x);
  const Tensor y = outside(1, {shared}, shared);
  Run outer(sum(y), {.retain_graph = true});
  REQUIRE(outer.run() == Status::asks);
  const GradModeGuard recording(true);  // as enable_grad() in a function written in Python
  {
    Run inner(sum(shared), {.retain_graph = true});
    CHECK(inner.run() == Status::done);
  }
  CHECK(floats(x.grad()) == Floats{6});
  {
    const Tensor z = outside(2, {shared}, shared);
    Run dropped(sum(z), {.retain_graph = true});
    REQUIRE(dropped.run() == Status::asks);
  }
  CHECK(outer.function() == 1);
  CHECK(outer.answer({Tensor::of<float>({1}, {10})}) == Status::done);
  CHECK(floats(x.grad()) == Floats{66});
}

TEST_CASE("a task that is dropped frees all that it held and restores the mode") {
  const Tensor x = leaf({1, 2}), saved = Tensor::of<float>({2}, {3, 4});
  const uint32_t of_x = x.impl()->refs, of_saved = saved.impl()->refs;
  for (const bool mode : {true, false}) {
    auto task = [&] {
      const GradModeGuard on(true);
      const Tensor h = mul(mul(x, saved), saved);
      add_hook(h, 1);
      const Tensor root = sum(outside(2, {h}, h));
      const GradModeGuard as_given(mode);
      return std::make_unique<Run>(
          root, BackwardTask::Options{.retain_graph = true, .create_graph = true});
    }();
    const GradModeGuard as_given(mode);
    SUBCASE("before it ran") {}
    SUBCASE("in a function") { REQUIRE(task->run() == Status::asks); }
    SUBCASE("in a hook") {
      REQUIRE(task->run() == Status::asks);
      REQUIRE(task->answer({Tensor::of<float>({2}, {1, 1})}) == Status::asks);
      CHECK(task->function() == 1);
    }
    task.reset();
    CHECK(GradMode::enabled() == mode);
    CHECK(x.impl()->refs == of_x);
    CHECK(saved.impl()->refs == of_saved);
    CHECK_FALSE(x.grad().defined());
  }
}

TEST_CASE("grad() by a task") {
  const Tensor x = leaf({1, 2}), h = mul(x, 3);
  const Tensor y = outside(5, {h}, h);
  BackwardTask task({sum(y)}, {{}}, {h, x}, {}, true);
  REQUIRE(task.run() == Status::asks);
  CHECK(task.answer({Tensor::of<float>({2}, {1, 2})}) == Status::done);
  CHECK(floats(task.results()[0]) == Floats{1, 2});
  CHECK(floats(task.results()[1]) == Floats{3, 6});
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("a hook on what grad() asks for changes what it gives") {
  const Tensor x = leaf({1}), h = mul(x, 3);
  add_hook(h, 5);
  BackwardTask task({sum(mul(h, 2))}, {{}}, {h}, {}, true);
  REQUIRE(task.run() == Status::asks);
  CHECK(task.answer({Tensor::of<float>({1}, {100})}) == Status::done);
  CHECK(floats(task.results()[0]) == Floats{100});
}

TEST_CASE("a leaf's accumulator lives as long as something leads to it") {
  const Tensor x = leaf({1});
  const Ref<Node> node = accumulator_of(x);
  CHECK(node->variable().is(x));
  CHECK(accumulator_of(x) == node);
  const Tensor y = mul(x, 2);
  CHECK(grad_fn(y)->next[0].node == node);
}
