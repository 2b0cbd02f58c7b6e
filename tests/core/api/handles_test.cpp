// Handles: one for each tensor as long as somebody owns it; who holds what is counted.
#include <doctest/doctest.h>

#include <cstring>

#include "api.h"

#ifdef __EMSCRIPTEN__  // the page lends these two in JavaScript
extern "C" int dh_copy_out(void* to, int bytes) {
  std::memcpy(to, reinterpret_cast<const void*>(dh_stage_pointer()),
              static_cast<std::size_t>(bytes));
  return 1;
}
extern "C" int dh_copy_in(const void* from, int bytes) {
  dh_stage_resize(bytes);
  std::memcpy(reinterpret_cast<void*>(dh_stage_pointer()), from, static_cast<std::size_t>(bytes));
  return 1;
}
#endif

using namespace downhill::test;
using Floats = std::vector<float>;

TEST_CASE("equal handles are the same tensor") {
  NO_HANDLE_STAYS;
  const Handle x = vector({1, 2});
  dh_set_requires_grad(x, 1);
  const Handle s(dh_call1(op("sum"), x));
  push_list({s});
  REQUIRE(dh_backward(0, 0, 0) == 1);
  const Handle g(dh_grad(x)), again(dh_grad(x));
  CHECK(g != 0);
  CHECK(g == again);
  CHECK(values(g) == Floats{1, 1});
  const Handle d(dh_detach(x));
  CHECK(d != x);
  CHECK(dh_same_storage(d, x) == 1);
  CHECK(dh_same_storage(g, x) == 0);
  CHECK(dh_storage_id(d) == dh_storage_id(x));
  const Handle part(dh_call1(op("_alias"), x)), base(dh_base(part));
  CHECK(base == x);
  CHECK(dh_base(x) == 0);
  CHECK(dh_error_kind() == DH_NO_ERROR);
}

TEST_CASE("a handle lives as long as it has an owner, then it is stale and says so") {
  NO_HANDLE_STAYS;
  Handle kept = vector({1, 2});
  const int h = kept;
  dh_retain(h);
  kept = Handle();
  CHECK(values(h) == Floats{1, 2});
  CHECK(dh_release(h) == 1);
  const std::string stale = "handle " + std::to_string(h) + " is not in use";
  CHECK(dh_dim(h) == 0);
  CHECK(dh_error_kind() == DH_RUNTIME_ERROR);
  CHECK(error() == stale);
  CHECK(dh_release(h) == 0);
  CHECK(error() == stale);
  CHECK(dh_retain(h) == 0);
  CHECK(error() == stale);
  CHECK(dh_call1(op("neg"), h) == 0);
  CHECK(error() == stale);
  CHECK(dh_arg_tensor(h) == 0);
  CHECK(error() == stale);
  for (const int never : {-1, 0, 1'000'000}) {
    CHECK(dh_numel(never) == 0);
    CHECK(error() == "handle " + std::to_string(never) + " is not in use");
  }
}

TEST_CASE("a tensor keeps its handle when the graph holds it too, and gets a new one later") {
  NO_HANDLE_STAYS;
  const Handle x = vector({2});
  dh_set_requires_grad(x, 1);
  Handle y;
  {
    const Handle w = vector({3});
    y = Handle(dh_call2(op("mul"), x, w));
  }
  push_list({y});
  dh_arg_open();
  dh_arg_close();
  push_list({x});
  REQUIRE(dh_backward(0, 0, 0) == 1);
  const Handle g(dh_output(0));
  CHECK(values(g) == Floats{3});
}

TEST_CASE("nodes have handles of their own") {
  NO_HANDLE_STAYS;
  const Handle x = vector({2});
  CHECK(dh_grad_fn(x) == 0);
  CHECK(dh_error_kind() == DH_NO_ERROR);
  dh_set_requires_grad(x, 1);
  const Handle y(dh_call1(op("exp"), x)), n(dh_grad_fn(y)), same(dh_grad_fn(y));
  CHECK(n == same);
  dh_node_name(n);
  CHECK(staged() == "ExpBackward0");
  REQUIRE(dh_node_next_count(n) == 1);
  const Handle end(dh_node_next(n, 0));
  dh_node_name(end);
  CHECK(staged() == "AccumulateGrad");
  const Handle leaf(dh_node_variable(end));
  CHECK(leaf == x);
  CHECK(dh_node_variable(n) == 0);
  CHECK(dh_node_sequence(n) >= 0);
  CHECK(dh_dtype(n) == 0);
  CHECK(error() == "handle " + std::to_string(n) + " is not a tensor");
  CHECK(dh_node_name(x) == 0);
  CHECK(error() == "handle " + std::to_string(x) + " is not a node");
  for (const int index : {-1, 1, 7}) {
    CHECK(dh_node_next(n, index) == 0);
    CHECK(error() != "");
    CHECK(dh_node_next_output(n, index) == 0);
    CHECK(error() != "");
  }
}

TEST_CASE("shapes and numbers") {
  NO_HANDLE_STAYS;
  const Handle t = made<double>({2, 3}, {0, 1, 2, 3, 4, 5});
  CHECK(dh_dtype(t) == 3);
  CHECK(dh_dim(t) == 2);
  CHECK(dh_size(t, 1) == 3);
  CHECK(dh_size(t, -2) == 2);
  CHECK(dh_stride(t, 0) == 3);
  CHECK(dh_numel(t) == 6);
  CHECK(dh_is_contiguous(t) == 1);
  dh_arg_tensor(t);
  dh_arg_int(1);
  dh_arg_int(-1);
  const Handle column(dh_call(op("select")));
  CHECK(dh_offset(column) == 2);
  CHECK(dh_is_contiguous(column) == 0);
  CHECK(values<double>(column) == std::vector<double>{2, 5});
  CHECK(dh_item(t) == 0);
  CHECK(error() == "a Tensor with 6 elements cannot be converted to Scalar");
  CHECK(dh_size(t, 5) == 0);
  CHECK(dh_error_kind() == DH_INDEX_ERROR);
  CHECK(error() == "Dimension out of range (expected to be in range of [-2, 1], but got 5)");
  const Handle large = made<int64_t>({}, {-0x123456789abcdef});
  const auto high = static_cast<uint64_t>(static_cast<uint32_t>(dh_item_high(large)));
  const auto low = static_cast<uint64_t>(static_cast<uint32_t>(dh_item_low(large)));
  CHECK(static_cast<int64_t>(high << 32 | low) == -0x123456789abcdef);
}
