// Views are views: writing through each view operator and reading the base, with and without
// autograd. What is expected of single programs was printed by PyTorch 2.13.
#include <downhill/autograd/engine.h>

#include <doctest/doctest.h>

#include "../ops/samples.h"
#include "check.h"

using namespace downhill;
using namespace downhill::test;

namespace {

// Calls f(entry, sample, x, which): x a float64 base, which[k] the element of it that element k of
// the view shows.
template <class F>
void each_view(F&& f) {
  each_sample([&](const Entry& entry, const Sample& sample) {
    if (!entry.op->view) return;
    CAPTURE(title(entry, sample));
    const Tensor x = inputs_of(sample, DType::Float64)[0];
    Ints sizes(x.sizes());
    const Tensor numbered = view(arange(x.numel()), sizes);
    f(entry, sample, x, run(entry, sample, {numbered})[0].to_vector<int64_t>());
  });
}

bool overlaps(std::vector<int64_t> which) {
  std::sort(which.begin(), which.end());
  return std::adjacent_find(which.begin(), which.end()) != which.end();
}

const char* const kOverlap =
    "unsupported operation: more than one element of the written-to tensor refers to a single "
    "memory location. "
    "Please clone() the tensor before performing the operation.";

std::string several_text(const Tensor& v, const std::string& what_is) {
  const std::string name = grad_fn(v)->name();
  return "Output 0 of " + name.substr(0, name.find("Backward")) + " is a view and " + what_is +
         " modified inplace. This view is the output of a function that returns multiple views. "
         "Such functions do not allow the output views to be modified inplace. You should replace "
         "the inplace operation by an out-of-place one.";
}

const std::string kNoGradReason =
    " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your "
    "code by moving both the view and the inplace either both inside the no_grad block (if you "
    "don't want the inplace to be tracked) or both outside (if you want the inplace to be "
    "tracked).";

}  // namespace

TEST_CASE("what is written through a view is in the base, and the other way round") {
  each_view([](const Entry& entry, const Sample& sample, const Tensor& x,
               const std::vector<int64_t>& which) {
    const Tensor v = run(entry, sample, {x})[0];
    CHECK(v.same_storage(x));
    CHECK(v.impl()->base.is(x));
    CHECK_FALSE(v.requires_grad());
    std::vector<double> expected = x.to_vector<double>();
    if (overlaps(which)) {
      CHECK(error_of([&] { mul.inplace(v, 3.0); }) == kOverlap);
      CHECK(x.to_vector<double>() == expected);
    } else {
      mul.inplace(v, 3.0);
      for (const int64_t i : which) expected[static_cast<std::size_t>(i)] *= 3;
      CHECK(x.to_vector<double>() == expected);
      CHECK(x.version() == 1);
      CHECK(v.version() == 1);
    }
    add.inplace(x, 1.0);
    CHECK(v.version() == x.version());
    const auto shown = v.to_vector<double>();
    REQUIRE(shown.size() == which.size());
    for (std::size_t k = 0; k < which.size(); ++k)
      CHECK(shown[k] == expected[static_cast<std::size_t>(which[k])] + 1);
  });
}

TEST_CASE("a write through a view of a result carries its history") {
  each_view(
      [](const Entry& entry, const Sample& sample, Tensor x, const std::vector<int64_t>& which) {
        if (overlaps(which) || entry.op->several) return;
        x.set_requires_grad(true);
        const Tensor b = mul(x, 1.0), v = run(entry, sample, {b})[0];
        Tensor w = weights_like(v, 3);
        w.set_requires_grad(true);
        mul.inplace(v, w);
        CHECK(std::string(grad_fn(b)->name()) == "CopySlices");
        CHECK(std::string(grad_fn(v)->name()) == "AsStridedBackward0");
        const Tensor u = weights_like(b, 5);
        sum(mul(b, u)).backward();

        std::vector<double> of_x = u.to_vector<double>(), of_w;
        const auto xs = x.to_vector<double>(), us = of_x, ws = w.to_vector<double>();
        for (std::size_t k = 0; k < which.size(); ++k) {
          const auto i = static_cast<std::size_t>(which[k]);
          of_x[i] *= ws[k];
          of_w.push_back(us[i] * xs[i]);
        }
        CHECK(distance(x.grad(), Tensor::of<double>(x.sizes(), of_x)) < 1e-15);
        CHECK(distance(w.grad(), Tensor::of<double>(w.sizes(), of_w)) < 1e-15);
      });
}

