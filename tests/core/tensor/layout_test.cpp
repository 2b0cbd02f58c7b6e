// Layouts: what is shared, and what they say of strides.
#include <downhill/ops/list.h>

#include <doctest/doctest.h>

#include <vector>

using namespace downhill;

TEST_CASE("tensors of one shape share a layout") {
  const Tensor a = Tensor::empty({2, 3}), b = Tensor::empty({2, 3}, DType::Int64);
  CHECK(a.impl()->layout == b.impl()->layout);
  CHECK(add(a, 1).impl()->layout == a.impl()->layout);
  CHECK(a.detach().impl()->layout == a.impl()->layout);
  CHECK(Tensor::alias(a, {2, 3}, {3, 1}, 0).impl()->layout == a.impl()->layout);
  CHECK_FALSE(Tensor::empty({3, 2}).impl()->layout == a.impl()->layout);
}

TEST_CASE("more shapes than are kept are right all the same") {
  for (int round = 0; round < 2; ++round) {
    for (int64_t n = 0; n < 100; ++n) {
      const Ref<Layout> layout = Layout::of({n, 2});
      CHECK(layout->sizes == Shape{n, 2});
      CHECK(layout->strides == Shape{2, 1});
      CHECK(layout->numel == 2 * n);
    }
  }
}

TEST_CASE("what a layout says of its strides") {
  struct Case {
    Shape sizes, strides;
    bool contiguous, constant, row_major;
  };
  const Case cases[] = {
      {{}, {}, true, true, true},
      {{2, 3}, {3, 1}, true, false, true},
      {{2, 3}, {1, 2}, false, false, false},
      {{1, 3}, {7, 1}, true, false, false},  // the stride of one element may be any
      {{1, 1}, {1, 1}, true, true, true},
      {{4}, {0}, false, true, false},  // a number, expanded
      {{4, 3}, {0, 1}, false, false, false},
      {{0, 3}, {1, 5}, true, false, false},
      {{0, 3}, {3, 1}, true, false, true},
  };
  for (const Case& c : cases) {
    const Ref<Layout> layout = Layout::of(c.sizes, c.strides);
    CAPTURE(part(c.sizes));
    CAPTURE(part(c.strides));
    CHECK(layout->contiguous == c.contiguous);
    CHECK(layout->constant == c.constant);
    CHECK(layout->row_major == c.row_major);
  }
}

TEST_CASE("a number expanded enters element-wise operators as one element") {
  const Tensor x = Tensor::of<double>({3}, {1, 2, 3}), one = expand(Tensor::scalar(2.0), Ints{3});
  CHECK(mul(one, x).to_vector<double>() == std::vector<double>{2, 4, 6});
  CHECK(sub(x, one).to_vector<double>() == std::vector<double>{-1, 0, 1});
  const Tensor both = add(one, one);
  CHECK(both.to_vector<double>() == std::vector<double>{4, 4, 4});
  CHECK(both.strides() == Shape{1});
  CHECK(downhill::exp(one).strides() == Shape{1});
}
