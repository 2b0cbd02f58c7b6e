// Arguments, operators, errors, and the stage.
#include <doctest/doctest.h>

#include <limits>

#include "api.h"

using namespace downhill::test;
using Floats = std::vector<float>;

TEST_CASE("short ways give what the long one gives") {
  NO_HANDLE_STAYS;
  const Handle a = vector({1, 2}), b = vector({3, 5});
  const Handle sum2(dh_call2(op("add"), a, b));
  CHECK(values(sum2) == Floats{4, 7});
  dh_arg_tensor(a);
  dh_arg_tensor(b);
  dh_arg_int(10);
  const Handle scaled(dh_call(op("add")));
  CHECK(values(scaled) == Floats{31, 52});
  const Handle more(dh_call2n(op("mul"), a, 2, 1.5)), power(dh_call2n(op("pow"), a, 1, 3)),
      less(dh_calln2(op("sub"), 1, 10, a));
  CHECK(values(more) == Floats{1.5, 3});
  CHECK(values(power) == Floats{1, 8});
  CHECK(values(less) == Floats{9, 8});
  CHECK(dh_inplace2(op("add"), a, b) == 1);
  CHECK(dh_inplace2n(op("mul"), a, 1, 2) == 1);
  CHECK(values(a) == Floats{8, 14});
  CHECK(dh_version(a) == 2);
  dh_arg_tensor(a);
  CHECK(dh_call_inplace(op("neg")) == 1);
  CHECK(values(a) == Floats{-8, -14});
}

TEST_CASE("numbers keep their kinds and do not widen") {
  NO_HANDLE_STAYS;
  const Handle whole = made<int64_t>({2}, {3, 4});
  const Handle times_int(dh_call2n(op("mul"), whole, 1, 2)),
      times_float(dh_call2n(op("mul"), whole, 2, 2)), times_bool(dh_call2n(op("mul"), whole, 0, 1)),
      divided(dh_call2n(op("div"), whole, 1, 2));
  CHECK(dh_dtype(times_int) == 1);
  CHECK(dh_dtype(times_float) == 2);
  CHECK(dh_dtype(times_bool) == 1);
  CHECK(dh_dtype(divided) == 2);
  const Handle narrow = vector({1});
  const Handle still(dh_call2n(op("mul"), narrow, 2, 0.1));
  CHECK(dh_dtype(still) == 2);
  CHECK(values(still) == Floats{0.1F});
  dh_arg_tensor(whole);
  dh_arg_int64(1, -2);  // 2^33 - 2
  const Handle large(dh_call(op("add")));
  CHECK(values<int64_t>(large) ==
        std::vector<int64_t>{(int64_t{1} << 33) + 1, (int64_t{1} << 33) + 2});
}

TEST_CASE("several outputs wait for their names") {
  NO_HANDLE_STAYS;
  const Handle t = made<float>({2, 3}, {1, 5, 2, 9, 0, 3});
  dh_arg_tensor(t);
  dh_arg_int(1);
  const Handle top(dh_call(op("max", 1)));
  CHECK(values(top) == Floats{5, 9});
  REQUIRE(dh_outputs() == 2);
  const Handle same(dh_output(0)), index(dh_output(1));
  CHECK(same == top);
  CHECK(values<int64_t>(index) == std::vector<int64_t>{1, 0});
  CHECK(dh_output(2) == 0);
  CHECK(error() == "the last call has no output 2");
  CHECK(dh_output(-1) == 0);
  CHECK(error() != "");
  const Handle one(dh_call1(op("neg"), t));
  CHECK(dh_outputs() == 0);
}

