#include <downhill/autograd/copy_slices.h>
#include <downhill/ops/list.h>

namespace downhill {
namespace {

struct Geometry {
  Shape sizes, strides;
  int64_t offset = 0;
};
Geometry geometry(const Tensor& t) { return {t.sizes(), t.strides(), t.offset()}; }

// A zeroed (or copied) gradient in the base's own memory layout, so that a view's strides and
// offset select the same elements in it.
Tensor like_base(const Geometry& base, DType dtype) {
  int64_t extent = 1;
  for (int d = 0; d < base.sizes.size(); ++d) {
    if (base.sizes[d] == 0) extent = 0;
    if (extent) extent += (base.sizes[d] - 1) * base.strides[d];
  }
  const Tensor memory = Tensor::full({extent}, 0, dtype);
  return Tensor::alias(memory, base.sizes, base.strides, 0);
}

struct AsStridedNode final : Node {
  AsStridedNode(const Geometry& view, const Geometry& base, DType dtype, Edge of)
      : view(view), base(base) {
    next.push_back(std::move(of));
    outputs.push_back({Layout::of(view.sizes), dtype});
  }
  const char* name() const override { return "AsStridedBackward0"; }
  void apply(Node&, Tensors& grads, Tensors& out) override {
    out.push_back(scatter_view(grads[0], base.sizes, base.strides, view.sizes, view.strides,
                               view.offset - base.offset));
  }
  Geometry view, base;
};

struct CopySlicesNode final : Node {
  CopySlicesNode(const Tensor& base_tensor, const Tensor& view_tensor, const Ref<Node>& node)
      : view(geometry(view_tensor)), base(geometry(base_tensor)), inner(node) {
    function = node->function;
    outputs.push_back(meta_of(base_tensor));
    next.push_back(gradient_edge(base_tensor));
    for (int i = 1; i < node->next.size(); ++i) next.push_back(node->next[i]);
    // The inner node's own edge 0 is never followed; dropping it frees the view's old history.
    if (node->next.size() > 0) node->next[0] = Edge();
  }
  const char* name() const override { return "CopySlices"; }
  void apply(Node&, Tensors& grads, Tensors& out) override {
    const Tensor& g = grads[0];
    // The gradient of the view's part goes through the operation; the rest of the base passes
    // unchanged.
    const Tensor layout = like_base(base, g.dtype());
    Tensor part;
    if (GradMode::enabled()) {
      part = gather_view(g, base.sizes, base.strides, view.sizes, view.strides,
                         view.offset - base.offset);
    } else {
      copy_into(layout, g);
      part = clone(Tensor::alias(layout, view.sizes, view.strides, view.offset - base.offset));
    }
    const Ref<Node> written(new AsStridedNode(view, base, g.dtype(), {Ref<Node>(this), 0}));
    Tensors parts{part}, inner_grads;
    inner->apply(*written, parts, inner_grads);
    Tensor through = inner_grads.empty() ? Tensor() : inner_grads[0];
    if (GradMode::enabled()) {
      const Tensor cleared = sub(g, scatter_view(part, base.sizes, base.strides, view.sizes,
                                                 view.strides, view.offset - base.offset));
      out.push_back(through.defined()
                        ? add(cleared, scatter_view(through, base.sizes, base.strides, view.sizes,
                                                    view.strides, view.offset - base.offset))
                        : cleared);
    } else {
      Tensor slot = Tensor::alias(layout, view.sizes, view.strides, view.offset - base.offset);
      if (through.defined())
        copy_into(slot, through);
      else
        copy_into(slot, Tensor::full({}, 0, g.dtype()));
      out.push_back(layout);
    }
    for (int i = 1; i < next.size(); ++i) {
      out.push_back(i < inner_grads.size() ? inner_grads[i] : Tensor());
    }
  }
  void release_saved() override { inner->release_saved(); }

  Geometry view, base;
  Ref<Node> inner;
};

}  // namespace

Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Ref<Node>& node) {
  return Ref<Node>(new CopySlicesNode(base, view, node));
}

Ref<Node> as_strided_node(const Tensor& view, const Tensor& base) {
  return Ref<Node>(
      new AsStridedNode(geometry(view), geometry(base), view.dtype(), gradient_edge(base)));
}

void move_hooks(const Tensor& t, const Ref<Node>& node) {
  const Ref<Node>& old = t.impl()->grad_fn;
  if (!old || !old->watchers) return;
  // Retained gradients follow the tensor; hooks stay where they were registered, as in PyTorch.
  const auto of_t = [&](const auto& r) { return r.second == t.impl(); };
  if (std::erase_if(old->watchers->retained, of_t))
    node->watched().retained.push_back({0, t.impl()});
}

}  // namespace downhill
