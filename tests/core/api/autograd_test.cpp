// Backward runs across the border: asked and answered, nested, cancelled; nothing stays alive.
#include <doctest/doctest.h>

#include "api.h"

using namespace downhill::test;
using Floats = std::vector<float>;

namespace {
Handle leaf(const Floats& values) {
  Handle h = vector(values);
  dh_set_requires_grad(h, 1);
  return h;
}
int backward(int root, int retain = 0, int create = 0) {
  push_list({root});
  return dh_backward(retain, create, 0);
}
// A result that a function outside made of x: its values, a new tensor.
Handle outside(int function, int x) {
  const int before = dh_set_grad_enabled(0);
  Handle out(dh_call1(op("clone"), x));
  dh_set_grad_enabled(before);
  push_list({x});
  push_list({out});
  dh_copy_in("ThingBackward", 13);
  REQUIRE(dh_function_node(function) == 1);
  return out;
}
int answer(int gradient) {
  push_list({gradient});
  return dh_backward_answer();
}
}  // namespace

TEST_CASE("gradients of leaves, kept, set and dropped") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({1, 2});
  CHECK(dh_grad(x) == 0);
  const Handle y(dh_call2(op("mul"), x, x)), s(dh_call1(op("sum"), y));
  CHECK(dh_retain_grad(y) == 1);
  CHECK(dh_retains_grad(y) == 1);
  CHECK(dh_is_leaf(y) == 0);
  CHECK(dh_requires_grad(y) == 1);
  REQUIRE(backward(s) == 1);
  {
    const Handle gx(dh_grad(x)), gy(dh_grad(y));
    CHECK(values(gx) == Floats{2, 4});
    CHECK(values(gy) == Floats{1, 1});
  }
  CHECK(backward(s) == 0);
  CHECK(error().starts_with("Trying to backward through the graph a second time"));
  CHECK(dh_set_grad(x, 0) == 1);
  CHECK(dh_grad(x) == 0);
  CHECK(dh_error_kind() == DH_NO_ERROR);
  const Handle plain = vector({1});
  CHECK(dh_retain_grad(plain) == 0);
  CHECK(error() == "can't retain_grad on Tensor that has requires_grad=False");
  CHECK(dh_set_grad(x, plain) == 0);
  CHECK(error().starts_with(
      "attempting to assign a gradient of size '[1]' to a tensor of size '[2]'"));
  CHECK(dh_set_requires_grad(y, 0) == 0);
  CHECK(error().starts_with("you can only change requires_grad flags of leaf variables."));
}

TEST_CASE("the short way backwards: of one root, also where a hook is asked") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({3});
  {
    const Handle y(dh_call2(op("mul"), x, x));
    CHECK(dh_backward_of(y) == 1);
    const Handle g(dh_grad(x));
    CHECK(values(g) == Floats{6});
    CHECK(dh_outputs() == 0);
    CHECK(dh_backward_of(y) == 0);
    CHECK(error().starts_with("Trying to backward through the graph a second time"));
  }
  CHECK(dh_set_grad(x, 0) == 1);
  CHECK(dh_hook(x, 7) == 1);
  {
    const Handle y(dh_call2(op("mul"), x, x));
    CHECK(dh_backward_of(y) == 2);
    CHECK(dh_ask_function() == 7);
    const Handle asked(dh_output(0)), halved(dh_call2n(op("mul"), asked, 2, 0.5));
    CHECK(answer(halved) == 1);
    const Handle g(dh_grad(x));
    CHECK(values(g) == Floats{3});
  }
  CHECK(dh_unhook(x, 7) == 1);
  const Handle plain = vector({1});
  CHECK(dh_backward_of(plain) == 0);
  CHECK(error() == "element 0 of tensors does not require grad and does not have a grad_fn");
}

TEST_CASE("detached in place, a tensor is a leaf; a view is refused") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({1, 2});
  const Handle y(dh_call2(op("mul"), x, x));
  CHECK(dh_is_leaf(y) == 0);
  CHECK(dh_detach_in_place(y) == 1);
  CHECK(dh_is_leaf(y) == 1);
  CHECK(dh_requires_grad(y) == 0);
  CHECK(dh_grad_fn(y) == 0);
  CHECK(dh_detach_in_place(x) == 1);
  CHECK(dh_requires_grad(x) == 0);
  const Handle turned(dh_call1(op("t"), y));
  CHECK(dh_detach_in_place(turned) == 0);
  CHECK(error().starts_with("Can't detach views in-place."));
}

TEST_CASE("a retained gradient outlives nothing: its tensor may die first") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({1, 2});
  Handle s;
  {
    const Handle y(dh_call2n(op("mul"), x, 1, 3));
    dh_retain_grad(y);
    s = Handle(dh_call1(op("sum"), y));
  }
  CHECK(backward(s) == 1);
}

