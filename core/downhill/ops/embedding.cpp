#include <downhill/ops/elementwise.h>
#include <downhill/ops/list.h>

#include <algorithm>
#include <vector>

namespace downhill::ops {

void Embedding::infer(Call& c) {
  const Tensor &w = c.input(0), &at = c.input(1);
  if (w.dim() != 2) fail("'weight' must be 2-D");
  if (at.dtype() != DType::Int64 && at.dtype() != DType::Int32) {
    fail(
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
        "Long, Int; but got ",
        tensor_type_name(at.dtype()), " instead (while checking arguments for embedding)");
  }
  Shape sizes = at.sizes();
  sizes.push_back(w.sizes()[1]);
  c.give(sizes, w.dtype());
}
void Embedding::kernel(Call& c) {
  const Tensor w = c.input(0).contiguous();
  const int64_t rows = w.sizes()[0];
  const std::vector<int64_t> at = c.input(1).to_vector<int64_t>();
  for (const int64_t i : at) {
    if (i < 0 || i >= rows) fail(ErrorKind::index, "index out of range in self");
  }
  const int64_t bytes = w.sizes()[1] * item_size(w.dtype());
  char* to = static_cast<char*>(c.output().raw());
  for (const int64_t i : at) {
    std::copy_n(static_cast<const char*>(w.raw()) + i * bytes, bytes, to);
    to += bytes;
  }
}
void Embedding::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Tensor at = b.input(1);
  const int64_t width = b.sizes(0)[1];
  const Tensor flat = reshape(at, Ints{at.numel()});
  Tensor g = reshape(b.grad(), Ints{at.numel(), width});
  if (a.padding_idx >= 0) {
    const Tensor padding = unsqueeze(eq(flat, a.padding_idx), 1);
    g = where(padding, Tensor::full({}, 0, g.dtype()), g);
  }
  if (a.scale_grad_by_freq) {
    const std::vector<int64_t> rows = at.to_vector<int64_t>();
    std::vector<double> counts;
    counts.reserve(rows.size());
    for (const int64_t i : rows)
      counts.push_back(1.0 / static_cast<double>(std::count(rows.begin(), rows.end(), i)));
    g = mul(g, unsqueeze(Tensor::of<double>({at.numel()}, counts).to(g.dtype()), 1));
  }
  const IndexPut::Attrs accumulate{true};
  Tensors inputs{Tensor::full(b.sizes(0), 0, g.dtype()), g, flat};
  b.set(0, apply(op_of<IndexPut>(), std::move(inputs), &accumulate)[0]);
}

void OneHot::infer(Call& c) {
  const Tensor& x = c.input();
  int64_t classes = c.get<Attrs>().num_classes;
  if (x.dtype() != DType::Int64)
    fail("one_hot is only applicable to index tensor of type LongTensor.");
  if (x.numel() == 0 && classes <= 0)
    fail("Can not infer total number of classes from empty tensor.");
  for (const int64_t v : x.to_vector<int64_t>()) {
    if (v < 0) fail("Class values must be non-negative.");
    if (c.get<Attrs>().num_classes == -1)
      classes = std::max(classes, v + 1);
    else if (v >= classes)
      fail("Class values must be smaller than num_classes.");
  }
  Shape sizes = x.sizes();
  sizes.push_back(classes);
  c.give(sizes, DType::Int64);
}
void OneHot::kernel(Call& c) {
  const Tensor& out = c.output();
  const int64_t classes = out.sizes()[out.dim() - 1];
  int64_t* row = out.data<int64_t>();
  std::fill_n(row, out.numel(), 0);
  for (const int64_t v : c.input().to_vector<int64_t>()) {
    if (v < 0 || v >= classes) fail("Class values must be smaller than num_classes.");
    row[v] = 1;
    row += classes;
  }
}

}  // namespace downhill::ops
