// Tensors without operators: shapes, strides, numbers, and the memory that they share.
#include <downhill/tensor/tensor.h>

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

using namespace downhill;

namespace {
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}
}  // namespace

TEST_CASE("a small vector grows out of its own memory and back into moves") {
  SmallVector<std::string, 2> v{"a", "b"};
  v.push_back("c");
  v.insert(1, "x");
  CHECK(v == SmallVector<std::string, 2>{"a", "x", "b", "c"});
  v.erase(0);
  CHECK(v == SmallVector<std::string, 2>{"x", "b", "c"});
  SmallVector<std::string, 2> copy = v, moved = std::move(v);
  CHECK(copy == moved);
  CHECK(v.empty());
  v.push_back("again");
  CHECK(v.back() == "again");
  const auto& itself = copy;
  copy = itself;
  CHECK(copy == moved);
  copy = std::move(v);
  CHECK(copy.size() == 1);
  moved.resize(1);
  CHECK(moved == SmallVector<std::string, 2>{"x"});
  CHECK(part(Shape{2, 3}) == "[2, 3]");
  CHECK(part(Shape{}) == "[]");
}

TEST_CASE("a small vector may be given one of its own elements") {
  SmallVector<std::string, 2> v{"first", "second"};
  v.push_back(v[0]);  // where it has to grow
  CHECK(v[2] == "first");
  v.insert(0, v[1]);
  CHECK(v[0] == "second");
}

TEST_CASE("numbers keep their kinds") {
  CHECK(Number(true).dtype() == DType::Bool);
  CHECK(Number(3).dtype() == DType::Int64);
  CHECK(Number(3.0).dtype() == DType::Float32);
  CHECK(Number(2.9).to<int64_t>() == 2);
  CHECK(Number(int64_t{1} << 62).to<int64_t>() == int64_t{1} << 62);
}

TEST_CASE("new tensors") {
  const Tensor t = Tensor::of<float>({2, 3}, {1, 2, 3, 4, 5, 6});
  CHECK(t.strides() == Shape{3, 1});
  CHECK(t.size(-1) == 3);
  CHECK(t.to_vector<double>() == std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(Tensor::scalar(int64_t{7}).item() == 7);
  CHECK(Tensor::full({2}, true, DType::Float64).to_vector<double>() == std::vector<double>{1, 1});
  CHECK(Tensor::empty({0, 3}).strides() == Shape{3, 1});
  CHECK(Tensor::empty({3, 0}).strides() == Shape{1, 1});
  CHECK(error_of([] {
          Tensor::of<float>({2, 2}, {1, 2, 3});
        }) == "shape '[2, 2]' is invalid for input of size 3");
  CHECK(error_of([] {
          Tensor::empty({2, -3});
        }) == "Trying to create tensor with negative dimension -3: [2, -3]");
  CHECK(error_of([&] { t.item(); }) == "a Tensor with 6 elements cannot be converted to Scalar");
  CHECK(error_of([&] { t.size(2); }) ==
        "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
  CHECK(error_of([] { Tensor::scalar(1.0F).size(0); }) ==
        "Dimension specified as 0 but tensor has no dimensions");
}

TEST_CASE("sizes whose product overflows are an error") {
  constexpr int64_t kLarge = int64_t{1} << 40;
  CHECK(error_of([] {
          Tensor::empty({kLarge, kLarge});
        }).starts_with("Storage size calculation overflowed with sizes="));
}

TEST_CASE("aliases see the same memory through their own strides") {
  const Tensor t = Tensor::of<int64_t>({2, 3}, {0, 1, 2, 3, 4, 5});
  const Tensor column = Tensor::alias(t, {2}, {3}, 1), turned = Tensor::alias(t, {3, 2}, {1, 3}, 0);
  CHECK(column.to_vector<int64_t>() == std::vector<int64_t>{1, 4});
  CHECK(turned.to_vector<int64_t>() == std::vector<int64_t>{0, 3, 1, 4, 2, 5});
  CHECK_FALSE(turned.is_contiguous());
  column.data<int64_t>()[3] = 40;
  CHECK(t.to_vector<int64_t>()[4] == 40);
  column.bump_version();
  CHECK(t.version() == 1);
  CHECK(turned.version() == 1);
  CHECK(Tensor::alias(t, {1, 3}, {99, 1}, 3)
            .is_contiguous());  // strides of single elements do not matter
}

TEST_CASE("a storage lives as long as one tensor of it") {
  Tensor part;
  {
    const Tensor t = Tensor::full({1000}, 5);
    part = Tensor::alias(t, {1}, {1}, 999);
  }
  CHECK(part.item() == 5);
  CHECK(part.impl()->storage->refs == 1);
}
