#include <downhill/autograd/fit.h>
#include <downhill/ops/list.h>

namespace downhill {

namespace {
bool expandable(const Shape& from, const Shape& to) {
  if (from.size() > to.size()) return false;
  for (int i = 1; i <= from.size(); ++i) {
    const int64_t f = from[from.size() - i], t = to[to.size() - i];
    if (f != t && f != 1) return false;
  }
  return true;
}
}  // namespace

void refit(Tensor& g, const Edge& along, const Node* by) {
  const Meta& to = along.node->outputs[static_cast<int>(along.output_nr)];
  const Shape& sizes = to.layout->sizes;
  if (!(g.sizes() == sizes)) {
    if (!expandable(sizes, g.sizes())) {
      fail("Function ", by ? by->name() : "root", " returned an invalid gradient at index ",
           by ? &along - by->next.begin() : 0, " - got ", g.sizes(),
           " but expected shape compatible with ", sizes);
    }
    g = sum_to(g, sizes);
  }
  if (g.dtype() != to.dtype) g = g.to(to.dtype);
}

}  // namespace downhill
