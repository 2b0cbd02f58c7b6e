#include <downhill/autograd/meta.h>
#include <downhill/math/inline.h>
#include <downhill/ops/list.h>
#include <downhill/ops/op.h>
#include <downhill/tensor/make.h>
#include <downhill/tensor/narrow.h>

#include <algorithm>

namespace downhill {

const Tensor kUndefined;

// ---- making nodes: inlined, for small problems are made of them ---------------------------------

namespace {
Saves saves_of(const Op& op, uint32_t needs, int inputs) {
  const Saves* const of = op.info->saves;
  if (inputs > 4) return of[0];  // a list
  Saves all;
  for (int i = 0; i < inputs; ++i) {
    if (needs >> i & 1) all = all | of[i];
  }
  return all;
}
}  // namespace

DOWNHILL_INLINE void OpNode::begin(const Op& of, const void* with, uint32_t needed, int inputs) {
  op = &of;
  needs = needed;
  saves = inputs <= 2 ? of.saves[needed] : saves_of(of, needed, inputs);
  released = false;
  if (const std::size_t size = of.attributes->size) {
    attributes = size <= sizeof small_ ? small_ : pool::allocate(size);
    of.attributes->make(attributes, with);
  }
}

DOWNHILL_INLINE OpNode* OpNode::make(const Op& op, const void* attributes, uint32_t needs,
                                     int inputs) {
  OpNode* node;
  if (kept_) [[likely]] {
    node = static_cast<OpNode*>(kept_);
    kept_ = node->link;
    node->sequence = made++;
  } else {
    node = new OpNode;
  }
  node->begin(op, attributes, needs, inputs);
  return node;
}

DOWNHILL_INLINE void OpNode::clear() {
  if (watchers) [[unlikely]]
    end_watchers();
  visit.run = 0;
  if (!visit.buffer.empty()) [[unlikely]]
    visit.buffer.clear();
  next.clear();
  outputs.clear();
  if (!saved.empty()) saved.clear();
  if (!input_metas.empty()) input_metas.clear();
  if (!attributes) return;
  op->destroy_attributes(attributes);
  if (attributes != small_) [[unlikely]]
    pool::release(attributes, op->attributes->size);
  attributes = nullptr;
}

OpNode::~OpNode() { clear(); }

void OpNode::end() {
  if (DOWNHILL_NO_POOL) {
    delete this;
    return;
  }
  clear();  // lists that are longer than their place keep what they have on the heap
  link = kept_;
  kept_ = this;
}

DOWNHILL_INLINE void OpNode::add_input(const Tensor& t, bool overwritten) {
  const int i = next.size();
  next.emplace_made([&] { return t.defined() ? gradient_edge(t) : Edge(); });
  if (saves.inputs) {
    if (!(saves.inputs >> i & 1))
      saved.emplace_back();
    else if (overwritten)
      saved.emplace_made([&] { return SavedTensor::copied(t); });
    else
      saved.emplace_made([&] { return SavedTensor(t, false); });
  }
  if (op->keeps_shapes) input_metas.emplace_made([&] { return t.defined() ? meta_of(t) : Meta(); });
}

DOWNHILL_INLINE void OpNode::add_output(const Tensor& t) {
  outputs.emplace_back(t.impl()->layout, t.dtype());
  save_output(t);
}

namespace {

// A list longer than the mask (cat of many tensors): bit 31 stands for all the rest.
DOWNHILL_INLINE uint32_t needed(const Tensors& inputs) {
  if (!GradMode::enabled()) return 0;
  uint32_t needs = 0;
  for (int i = 0; i < inputs.size(); ++i) {
    if (inputs[i].defined() && inputs[i].requires_grad()) needs |= 1u << (i < 31 ? i : 31);
  }
  return needs;
}

DOWNHILL_NOINLINE void convert_inputs(Call& call) {
  for (Tensor& t : call.inputs) {
    if (call.converted(t)) t = cast(t, call.compute);
  }
}

// See Call::Out::fixed.
const Ref<Layout>& layout_from_inputs(const Call& call) {
  const Ref<Layout>& wanted = call.out[0].layout;
  if (!call.converts || call.out[0].fixed) return wanted;
  for (const Tensor& t : call.inputs) {
    if (!t.defined() || !same_sizes(t.impl()->layout, wanted)) continue;
    return !t.is_contiguous() && is_permutation_of_dense(t) ? t.impl()->layout : wanted;
  }
  return wanted;
}

DOWNHILL_INLINE void allocate(Call& call) {
  if (call.out.size() == 1) [[likely]] {
    call.outputs.emplace_made([&] { return made(layout_from_inputs(call), call.out[0].dtype); });
    return;
  }
  for (const Call::Out& o : call.out)
    call.outputs.emplace_made([&] { return Tensor::empty_with(o.layout, o.dtype); });
}

DOWNHILL_NOINLINE Ref<OpNode> record(const Call& call, uint32_t needs) {
  const auto floating = [](const Call::Out& o) { return is_floating(o.dtype); };
  if (std::none_of(call.out.begin(), call.out.end(), floating)) return {};
  Ref<OpNode> node(OpNode::make(call.op, call.attributes, needs, call.inputs.size()));
  for (int i = 0; i < call.inputs.size(); ++i)
    node->add_input(call.inputs[i], call.inplace && i == 0);
  return node;
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

DOWNHILL_NOINLINE void make_views(Call& call) {
  for (const Call::Out& o : call.out) {
    call.outputs.push_back(Tensor::alias(call.input(), o.layout, o.offset));
    set_view_of(call.outputs.back(), call.input(), call.op.several);
  }
}
DOWNHILL_INLINE void compute(Call& call) {
  if (call.converts) convert_inputs(call);
  allocate(call);
  call.op.kernel(call);
  for (const Tensor& t : call.outputs) fit(t);
}
DOWNHILL_INLINE void set_histories(const Call& call, OpNode& node) {
  for (int i = 0; i < call.outputs.size(); ++i) {
    const Tensor& out = call.outputs[i];
    if (out.is_floating()) set_history(out, Ref<Node>(&node), static_cast<uint32_t>(i));
    node.add_output(out);
  }
}

// The funnel without shortcuts, from call.inputs to call.outputs.
DOWNHILL_INLINE void run_unheard(Call& call) {
  call.op.infer(call);
  Ref<OpNode> node;
  if (const uint32_t needs = needed(call.inputs); needs && call.op.backward)
    node = record(call, needs);
  if (call.op.view)
    make_views(call);
  else
    compute(call);
  if (node) set_histories(call, *node);
}
// The listener hears of the inputs as they came, not as they were converted.
DOWNHILL_NOINLINE void run_heard(Call& call) {
  const Tensors originals = call.inputs;
  tell_before(call);
  run_unheard(call);
  call.inputs = originals;
  listener.on_call(call, listener.context);
}
DOWNHILL_INLINE void run(Call& call) {
  if (has_listener()) [[unlikely]]
    return run_heard(call);
  run_unheard(call);
}

// Of an operator that apply_plain did not take.
DOWNHILL_NOINLINE Tensors apply_whole(const Op& op, Tensors&& inputs, const void* attributes) {
  if (op.composite) return op.compose(inputs, attributes);
  Call call(op, std::move(inputs), attributes);
  run(call);
  return std::move(call.outputs);
}
DOWNHILL_NOINLINE Tensor apply_composite(const Op& op, const Tensor& a, const Tensor* b,
                                         const void* attributes) {
  Tensors inputs;
  inputs.emplace_back(a);
  if (b) inputs.emplace_back(*b);
  return std::move(op.compose(inputs, attributes)[0]);
}
DOWNHILL_NOINLINE Tensor apply_whole(const Op& op, const Tensor& a, const Tensor* b,
                                     const void* attributes) {
  Call call(op, attributes);
  call.inputs.emplace_back(a);
  if (b) call.inputs.emplace_back(*b);
  run(call);
  return std::move(call.outputs[0]);
}

// The commonest calls need none of the preparations of the others: element by element over floats
// of one dtype that lie alike, or beside one number, while nobody listens. Gives the input that the
// output is like; null if this is none of them.
template <bool two>
DOWNHILL_INLINE const Tensor* like_of_plain(const Tensor& a, const Tensor& b) {
  const Layout& of_a = *a.impl()->layout;
  if (!is_wide_floating(a.dtype()) || (!of_a.contiguous && !of_a.constant)) return nullptr;
  if constexpr (two) {
    const Layout& of_b = *b.impl()->layout;
    if (b.dtype() != a.dtype() || (!of_b.contiguous && !of_b.constant)) return nullptr;
    if (same_sizes(a.impl()->layout, b.impl()->layout)) return of_b.row_major ? &b : &a;
    return of_b.sizes.empty() ? &a : of_a.sizes.empty() ? &b : nullptr;
  }
  return &a;
}

template <bool two>
DOWNHILL_NOINLINE Tensor apply_plain(const Op& op, const Tensor& a, const Tensor& b,
                                     const void* attributes) {
  const Tensor* const like = like_of_plain<two>(a, b);
  if (!like) [[unlikely]]
    return apply_whole(op, a, two ? &b : nullptr, attributes);
  Tensor out = made_like(*like, a.dtype());
  TensorImpl& made = *out.impl();
  const TensorImpl &in_a = *a.impl(), &in_b = *(two ? b : a).impl();
  const int wide = in_a.dtype == DType::Float64;
  const int64_t n = made.layout->numel;
  if (n == 1 && op.one[wide]) [[likely]]
    op.one[wide](attributes, made.data, in_a.data, in_b.data);
  else
    op.run[wide](attributes, n, made.data, 1, in_a.data, element_step(a), in_b.data,
                 element_step(two ? b : a));
  if (!GradMode::enabled() || !op.backward) return out;
  const uint32_t needs =
      static_cast<uint32_t>(a.requires_grad()) | (two && b.requires_grad() ? 2U : 0U);
  if (!needs) return out;
  OpNode* const node = OpNode::make(op, attributes, needs, two ? 2 : 1);
  made.grad_fn = Ref<Node>(node);
  node->add_input(a, false);
  if (two) node->add_input(b, false);
  node->add_output(out);
  return out;
}

// Little else than jumps: what is not needed on a way would be done on it.
DOWNHILL_INLINE bool may_be_plain(const Op& op) { return op.run[0] && !has_listener(); }

}  // namespace

Tensor apply_one(const Op& op, const Tensor& a, const void* attributes) {
  if (may_be_plain(op)) [[likely]]
    return apply_plain<false>(op, a, a, attributes);
  if (op.composite) return apply_composite(op, a, nullptr, attributes);
  return apply_whole(op, a, nullptr, attributes);
}
Tensor apply_one(const Op& op, const Tensor& a, const Tensor& b, const void* attributes) {
  if (may_be_plain(op)) [[likely]]
    return apply_plain<true>(op, a, b, attributes);
  if (op.composite) return apply_composite(op, a, &b, attributes);
  return apply_whole(op, a, &b, attributes);
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
  Ref<OpNode> node;
  if (needs && op.backward) node = record(call, needs);
  const Tensors originals = has_listener() ? call.inputs : Tensors();
  if (has_listener()) tell_before(call);
  const bool directly = call.writes_directly();
  if (call.converts) convert_inputs(call);
  if (directly) {
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
  if (has_listener()) {
    call.inputs = originals;
    listener.on_call(call, listener.context);
  }
  return self;
}

// ---- nodes -----------------------------------------------------------------------------------

void OpNode::apply(Node& history, Tensors& grads, Tensors& out) {
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
  if (next.size() == 1)
    out.emplace_back();  // a loop would be a call of memset
  else
    out.resize(next.size());
  Backward b(history, *this, grads, out);
  op->backward(b);
}

void OpNode::release_saved() {
  saved.clear();
  released = true;
}

namespace {
Tensor read(const SavedTensor& saved, Node& self) {
  if (GradMode::enabled()) [[unlikely]]
    return saved.unpack(self);
  return saved.value(self);
}
}  // namespace
Tensor Backward::input(int i) const {
  if (!node_.saves.inputs || i >= node_.saved.size() || i >= node_.next.size()) return {};
  return read(node_.saved[i], self_);
}
Tensor Backward::output(int i) const {
  const int at = node_.saves.inputs ? node_.next.size() + i : i;
  return at < node_.saved.size() ? read(node_.saved[at], self_) : Tensor();
}

}  // namespace downhill