TEST_CASE("a view follows the writes into its base, with their history") {
  each_view(
      [](const Entry& entry, const Sample& sample, Tensor x, const std::vector<int64_t>& which) {
        if (entry.op->several) return;
        x.set_requires_grad(true);
        const Tensor b = mul(x, 1.0), v = run(entry, sample, {b})[0];
        mul.inplace(b, x);  // x²
        const Tensor u = weights_like(v, 5);
        sum(mul(v, u)).backward();
        std::vector<double> expected(static_cast<std::size_t>(x.numel()));
        const auto xs = x.to_vector<double>(), us = u.to_vector<double>();
        for (std::size_t k = 0; k < which.size(); ++k)
          expected[static_cast<std::size_t>(which[k])] += us[k];
        for (std::size_t i = 0; i < expected.size(); ++i) expected[i] *= 2 * xs[i];
        CHECK(distance(x.grad(), Tensor::of<double>(x.sizes(), expected)) < 1e-14);
      });
}

TEST_CASE("leaves that require grad, and their views, are written to only without gradients") {
  each_view([](const Entry& entry, const Sample& sample, Tensor x,
               const std::vector<int64_t>& which) {
    x.set_requires_grad(true);
    const Tensor v = run(entry, sample, {x})[0];
    const Tensor before = x.detach().to(DType::Float64);
    if (!overlaps(which)) {
      CHECK(error_of([&] { zero.inplace(v); }) ==
            (entry.op->several ? several_text(v, "is being")
                               : "a view of a leaf Variable that requires grad is being used in an "
                                 "in-place operation."));
    }
    CHECK(error_of([&] { add.inplace(x, 1); }) ==
          "a leaf Variable that requires grad is being used in an in-place operation.");
    CHECK(x.version() == 0);
    CHECK(distance(x, before) == 0);
    if (overlaps(which)) return;
    NoGrad no_grad;
    zero.inplace(run(entry, sample, {x})[0]);
    CHECK(x.version() == 1);
    CHECK(x.is_leaf());
    CHECK(x.to_vector<double>()[static_cast<std::size_t>(which[0])] == 0);
  });
}

TEST_CASE("a view of a view writes to the root") {
  Tensor x = Tensor::of<float>({2, 3}, {0, 1, 2, 3, 4, 5});
  x.set_requires_grad(true);
  const Tensor b = mul(x, 2), v = ops::t(b), u = ops::select(v, 0, 1);
  mul.inplace(u, 5);
  CHECK(u.impl()->base.is(b));
  CHECK(b.to_vector<float>() == std::vector<float>{0, 10, 4, 6, 40, 10});
  CHECK(v.to_vector<float>() == std::vector<float>{0, 6, 10, 40, 4, 10});
  sum(b).backward();
  CHECK(x.grad().to_vector<float>() == std::vector<float>{2, 10, 2, 2, 10, 2});
}

TEST_CASE("a write of a computed value into a part of a plain tensor makes it part of the graph") {
  const Tensor z = Tensor::full({4}, 0), v = slice(z, 0, 1, 3);
  Tensor x = Tensor::of<float>({2}, {1, 2});
  x.set_requires_grad(true);
  copy.inplace(v, mul(x, 3));
  CHECK(z.requires_grad());
  CHECK_FALSE(z.is_leaf());
  CHECK_FALSE(v.is_leaf());
  CHECK(std::string(grad_fn(v)->name()) == "AsStridedBackward0");
  sum(mul(z, z)).backward();
  CHECK(x.grad().to_vector<float>() == std::vector<float>{18, 36});
}