TEST_CASE("lists of tensors, with gaps") {
  NO_HANDLE_STAYS;
  const Handle a = vector({1, 2}), b = vector({3});
  push_list({a, b, a});
  const Handle joined(dh_call(op("cat")));
  CHECK(values(joined) == Floats{1, 2, 3, 1, 2});
  const Handle t = made<float>({2, 3}, {1, 5, 2, 9, 0, 3}), index = made<int64_t>({2}, {2, 0});
  dh_arg_tensor(t);
  push_list({0, index});
  const Handle columns(dh_call(op("_index")));
  CHECK(values(columns) == Floats{2, 1, 3, 9});
}

TEST_CASE("text and dtype arguments") {
  NO_HANDLE_STAYS;
  const Handle a = vector({1, 2}), b = vector({3, 5});
  dh_arg_tensor(a);
  dh_arg_tensor(b);
  dh_copy_in("sum", 3);
  dh_arg_text();
  const Handle loss(dh_call(op("mse_loss")));
  CHECK(dh_item(loss) == 13);
  dh_arg_tensor(a);
  dh_arg_dtype(3);
  const Handle wide(dh_call(op("_to_copy")));
  CHECK(values<double>(wide) == std::vector<double>{1, 2});
}

TEST_CASE("a failure has a kind and a text, and leaves nothing behind") {
  NO_HANDLE_STAYS;
  const Handle a = vector({1, 2}), b = vector({1, 2, 3});
  const int live = dh_live();

  CHECK(dh_call2(op("add"), a, b) == 0);
  CHECK(dh_error_kind() == DH_RUNTIME_ERROR);
  CHECK(
      error() ==
      "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0");
  CHECK(dh_error_kind() == DH_NO_ERROR);

  dh_arg_tensor(a);
  dh_arg_int(4);
  CHECK(dh_call(op("sum", 1)) == 0);
  CHECK(dh_error_kind() == DH_INDEX_ERROR);
  CHECK(error() == "Dimension out of range (expected to be in range of [-1, 0], but got 4)");

  dh_arg_tensor(a);
  dh_arg_float(0.5);
  CHECK(dh_call(op("unsqueeze")) == 0);
  CHECK(dh_error_kind() == DH_TYPE_ERROR);
  CHECK(error() == "unsqueeze(): argument 'dim' must be int");

  CHECK(dh_call1(-1, a) == 0);
  CHECK(error() == "there is no operator -1");
  CHECK(dh_call(100000) == 0);
  CHECK(error() == "there is no operator 100000");
  CHECK(dh_live() == live);

  // What was pushed before a failure is gone: the next call starts afresh.
  dh_arg_tensor(b);
  dh_arg_open();
  dh_arg_int(1);
  CHECK(dh_arg_tensor(12345) == 0);
  CHECK(error() != "");
  dh_arg_tensor(a);
  const Handle fine(dh_call(op("neg")));
  CHECK(values(fine) == Floats{-1, -2});
  dh_arg_tensor(b);
  CHECK(dh_call(-1) == 0);
  CHECK(error() != "");
  dh_arg_tensor(a);
  const Handle too(dh_call(op("neg")));
  CHECK(values(too) == Floats{-1, -2});
}

TEST_CASE("in place, what fails changes nothing") {
  NO_HANDLE_STAYS;
  const Handle a = vector({1, 2}), wide = made<float>({2, 2}, {1, 2, 3, 4}),
               whole = made<int64_t>({2}, {1, 2});
  CHECK(dh_inplace2(op("add"), a, wide) == 0);
  CHECK(error() == "output with shape [2] doesn't match the broadcast shape [2, 2]");
  CHECK(dh_inplace2n(op("mul"), whole, 2, 0.5) == 0);
  CHECK(error() == "result type Float can't be cast to the desired output type Long");
  CHECK(values(a) == Floats{1, 2});
  CHECK(values<int64_t>(whole) == std::vector<int64_t>{1, 2});
  CHECK(dh_version(a) == 0);
  CHECK(dh_version(whole) == 0);
}

