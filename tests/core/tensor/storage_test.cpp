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
