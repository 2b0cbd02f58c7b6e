// Memory of tensors: what one step frees the next one gets again.
#include <downhill/ops/list.h>

#include <doctest/doctest.h>

#include <vector>

using namespace downhill;

#if !DOWNHILL_NO_POOL && !defined(__EMSCRIPTEN__)  // there every large block is the system's
TEST_CASE("a large block that was freed is given again, where as much is asked for") {
  constexpr int64_t kElements = int64_t{1} << 16;
  const void* block = Tensor::empty({kElements}).raw();
  const Tensor other = Tensor::empty({kElements + 1});
  CHECK(other.raw() != block);
  const Tensor same = Tensor::empty({kElements});
  CHECK(same.raw() == block);
  CHECK(Tensor::empty({kElements}).raw() != block);
}
#endif

TEST_CASE("tensors that live at once have memory of their own, of whatever size") {
  // More blocks, and more bytes, than are kept; a third of them dies and makes room each time.
  std::vector<Tensor> alive;
  for (int i = 0; i < 300; ++i) {
    const int64_t elements = 4096 + 4096 * (i % 40);
    alive.push_back(Tensor::full({elements}, i, DType::Float32));
    if (i % 3 == 2) alive.erase(alive.begin() + i % 2);
  }
  for (const Tensor& t : alive) {
    const float first = *t.data<float>();
    CHECK(t.data<float>()[t.numel() - 1] == first);
    CHECK(min(t).item() == max(t).item());
  }
}

// Small tensors and their memory are one block. Others would take it if it were given back too soon
// (and the sanitizer would see it).
TEST_CASE("memory lives as long as a tensor or a view of it") {
  const auto others = [] {
    std::vector<Tensor> taken;
    for (int i = 0; i < 64; ++i) taken.push_back(Tensor::full({4}, -1, DType::Float32));
  };
  using Floats = std::vector<float>;
  Tensor t = Tensor::full({4}, 7, DType::Float32);
  SUBCASE("a view outlives the tensor") {
    const Tensor view = Tensor::alias(t, {2}, {1}, 2);
    t = {};
    others();
    CHECK(view.to_vector<float>() == Floats{7, 7});
  }
  SUBCASE("set_data gives it other memory, that somebody holds or nobody") {
    Tensor before;
    SUBCASE("held") { before = t.detach(); }
    SUBCASE("not held") {}
    const uint32_t version = t.version();
    t.set_data(Tensor::full({3}, 2, DType::Float32));
    t.set_data(Tensor::full({2}, 3, DType::Float32));
    others();
    CHECK(t.version() == version);
    CHECK(t.to_vector<float>() == Floats{3, 3});
    t = {};
    others();
    if (before.defined()) CHECK(before.to_vector<float>() == Floats{7, 7, 7, 7});
  }
  SUBCASE("set_data, and a view that shares its version") {
    t.set_data(Tensor::full({3}, 2, DType::Float32));
    const Tensor view = Tensor::alias(t);
    t.bump_version();
    t = {};
    others();
    CHECK(view.version() == 1);
    CHECK(view.to_vector<float>() == Floats{2, 2, 2});
  }
}