TEST_CASE("too few, too many, and wrong arguments are errors, not crashes") {
  NO_HANDLE_STAYS;
  const Handle each[] = {vector({1, 2}),
                         made<float>({}, {1}),
                         made<float>({2, 2}, {1, 2, 3, 4}),
                         made<double>({1, 2, 2}, {1, 2, 3, 4}),
                         made<float>({1, 1, 2, 2}, {1, 2, 3, 4}),
                         made<float>({0}, {}),
                         made<int64_t>({2}, {0, 5})};
  auto refused_or_done = [](int handle) {
    if (const Handle h(handle); h == 0) CHECK(error() != "");
  };
  for (int id = 0; id < downhill::kOpCount; ++id) {
    CAPTURE(id);
    CAPTURE(downhill::op_at(id).info->name);
    refused_or_done(dh_call(id));
    for (const Handle& a : each) {
      for (int n = 1; n <= 8; ++n) {  // the same tensor for everything
        for (int k = 0; k < n; ++k) dh_arg_tensor(a);
        refused_or_done(dh_call(id));
        dh_arg_none();
        for (int k = 1; k < n; ++k) dh_arg_tensor(a);
        refused_or_done(dh_call(id));
        dh_arg_tensor(a);
        for (int k = 1; k < n; ++k) dh_arg_none();
        refused_or_done(dh_call(id));
        for (int k = 0; k < n; ++k) dh_arg_int(k);
        refused_or_done(dh_call(id));
        for (int tensors = 1; tensors < 4; ++tensors) {
          for (int k = 0; k < tensors; ++k) dh_arg_tensor(a);
          for (int k = 0; k < n; ++k) dh_arg_int(k - 1);
          refused_or_done(dh_call(id));
        }
      }
      refused_or_done(dh_call1(id, a));
      refused_or_done(dh_call2(id, a, a));
      refused_or_done(dh_call2n(id, a, 2, 0.5));
      refused_or_done(dh_calln2(id, 2, 0.5, a));
      push_list({a, 0, a});
      refused_or_done(dh_call(id));
    }
  }
}

TEST_CASE("the stage holds copies") {
  NO_HANDLE_STAYS;
  const Handle a = vector({1, 2});
  CHECK(dh_to_stage(a) == 8);
  CHECK(dh_inplace2n(op("mul"), a, 1, 100) == 1);
  Floats before(2);
  dh_copy_out(before.data(), 8);
  CHECK(before == Floats{1, 2});

  const Floats given{7, 8};
  dh_copy_in(given.data(), 8);
  CHECK(dh_stage_size() == 8);
  CHECK(dh_copy_from_stage(a) == 1);
  dh_stage_resize(0);
  CHECK(values(a) == given);
  CHECK(dh_version(a) == 2);

  dh_stage_resize(12);
  CHECK(dh_copy_from_stage(a) == 0);
  CHECK(error() != "");
  CHECK(values(a) == given);
  CHECK(dh_from_stage(2) == 0);  // of no sizes: one element, 4 bytes
  CHECK(error() != "");
}

TEST_CASE("strided tensors go to the stage and come back element by element") {
  NO_HANDLE_STAYS;
  const Handle m = made<float>({2, 2}, {1, 2, 3, 4}), turned(dh_call1(op("t"), m));
  CHECK(values(turned) == Floats{1, 3, 2, 4});
  const Floats given{10, 20, 30, 40};
  dh_copy_in(given.data(), 16);
  CHECK(dh_copy_from_stage(turned) == 1);
  CHECK(values(m) == Floats{10, 30, 20, 40});
}

TEST_CASE("what is not a dtype is refused") {
  NO_HANDLE_STAYS;
  dh_stage_resize(8);
  dh_arg_open();
  dh_arg_int(1);
  dh_arg_close();
  CHECK(dh_from_stage(7) == 0);
  CHECK(error() != "");
  CHECK(dh_arg_dtype(-1) == 0);
  CHECK(error() != "");
  CHECK(dh_arg_close() == 0);  // without an open list
  CHECK(error() != "");
}