TEST_CASE("an expanded view adds up its gradients after a write into the base") {
  Tensor x = Tensor::of<float>({3}, {1, 2, 3});
  x.set_requires_grad(true);
  const Tensor b = mul(x, 1), w = expand(b, Ints{2, 3});
  mul.inplace(b, 2);
  CHECK(w.to_vector<float>() == std::vector<float>{2, 4, 6, 2, 4, 6});
  sum(w).backward();
  CHECK(x.grad().to_vector<float>() == std::vector<float>{4, 4, 4});
}

TEST_CASE("a saved output of a write through a view keeps its way back") {
  Tensor x = Tensor::of<double>({2}, {0.5, 2});
  x.set_requires_grad(true);
  const Tensor y = mul(x, 1);
  ops::exp.inplace(slice(y, 0, 0, 1));
  const Tensor g = grad({sum(y)}, {x}, {}, {.create_graph = true})[0];
  CHECK(g.to_vector<double>() == std::vector<double>{0x1.a61298e1e069cp+0, 1});
  CHECK(grad({sum(g)}, {x})[0].to_vector<double>() == std::vector<double>{0x1.a61298e1e069cp+0, 0});
}

TEST_CASE("detach shares the version counter, data has its own") {
  Tensor x = Tensor::of<float>({3}, {1, 2, 3});
  x.set_requires_grad(true);
  const Tensor y = mul(x, 1), d = y.detach();
  add.inplace(d, 1);
  CHECK(d.version() == 1);
  CHECK(y.version() == 1);
  const Tensor e = y.data_alias();
  CHECK(e.version() == 0);
  add.inplace(e, 1);
  const Tensor part = ops::select(e, 0, 0);
  add.inplace(part, 1);
  CHECK(e.version() == 2);
  CHECK(part.version() == 2);
  CHECK(y.version() == 1);
  CHECK(y.to_vector<float>() == std::vector<float>{4, 4, 5});
  CHECK_FALSE(d.requires_grad());
  CHECK_FALSE(e.requires_grad());
  CHECK(std::string(grad_fn(y)->name()) ==
        "MulBackward0");  // its history knows nothing of the writes
}

TEST_CASE("what backward needs and what was written to since: PyTorch's words") {
  const std::string start =
      "one of the variables needed for gradient computation has been modified by an inplace "
      "operation: [torch.";
  const std::string end =
      " is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the "
      "operation "
      "that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, "
      "check_nan=False).";
  Tensor a = Tensor::of<float>({2}, {1, 2});
  a.set_requires_grad(true);
  SUBCASE("a saved output") {
    const Tensor y = ops::tanh(a);
    copy.inplace(ops::select(y, 0, 0), Tensor::scalar(3.0F));
    CHECK(error_of([&] { sum(y).backward(); }) ==
          start + "FloatTensor [2]], which is output 0 of Tanh," + end);
  }
  SUBCASE("a saved input that was given") {
    const Tensor b = Tensor::of<float>({2}, {1, 2}), z = mul(a, b);
    add.inplace(b, 1);
    CHECK(error_of([&] { sum(z).backward(); }) == start + "FloatTensor [2]]" + end);
  }
  SUBCASE("through detach") {
    const Tensor y = softmax(view(a.to(DType::Float64), Ints{1, 2}), 1);
    mul.inplace(y.detach(), 2);
    CHECK(error_of([&] { sum(y).backward(); }) ==
          start + "DoubleTensor [1, 2]], which is output 0 of Softmax," + end);
  }
  SUBCASE("data goes unnoticed") {
    const Tensor y = ops::exp(a);
    add.inplace(y.data_alias(), 1);
    sum(y).backward();
    CHECK(a.grad().to_vector<float>() == y.to_vector<float>());
  }
  SUBCASE("what is not needed may be written to") {
    const Tensor y = add(a, 1);
    neg.inplace(sub.inplace(add.inplace(y, 5), a));
    sum(y).backward();
    CHECK(a.grad().to_vector<float>() == std::vector<float>{0, 0});
  }
}

