#include <downhill/autograd/meta.h>
#include <downhill/math/inline.h>
#include <downhill/ops/list.h>
#include <downhill/ops/op.h>
#include <downhill/tensor/narrow.h>

namespace downhill {

const Tensor kUndefined;

// ---- making nodes: inlined, for small problems are made of them ---------------------------------

DOWNHILL_INLINE OpNode::OpNode(const Op& op, const void* with, uint32_t needs, int inputs)
    : op(op), needs(needs) {
  if (const std::size_t size = op.attributes->size) {
    attributes = size <= sizeof small_ ? small_ : pool::allocate(size);
    op.attributes->make(attributes, with);
  }
  const auto gather = [&](const Saves& more) {
    saves.inputs |= more.inputs;
    saves.outputs |= more.outputs;
  };
  const Saves* const of = op.info->saves;
  if (inputs > 4) [[unlikely]] {  // a list
    gather(of[0]);
  } else {
    for (int i = 0; i < inputs; ++i) {
      if (needs >> i & 1) gather(of[i]);
    }
  }
}

DOWNHILL_INLINE void OpNode::add_input(const Tensor& t, bool overwritten) {
  const int i = next.size();
  Edge& edge = next.emplace_back();
  if (t.defined()) [[likely]]
    connect(edge, t);
  if (saves.inputs) {
    ++saved_inputs;
    if (!(saves.inputs >> i & 1))
      saved.emplace_back();
    else if (overwritten)
      saved.emplace_back(SavedTensor::copied(t));
    else
      saved.emplace_back(t, false);
  }
  if (op.info->keeps_shapes) input_metas.emplace_back(t.defined() ? meta_of(t) : Meta());
}

DOWNHILL_INLINE void OpNode::add_output(const Tensor& t) {
  outputs.emplace_back(t.impl()->layout, t.dtype());
  save_output(t);
}

namespace {

CallListener listener = nullptr;
BackwardListener backward_listener = nullptr;
void* listener_context = nullptr;

uint32_t needed(const Tensors& inputs) {
  if (!GradMode::enabled()) return 0;
  uint32_t needs = 0;
  const int n = inputs.size() < 32 ? inputs.size() : 32;
  for (int i = 0; i < n; ++i) {
    const TensorImpl* t = inputs[i].impl();
    if (t && inputs[i].requires_grad()) needs |= 1u << i;
  }
  // A list longer than the mask (cat of many tensors): bit 31 stands for all the rest.
  for (int i = 32; i < inputs.size(); ++i) {
    if (inputs[i].defined() && inputs[i].requires_grad()) needs |= 1u << 31;
  }
  return needs;
}

void convert_inputs(Call& call) {
  if (!call.converts) return;
  for (Tensor& t : call.inputs) {
    if (!t.defined() || t.dtype() == call.compute) [[likely]]
      continue;
    const bool exact = call.op.info->exact_numbers && is_half(call.compute) && t.is_weak() &&
                       t.dtype() == DType::Float32;
    if (!exact) t = cast(t, call.compute);
  }
}

// See Call::Out::fixed.
const Ref<Layout>& layout_from_inputs(const Call& call) {
  const Ref<Layout>& wanted = call.out[0].layout;
  for (const Tensor& t : call.inputs) {
    if (!t.defined() || !same_sizes(t.impl()->layout, wanted)) continue;
    return !t.is_contiguous() && is_permutation_of_dense(t) ? t.impl()->layout : wanted;
  }
  return wanted;
}

void allocate(Call& call) {
  const bool as_inputs = call.converts && call.out.size() == 1 && !call.out[0].fixed;
  for (const Call::Out& o : call.out)
    call.outputs.push_back(
        Tensor::empty_with(as_inputs ? layout_from_inputs(call) : o.layout, o.dtype));
}

Ref<OpNode> record(const Call& call, uint32_t needs) {
  if (!needs || !call.op.backward) return {};
  bool floating = false;
  for (const Call::Out& o : call.out) floating = floating || is_floating(o.dtype);
  if (!floating) return {};
  Ref<OpNode> node(new OpNode(call.op, call.attributes, needs, call.inputs.size()));
  for (int i = 0; i < call.inputs.size(); ++i)
    node->add_input(call.inputs[i], call.inplace && i == 0);
  return node;
}

// The commonest calls need none of the preparations of the others: element by element over floats
// of one dtype that lie alike, or beside one number. Gives the input that the output is like; null
// if this is none of them.
template <bool two>
DOWNHILL_INLINE const Tensor* like_of_plain(const Op& op, const Tensor& a, const Tensor& b) {
  if (!op.run[0] || listener) return nullptr;
  const Layout& of_a = *a.impl()->layout;
  if (!is_wide_floating(a.dtype()) || (!of_a.contiguous && !of_a.constant)) return nullptr;
  if constexpr (two) {
    const Layout& of_b = *b.impl()->layout;
    if (b.dtype() != a.dtype() || (!of_b.contiguous && !of_b.constant)) return nullptr;
    if (same_sizes(a.impl()->layout, b.impl()->layout) || of_b.sizes.empty()) [[likely]]
      return &a;
    return of_a.sizes.empty() ? &b : nullptr;
  }
  return &a;
}

template <bool two>
DOWNHILL_INLINE Tensor apply_plain(const Op& op, const Tensor& a, const Tensor& b,
                                   const Tensor& like, const void* attributes) {
  Tensor out = Tensor::empty_like(like, a.dtype());
  TensorImpl& made = *out.impl();
  const TensorImpl &in_a = *a.impl(), &in_b = *(two ? b : a).impl();
  const int wide = in_a.dtype == DType::Float64;
  const int64_t n = made.layout->numel;
  if (n == 1 && op.one[wide]) [[likely]]
    op.one[wide](attributes, made.data, in_a.data, in_b.data);
  else
    op.run[wide](attributes, n, made.data, 1, in_a.data, element_step(a), in_b.data,
                 element_step(two ? b : a));
  if (!op.backward || !GradMode::enabled()) return out;
  const uint32_t needs =
      static_cast<uint32_t>(a.requires_grad()) | (two && b.requires_grad() ? 2U : 0U);
  if (!needs) return out;
  auto* node = new OpNode(op, attributes, needs, two ? 2 : 1);
  made.grad_fn = Ref<Node>(node);
  node->add_input(a, false);
  if (two) node->add_input(b, false);
  node->add_output(out);
  return out;
}

enum class Overlap { no, full, partial };
Overlap overlap(const Tensor& a, const Tensor& b) {
  if (a.is(b)) return Overlap::full;
  if (!a.same_storage(b) || a.numel() == 0 || b.numel() == 0) return Overlap::no;
  if (!is_permutation_of_dense(a) || !is_permutation_of_dense(b))
    return Overlap::no;  // PyTorch: too hard to tell
  if (a.offset() == b.offset() && a.numel() == b.numel()) {
    return a.strides() == b.strides() ? Overlap::full : Overlap::partial;
  }
  return a.offset() < b.offset() + b.numel() && b.offset() < a.offset() + a.numel()
             ? Overlap::partial
             : Overlap::no;
}

// The funnel without shortcuts, from call.inputs to call.outputs.
void run(Call& call) {
  const Op& op = call.op;
  op.infer(call);
  const uint32_t needs = needed(call.inputs);
  const Ref<OpNode> node = record(call, needs);
  if (op.view) {
    for (const Call::Out& o : call.out) {
      call.outputs.push_back(Tensor::alias(call.input(), o.layout, o.offset));
      set_view_of(call.outputs.back(), call.input(), op.several);
    }
  } else {
    Tensors originals;
    if (listener) [[unlikely]]
      originals = call.inputs;
    convert_inputs(call);
    allocate(call);
    op.kernel(call);
    for (const Tensor& t : call.outputs) fit(t);
    if (listener) [[unlikely]]
      call.inputs = originals;
  }
  if (node) {
    for (int i = 0; i < call.outputs.size(); ++i) {
      if (call.outputs[i].is_floating())
        set_history(call.outputs[i], Ref<Node>(node.get()), static_cast<uint32_t>(i));
      node->add_output(call.outputs[i]);
    }
  }
  if (listener) [[unlikely]]
    listener(call, listener_context);
}

// Of an operator that apply_plain did not take.
Tensors apply_whole(const Op& op, Tensors&& inputs, const void* attributes) {
  if (op.composite) return op.compose(inputs, attributes);
  Call call(op, std::move(inputs), attributes);
  run(call);
  return std::move(call.outputs);
}
DOWNHILL_NOINLINE Tensor apply_whole(const Op& op, const Tensor& a, const Tensor* b,
                                     const void* attributes) {
  Call call(op, attributes);
  call.inputs.emplace_back(a);
  if (b) call.inputs.emplace_back(*b);
  if (op.composite) return std::move(op.compose(call.inputs, attributes)[0]);
  run(call);
  return std::move(call.outputs[0]);
}

}  // namespace

void set_listener(CallListener on_call, BackwardListener on_backward, void* context) {
  listener = on_call;
  backward_listener = on_backward;
  listener_context = context;
}
bool has_listener() { return listener != nullptr; }
void tell_backward(std::span<const Tensor> roots) {
  if (backward_listener) [[unlikely]]
    backward_listener(roots, listener_context);
}

Tensor apply_one(const Op& op, const Tensor& a, const void* attributes) {
  const Tensor* const like = like_of_plain<false>(op, a, a);
  if (!like) [[unlikely]]
    return apply_whole(op, a, nullptr, attributes);
  return apply_plain<false>(op, a, a, *like, attributes);
}
Tensor apply_one(const Op& op, const Tensor& a, const Tensor& b, const void* attributes) {
  const Tensor* const like = like_of_plain<true>(op, a, b);
  if (!like) [[unlikely]]
    return apply_whole(op, a, &b, attributes);
  return apply_plain<true>(op, a, b, *like, attributes);
}
Tensor apply_one(const Op& op, Tensors&& inputs, const void* attributes) {
  if (inputs.size() == 1) return apply_one(op, inputs[0], attributes);
  if (inputs.size() == 2) return apply_one(op, inputs[0], inputs[1], attributes);
  return std::move(apply_whole(op, std::move(inputs), attributes)[0]);
}

Tensors apply(const Op& op, Tensors&& inputs, const void* attributes) {
  if (op.run[0]) return {apply_one(op, std::move(inputs), attributes)};  // one output
  return apply_whole(op, std::move(inputs), attributes);
}

Tensor apply_inplace(const Op& op, Tensors&& inputs, const void* attributes) {
  if (op.composite || op.view) fail(op.info->name, "_ is not an in-place operator");
  Tensor self = inputs[0];
  Call call(op, std::move(inputs), attributes);
  call.inplace = true;
  op.infer(call);
  const Call::Out out = call.out[0];
  if (!same_sizes(out.layout, self.impl()->layout)) {
    fail("output with shape ", self.sizes(), " doesn't match the broadcast shape ",
         out.layout->sizes);
  }
  if (!can_cast(out.dtype, self.dtype())) {
    fail("result type ", scalar_type_name(out.dtype), " can't be cast to the desired output type ",
         scalar_type_name(self.dtype()));
  }
  const uint32_t needs = needed(call.inputs);
  check_inplace(self, needs != 0);
  for (int i = 1; i < call.inputs.size(); ++i) {
    if (call.inputs[i].defined() && overlap(self, call.inputs[i]) == Overlap::partial) {
      fail(
          "unsupported operation: some elements of the input tensor and the written-to tensor "
          "refer to a single "
          "memory location. Please clone() the tensor before performing the operation.");
    }
  }
  const Ref<OpNode> node = record(call, needs);
  const Tensors originals = listener ? call.inputs : Tensors();
  convert_inputs(call);
  if (out.dtype == self.dtype() &&
      (!call.converts || call.compute == self.dtype() || out.dtype == DType::Bool)) {
    call.outputs.push_back(self);
    op.kernel(call);
    fit(self);
  } else {
    allocate(call);
    op.kernel(call);
    fit(call.output());
    copy_into(self, call.output());
    call.outputs[0] = self;
  }
  self.bump_version();
  if (node) {
    node->outputs.emplace_back(meta_of(self));
    rebase_history(self, Ref<Node>(node.get()));
    node->save_output(self);
  }
  if (listener) {
    call.inputs = originals;
    listener(call, listener_context);
  }
  return self;
}

// ---- nodes -----------------------------------------------------------------------------------

OpNode::~OpNode() {
  if (!attributes) return;
  op.destroy_attributes(attributes);
  if (attributes != small_) [[unlikely]]
    pool::release(attributes, op.attributes->size);
}

void OpNode::apply_as(Node& history, Tensors& grads, Tensors& out) {
  if (released && (saves.inputs || saves.outputs)) [[unlikely]] {
    fail(
        "Trying to backward through the graph a second time (or directly access saved tensors "
        "after they have "
        "already been freed). Saved intermediate values of the graph are freed when you call "
        ".backward() or "
        "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a "
        "second time or "
        "if you need to access saved tensors after calling backward.");
  }
  out.resize(next.size());
  Backward b(history, *this, grads, out);
  op.backward(b);
}

void OpNode::release_saved() {
  saved.clear();
  saved_inputs = 0;
  released = true;
}

namespace {
Tensor read(const SmallVector<SavedTensor, 2>& saved, int i, int end, Node& self) {
  if (i >= end) return {};
  if (GradMode::enabled()) [[unlikely]]
    return saved[i].unpack(self);
  return saved[i].value(self);
}
}  // namespace
Tensor Backward::input(int i) const { return read(node_.saved, i, node_.saved_inputs, self_); }
Tensor Backward::output(int i) const {
  return read(node_.saved, node_.saved_inputs + i, node_.saved.size(), self_);
}

}  // namespace downhill