TEST_CASE("hooks are asked for, by their numbers") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({1, 2}), y(dh_call2n(op("mul"), x, 1, 3)), s(dh_call1(op("sum"), y));
  CHECK(dh_ask_function() == -1);
  CHECK(dh_hook(y, 41) == 1);
  CHECK(dh_hook(y, 42) == 1);
  CHECK(dh_hook(x, 43) == 1);
  CHECK(dh_unhook(y, 42) == 1);
  REQUIRE(backward(s) == 2);
  CHECK(dh_ask_function() == 41);
  {
    const Handle g(dh_output(0));
    CHECK(values(g) == Floats{1, 1});
    const Handle twice(dh_call2n(op("mul"), g, 1, 2));
    REQUIRE(answer(twice) == 2);
  }
  CHECK(dh_ask_function() == 43);
  {
    const Handle g(dh_output(0));
    CHECK(values(g) == Floats{6, 6});
  }
  REQUIRE(answer(0) == 1);
  CHECK(dh_ask_function() == -1);
  const Handle g(dh_grad(x));
  CHECK(values(g) == Floats{6, 6});
  CHECK(dh_leaf_hook(y, 44) == 0);
  CHECK(error() == "post accumulate grad hooks cannot be registered on non-leaf tensors");
  CHECK(dh_leaf_hook(x, 45) == 1);
  CHECK(dh_unhook(x, 43) == 1);
  {
    const Handle again(dh_call1(op("sum"), x));
    REQUIRE(backward(again) == 2);
    CHECK(dh_ask_function() == 45);
    const Handle asked(dh_output(0));
    CHECK(asked == x);
    REQUIRE(answer(0) == 1);
  }
  CHECK(dh_unhook(x, 45) == 1);
  const Handle plain = vector({1});
  CHECK(dh_hook(plain, 1) == 0);
  CHECK(error() == "cannot register a hook on a tensor that doesn't require gradient");
  CHECK(dh_leaf_hook(plain, 1) == 0);
  CHECK(error() == "cannot register a hook on a tensor that doesn't require gradient");
}

TEST_CASE("a function's backward, a run inside it, and an error in it") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({2, 3});
  const Handle h(dh_call2(op("mul"), x, x)), y = outside(5, h), s(dh_call1(op("sum"), y));
  REQUIRE(backward(s, 1) == 2);
  CHECK(dh_ask_function() == 5);
  CHECK(dh_grad_enabled() == 0);
  {
    const int before = dh_set_grad_enabled(1);
    const Handle z = outside(6, x), t(dh_call1(op("sum"), z));
    REQUIRE(backward(t) == 2);
    CHECK(dh_ask_function() == 6);
    const Handle g = vector({10, 20});
    REQUIRE(answer(g) == 1);
    dh_set_grad_enabled(before);
  }
  CHECK(dh_ask_function() == 5);
  const Handle wrong = vector({1, 2, 3});
  CHECK(answer(wrong) == 0);
  CHECK(error() ==
        "Function ThingBackward returned an invalid gradient at index 0 - got [3] but expected "
        "shape compatible with [2]");
  CHECK(dh_ask_function() == -1);
  CHECK(dh_grad_enabled() == 1);
  CHECK(dh_backward_answer() == 0);
  CHECK(error() == "no backward run waits for an answer");
  const Handle g(dh_grad(x));
  CHECK(values(g) == Floats{10, 20});
}

TEST_CASE("a cancelled run restores the mode and frees what it held") {
  const int live = dh_live();
  {
    const Handle x = leaf({2, 3});
    {
      const Handle h(dh_call2(op("mul"), x, x)), y = outside(5, h), s(dh_call1(op("sum"), y));
      REQUIRE(backward(s, 1, 0) == 2);
    }
    CHECK(dh_grad_enabled() == 0);
    CHECK(dh_backward_cancel() == 1);
    CHECK(dh_grad_enabled() == 1);
    CHECK(dh_ask_function() == -1);
    CHECK(dh_grad(x) == 0);
    CHECK(dh_backward_cancel() == 1);  // nothing left to cancel
    CHECK(dh_live() == live + 1);
  }
  CHECK(dh_live() == live);
  CHECK(error() == "");
}

TEST_CASE("grad() gives outputs, with 0 where unused") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({1, 2}), q = leaf({5}), s(dh_call1(op("sum"), x));
  auto run = [&](int allow_unused) {
    push_list({s});
    push_list({0});
    push_list({q, x});
    return dh_backward(1, 0, allow_unused);
  };
  CHECK(run(0) == 0);
  CHECK(error().starts_with(
      "The differentiated Tensor at index 0 appears to not have been used in the graph."));
  REQUIRE(run(1) == 1);
  REQUIRE(dh_outputs() == 2);
  CHECK(dh_output(0) == 0);
  CHECK(dh_error_kind() == DH_NO_ERROR);
  const Handle g(dh_output(1));
  CHECK(values(g) == Floats{1, 1});
  CHECK(dh_backward(0, 0, 0) == 0);
  CHECK(error() == "backward needs roots");
}

TEST_CASE("data and set_data") {
  NO_HANDLE_STAYS;
  const Handle x = leaf({1, 2}), first(dh_data(x)), second(dh_data(x)), other = vector({8, 9, 10});
  CHECK(first != second);
  CHECK(dh_requires_grad(first) == 0);
  CHECK(dh_inplace2n(op("add"), first, 1, 1) == 1);
  CHECK(dh_version(x) == 0);
  CHECK(values(x) == Floats{2, 3});
  CHECK(dh_set_data(x, other) == 1);
  CHECK(values(x) == Floats{8, 9, 10});
  CHECK(dh_same_storage(x, other) == 1);
  CHECK(dh_requires_grad(x) == 1);
  const Handle s(dh_call1(op("sum"), x));
  CHECK(backward(s) == 1);
  const Handle g(dh_grad(x));
  CHECK(values(g) == Floats{1, 1, 1});
}