TEST_CASE("a saved input that was computed is named by what wrote to it") {
  Tensor a = Tensor::of<float>({2}, {1, 2});
  a.set_requires_grad(true);
  const Tensor y = ops::exp(a), z = mul(y, y);
  add.inplace(y, 1);
  CHECK(error_of([&] { sum(z).backward(); }).find("which is output 0 of Add, is at version 1") !=
        std::string::npos);
}

TEST_CASE("a view made without gradients is not written to with them") {
  Tensor x = Tensor::of<float>({3}, {1, 2, 3});
  x.set_requires_grad(true);
  const Tensor y = mul(x, 1), plain = Tensor::full({3}, 0);
  Tensor v, w, u;
  {
    NoGrad no_grad;
    v = slice(y, 0, 0, 2);
    w = slice(x, 0, 0, 2);
    u = slice(plain, 0, 0, 2);
  }
  CHECK(v.requires_grad());
  CHECK(v.is_leaf());
  const std::string start = "A view was created in no_grad mode and ",
                    end = " modified inplace with grad mode enabled." + kNoGradReason;
  CHECK(error_of([&] { mul.inplace(v, 2); }) == start + "is being" + end);
  CHECK(error_of([&] { mul.inplace(w, 2); }) == start + "is being" + end);
  CHECK(error_of([&] { mul.inplace(slice(v, 0, 0, 1), 2); }) ==
        "Output 0 of Slice is a view of a view which was created in no_grad mode and is being" +
            end);
  mul.inplace(u, 2);  // no graph
  CHECK(error_of([&] { copy.inplace(u, v); }) == start + "is being" + end);
  CHECK(y.version() == 0);
  CHECK(y.to_vector<float>() == std::vector<float>{1, 2, 3});
  {
    NoGrad no_grad;
    mul.inplace(slice(y, 0, 0, 2), 2);  // both inside
  }
  CHECK(error_of([&] { mul(v, 2); }) ==
        start + "its base or another view of its base has been" + end);
  // A detached tensor is no view: it may be written to, here and there.
  Tensor d;
  {
    NoGrad no_grad;
    d = slice(y.detach(), 0, 0, 2);
  }
  mul.inplace(d, 2);
  CHECK_FALSE(d.requires_grad());
  CHECK(y.to_vector<float>() == std::vector<float>{4, 8, 3});
}

TEST_CASE(
    "of several views of one operation none is written to, and the base only before they are "
    "used") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!entry.op->several) return;
    CAPTURE(title(entry, sample));
    Tensor x = inputs_of(sample, DType::Float64)[0];
    x.set_requires_grad(true);
    const Tensor y = mul(x, 1.0), v = run(entry, sample, {y})[0];
    CHECK(error_of([&] { mul.inplace(v, 2); }) == several_text(v, "is being"));
    const std::string text = several_text(v, "its base or another view of its base has been");
    {
      NoGrad no_grad;
      mul.inplace(v, 2);
    }
    CHECK(error_of([&] { mul(v, 2); }) == text);
    CHECK(y.version() == 1);
  });
  const Tensor parts = ops::unbind(Tensor::full({2}, 1));
  mul.inplace(parts, 3);  // no graph
  CHECK(parts.item() == 3);
  CHECK(ops::unbind.all(Tensor::full({0, 2}, 1)).empty());
  CHECK(chunk.all(Tensor::full({0, 2}, 1), 3).size() == 3);
}

TEST_CASE("a view that is itself a leaf with requires_grad is not written to") {
  const Tensor b = Tensor::full({3}, 0);
  Tensor v = slice(b, 0, 1);
  v.set_requires_grad(true);
  CHECK(error_of([&] { add.inplace(v, 1); }) ==
        "a view of a leaf Variable that requires grad is being used in an in-place operation.");
  add.inplace(b, 1);
  CHECK(b.to_vector<float>() == std::vector<float>{1, 1, 1});
}
