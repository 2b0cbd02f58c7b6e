// Running graphs backwards: orders, graphs kept and freed, gradients of gradients, errors in
// PyTorch's words.
#include <downhill/autograd/engine.h>
#include <downhill/ops/list.h>

#include <doctest/doctest.h>

#include "check.h"

using namespace downhill;
using namespace downhill::test;

namespace {

using Floats = std::vector<float>;
Tensor leaf(const Floats& values) {
  Tensor t = Tensor::of<float>({static_cast<int64_t>(values.size())}, values);
  t.set_requires_grad(true);
  return t;
}
Floats floats(const Tensor& t) { return t.to_vector<float>(); }

const char* const kSecondTime =
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been "
    "freed). Saved intermediate values of the graph are freed when you call .backward() or "
    "autograd.grad(). Specify "
    "retain_graph=True if you need to backward through the graph a second time or if you need to "
    "access saved tensors "
    "after calling backward.";
const char* const kUnused =
    "The differentiated Tensor at index 0 appears to not have been used in the graph. Set "
    "allow_unused=True if this is "
    "the desired behavior.";

}  // namespace

TEST_CASE("gradients accumulate, run after run") {
  const Tensor x = leaf({1, 2});
  sum(mul(x, x)).backward();
  CHECK(floats(x.grad()) == Floats{2, 4});
  const Tensor g = x.grad();
  sum(mul(x, 10)).backward();
  CHECK(floats(x.grad()) == Floats{12, 14});
  CHECK(x.grad().is(g));  // in place, as PyTorch's
}

TEST_CASE("gradients are added in the order in which nodes run: the latest operation first") {
  // (1e8 + 1) - 1e8 and 1 + (1e8 - 1e8) differ in float32: the order shows.
  const Tensor x = leaf({1});
  const Tensor y = mul(x, 1);
  const Tensor a = mul(y, 1e8), b = mul(y, 1), c = mul(y, -1e8);
  sum(add(add(a, b), c)).backward();  // c, b, a: (-1e8 + 1) + 1e8
  CHECK(floats(x.grad()) == Floats{0});
  const Tensor z = mul(x, 1);
  const Tensor d = mul(z, 1), e = mul(z, 1e8), f = mul(z, -1e8);
  x.set_grad({});
  sum(add(add(d, e), f)).backward();  // f, e, d: (-1e8 + 1e8) + 1
  CHECK(floats(x.grad()) == Floats{1});
}

TEST_CASE("into a leaf, too, gradients are added as they come") {
  const Tensor x = leaf({1});
  const Tensor d = mul(x, 1), e = mul(x, 1e8), f = mul(x, -1e8);
  sum(add(add(d, e), f)).backward();
  CHECK(floats(x.grad()) == Floats{1});
}

TEST_CASE(
    "where several edges lead, all gradients are waited for, however late the run comes there") {
  const Tensor x = leaf({1}), w = leaf({3});
  const Tensor shared = mul(mul(x, w), 2);      // after the chain below: 6
  const Tensor left = mul(shared, shared);      // twice from one node
  const Tensor right = mul(mul(shared, 5), w);  // w is used again, past the shared node
  mul(mul(add(left, right), 2), 1).backward();
  // 2 (s^2 + 5 s w), s = 2 x w: by s 2 (2 s + 5 w) = 54; by x 54 · 2 w, by w 54 · 2 x + 2 · 5 s
  CHECK(floats(x.grad()) == Floats{324});
  CHECK(floats(w.grad()) == Floats{168});
}

TEST_CASE("a node that was used before starts anew") {
  std::vector<Tensor> many;
  for (int i = 0; i < 40; ++i) many.push_back(leaf({1}));
  for (int round = 0; round < 3; ++round) {
    const Tensor x = leaf({2});
    {  // of many inputs, watched, kept for a second run, or never run
      const Tensor all = cat.list(Tensors(many.begin(), many.end()), 0);
      sum(all).backward();
      const Tensor watched = mul(x, 3);
      add_hook(watched, 5);
      const Tensor kept = sum(mul(x, x));
      kept.backward({}, true);
      kept.backward();
      CHECK(floats(x.grad()) == Floats{8});
      x.set_grad({});
      CHECK_FALSE(error_of([&] { kept.backward(); }).empty());
      CHECK(floats(many[39].grad()) == Floats{static_cast<float>(round + 1)});
    }
    CHECK(dead_functions() == std::vector<int>{5});
    dead_functions().clear();
    const Tensor y = ops::exp(mul(mul(x, x), 0));
    sum(y).backward();  // asks nobody
    CHECK(floats(x.grad()) == Floats{0});
    CHECK(x.impl()->refs == 2);  // y's graph
  }
}

