#include <downhill/ops/list.h>

namespace downhill {
namespace {

template <class... Es>
constexpr std::array<Op, sizeof...(Es)> table_of(std::tuple<Es...>*) {
  int id = 0;
  return {make_op<Es>(id++)...};
}
}  // namespace

constexpr std::array<Op, static_cast<std::size_t>(kOpCount)> kOps =
    table_of(static_cast<ops::List*>(nullptr));

const Op& op_at(int id) {
  if (id < 0 || id >= kOpCount) fail("there is no operator ", id);
  return kOps[static_cast<std::size_t>(id)];
}

Tensor clone_contiguous(const Tensor& t) {
  // clone() keeps a permuted layout; this one does not, and records the same node.
  Tensor c = clone(t);
  if (c.is_contiguous()) return c;
  Tensor plain;
  {
    const NoGrad no_grad;
    plain = cat.list({t}, 0);  // through the funnel, so that a replay copies too
  }
  set_history(plain, c.impl()->grad_fn, c.impl()->output_nr);
  return plain;
}

}  // namespace downhill