TEST_CASE("saved tensors are freed, unless the graph is retained") {
  const Tensor x = leaf({1, 2});
  SUBCASE("freed") {
    const Tensor y = sum(mul(x, x));
    y.backward();
    CHECK(error_of([&] { y.backward(); }) == kSecondTime);
    CHECK(floats(x.grad()) == Floats{2, 4});
  }
  SUBCASE("nothing saved, nothing freed") {
    const Tensor y = sum(add(x, x));
    y.backward();
    y.backward();
    CHECK(floats(x.grad()) == Floats{4, 4});
  }
  SUBCASE("retained") {
    const Tensor y = sum(mul(x, x));
    y.backward({}, true);
    y.backward();
    CHECK(floats(x.grad()) == Floats{4, 8});
  }
  SUBCASE("grad() frees as well") {
    const Tensor y = sum(mul(x, x));
    CHECK(floats(grad({y}, {x})[0]) == Floats{2, 4});
    CHECK(error_of([&] { grad({y}, {x}); }) == kSecondTime);
    CHECK_FALSE(x.grad().defined());
  }
  SUBCASE("a shared part is freed for both") {
    const Tensor shared = mul(x, x), a = sum(shared), b = sum(mul(shared, 2));
    a.backward();
    CHECK(error_of([&] { b.backward(); }) == kSecondTime);
  }
}

TEST_CASE("create_graph: gradients have histories") {
  const Tensor x = leaf({2});
  const Tensor y = mul(mul(x, x), x);
  const Tensor first = grad({y}, {x}, {}, {.create_graph = true})[0];
  const Tensor second = grad({first}, {x}, {}, {.create_graph = true})[0];
  const Tensor third = grad({second}, {x})[0];
  CHECK(floats(first) == Floats{12});
  CHECK(floats(second) == Floats{12});
  CHECK(floats(third) == Floats{6});
  CHECK_FALSE(third.requires_grad());

  y.backward({}, true, true);
  CHECK(x.grad().requires_grad());
  const Tensor g = x.grad();
  x.set_grad({});
  g.backward();
  CHECK(floats(x.grad()) == Floats{12});
}

TEST_CASE("the second derivative of relu is 0, not absent") {
  const Tensor x = leaf({-1, 2});
  const Tensor g = grad({sum(relu(x))}, {x}, {}, {.create_graph = true})[0];
  CHECK(std::string(grad_fn(g)->name()) == "ThresholdBackwardBackward0");
  CHECK(floats(grad({sum(g)}, {x})[0]) == Floats{0, 0});
}

TEST_CASE("grad() with inputs") {
  const Tensor x = leaf({1, 2}), q = leaf({1});
  SUBCASE("nothing is accumulated, and only what leads to the inputs runs") {
    const Tensor y = mul(x, q), z = ops::exp(y);
    const Tensors g = grad({sum(z)}, {y});
    CHECK(floats(g[0]) == floats(z));
    CHECK_FALSE(x.grad().defined());
    CHECK_FALSE(q.grad().defined());
    // The part below y was not needed, so it is not freed.
    sum(y).backward();
    CHECK(floats(x.grad()) == Floats{1, 1});
  }
  SUBCASE("several, in their order, one on the way to another") {
    const Tensor y = mul(x, 3), z = sum(mul(y, y));
    const Tensors g = grad({z}, {y, x, z});
    CHECK(floats(g[0]) == Floats{6, 12});
    CHECK(floats(g[1]) == Floats{18, 36});
    CHECK(floats(g[2]) == Floats{1});
  }
  SUBCASE("unused ones") {
    CHECK(error_of([&] { grad({sum(x)}, {q}); }) == kUnused);
    const Tensors g = grad({sum(x)}, {q, x}, {}, {.allow_unused = true});
    CHECK_FALSE(g[0].defined());
    CHECK(floats(g[1]) == Floats{1, 1});
    CHECK(error_of([&] { grad({sum(x)}, {Tensor::scalar(1.0F)}); }) ==
          "One of the differentiated Tensors does not require grad");
  }
  SUBCASE("several roots") {
    CHECK(floats(grad({sum(x), sum(mul(x, x))}, {x})[0]) == Floats{3, 5});
  }
  SUBCASE("a root that is an input") {
    CHECK(floats(grad({x}, {x}, {Tensor::of<float>({2}, {5, 6})})[0]) == Floats{5, 6});
  }
}

TEST_CASE("roots that are no numbers need gradients") {
  const Tensor x = leaf({1, 2});
  CHECK(error_of([&] { mul(x, 2).backward(); }) ==
        "grad can be implicitly created only for scalar outputs");
  mul(x, 2).backward(Tensor::of<float>({2}, {1, 10}));
  CHECK(floats(x.grad()) == Floats{2, 20});
  CHECK(error_of([&] { mul(x, 2).backward(Tensor::full({3}, 1)); }) ==
        "Mismatch in shape: grad_output[0] has a shape of torch.Size([3]) and output[0] has a "
        "shape of torch.Size([2]).");
  CHECK(error_of([&] { Tensor::scalar(1.0F).backward(); }) ==
        "element 0 of tensors does not require grad and does not have a grad_fn");
  x.set_grad({});
  mul(x, 2).backward(Tensor::of<double>({2}, {1, 10}));  // converted
  CHECK(x.grad().dtype() == DType::Float32);
  CHECK(floats(x.grad()) == Floats{2, 20});
}

TEST_CASE("after an error the mode is what it was, and the graph works") {
  const Tensor x = leaf({1, 2}), b = Tensor::of<float>({2}, {3, 4});
  const Tensor y = mul(x, x), z = mul(y, b);
  add.inplace(b, 1);
  for (const bool mode : {true, false}) {
    const GradModeGuard guard(mode);
    CHECK(error_of([&] {
            sum(y).backward();
            sum(z).backward();
          }) != "");
    CHECK(GradMode::enabled() == mode);
  }
  const GradModeGuard guard(true);
  const Tensor again = sum(mul(x, x));
  x.set_grad({});
  again.backward();
  CHECK(floats(x.grad()) == Floats{2, 4});
}

TEST_CASE("gradients of broadcast inputs are summed, of converted ones converted") {
  const Tensor x = leaf({1, 2});
  const Tensor wide = Tensor::full({3, 2}, 2, DType::Float64);
  sum(mul(x, wide)).backward();
  CHECK(x.grad().dtype() == DType::Float32);
  CHECK(floats(x.grad()) == Floats{6, 6});
}

TEST_CASE("a gradient that someone else holds is not written to") {
  const Tensor x = leaf({1, 2}), y = leaf({3, 4});
  const Tensor g = Tensor::of<float>({2}, {1, 1});
  add(x, y).backward(g);
  CHECK_FALSE(x.grad().same_storage(g));
  CHECK_FALSE(x.grad().same_storage(y.grad()));
  add(x, y).backward(g);
  CHECK(floats(g) == Floats{1, 1});
  CHECK(floats(x.grad()) == Floats{2, 2});
}

TEST_CASE("an expanded gradient becomes an ordinary one") {
  const Tensor x = leaf({1, 2, 3});
  sum(x).backward();
  CHECK(x.grad().is_contiguous());
  NoGrad no_grad;
  mul.inplace(x.grad(), 2);
  CHECK(floats(x.grad()) == Floats{2, 2, 2});
}

TEST_CASE("a graph dies with its last user") {
  const Tensor saved = Tensor::of<float>({2}, {3, 4});
  const uint32_t before = saved.impl()->refs;
  {
    const Tensor x = leaf({1, 2});
    const Tensor y = sum(mul(mul(x, saved), saved));
    CHECK(saved.impl()->refs > before);
    y.backward();
    CHECK(saved.impl()->refs == before);  // freed by the run, though y lives
  }
  const Tensor x = leaf({1, 2});
  {
    const Tensor y = mul(x, saved);
    CHECK(x.impl()->refs > 1);
  }
  CHECK(x.impl()->refs == 1);
  CHECK(saved.impl()->refs == before);
}

TEST_CASE("in-place chains do not keep themselves alive") {
  const Tensor x = leaf({1, 2});
  {
    Tensor y = mul(x, 1);
    for (int i = 0; i < 5; ++i) add.inplace(mul.inplace(y, 0.1), x);
    add.inplace(ops::select(y, 0, 0), 1);
    sum(mul(y, y)).backward({}, true);
  }
  CHECK(x.impl()->refs == 1);
}

TEST_CASE("a million additions are built, run backwards and destroyed") {
#if defined(__SANITIZE_ADDRESS__) || defined(__EMSCRIPTEN__)
  constexpr int kLength = 200'000;  // memory, not the stack, is the limit there
#else
  constexpr int kLength = 1'000'000;
#endif
  const Tensor x = leaf({1});
  {
    Tensor y = x;
    for (int i = 0; i < kLength; ++i) y = add(y, 1);
    CHECK(y.item() == kLength + 1);
    y.backward();
    CHECK(x.grad().item() == 1);
  }
  {
    Tensor y = x;
    for (int i = 0; i < kLength; ++i) add.inplace(y = mul(y, 1), x);
  }
  CHECK(x.impl()->refs == 1);
}
