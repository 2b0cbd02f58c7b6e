// An operator with its types erased, one call of it on its way through the funnel, and what its
// backward rule sees. Operators are written as entries: entry.h.
#pragma once
#include <downhill/autograd/node.h>
#include <downhill/ops/arguments.h>
#include <downhill/ops/describe.h>

#include <memory>

namespace downhill {

// Which saved tensors the gradient of input i needs: bit k of `inputs` / `outputs`.
struct Saves {
  uint8_t inputs = 0, outputs = 0;
  friend constexpr Saves operator|(Saves a, Saves b) {
    return {static_cast<uint8_t>(a.inputs | b.inputs), static_cast<uint8_t>(a.outputs | b.outputs)};
  }
};

struct Info {
  const char* name;  // Python's name; overloads share it and are tried in the order of the list
  const char* node =
      "";  // PyTorch's name of the graph node; "" if the operator is composed of others
  const char* inputs =
      "input";  // "input, other|number", "tensors..." (one list), "bias?" (may be None)
  const char* where = "torch method";  // + inplace, functional; "" for the core's own use
  const char* doc = "";
  const char* outputs = "";    // "values, indices": a named tuple; "...": a tuple of any length
  Saves saves[4] = {};         // per input; an operator over a list uses saves[0] for all
  bool keeps_shapes = false;   // backward asks for the inputs' sizes
  bool exact_numbers = false;  // a number beside halves enters as it is, not rounded to their dtype
  uint8_t writes = 0;          // into which inputs the kernel writes, bit k of input k
  bool draws = false;          // random numbers, from the default generator
  bool sizes_by_values = false;  // the results' sizes depend on the inputs' values
};

// Without what only the schema and tests ask for (see FieldDoc).
constexpr Info brief(Info info) {
  info.doc = info.where = "";
  return info;
}
template <class E>
inline constexpr Info kBrief = brief(E::info);

// How tests make inputs for an operator: shapes separated by spaces, and Python source of the
// attributes.
struct Sample {
  const char* shapes;           // "[2,3] [3]"; "[]" is a scalar
  const char* attributes = "";  // "dim=1, keepdim=True"
  double low = -2, high = 2;    // range of the values
};

struct Op;

extern const Tensor kUndefined;  // inline, every file would have code to make and destroy it

// One call on its way through the funnel.
struct Call {
  struct Out {
    Ref<Layout> layout;  // of a view, or dense
    DType dtype = DType::Float32;
    int64_t offset = 0;  // of a view
    // Has just this layout. Else results of operators that convert their inputs keep the memory
    // order of a permuted one, as PyTorch's element-wise results do: sums depend on it.
    bool fixed = false;
  };
  Call(const Op& op, const void* attributes) : op(op), attributes(attributes) {}
  Call(const Op& op, Tensors&& inputs, const void* attributes)
      : op(op), attributes(attributes), inputs(std::move(inputs)) {}

  const Op& op;
  const void* attributes;
  Tensors inputs;
  bool inplace = false;
  bool converts = false;  // inputs are converted to `compute` before the kernel
  DType compute = DType::Float32;
  SmallVector<Out, 1> out;  // filled by infer, mostly by give(): one more, row-major
  void give(const Shape& sizes, DType dtype) { out.emplace_back(Layout::of(sizes), dtype); }
  void give_scalar(DType dtype) { out.emplace_back(Layout::scalar(), dtype); }
  Tensors outputs;  // for the kernel to fill

  template <class A>
  const A& get() const {
    return *static_cast<const A*>(attributes);
  }
  // Undefined where an optional input was left out.
  const Tensor& input(int i = 0) const { return i < inputs.size() ? inputs[i] : kUndefined; }
  Tensor& output(int i = 0) { return outputs[i]; }
  bool output_is(const Tensor& t) const { return outputs.size() > 0 && outputs[0].is(t); }
  // Whether the kernel gets a copy of this input in the dtype `compute`.
  bool converted(const Tensor& t) const;
  // In place: whether the kernel writes into the input, not into a tensor that is copied there.
  bool writes_directly() const;
};

class OpNode;

// PyTorch's promotion: tensors with dimensions over 0-d tensors over numbers, within a category.
DType result_type(const Tensors& inputs);
Tensor weak_number(Number n, DType beside);
Shape broadcast(const Shape& a, const Shape& b);  // throws PyTorch's error
int wrap_dim(int64_t dim, int n);                 // throws PyTorch's IndexError

// What a backward rule sees. Rules are written with tensor operations, so that create_graph works.
class Backward {
 public:
  Backward(Node& self, OpNode& node, const Tensors& grads, Tensors& result)
      : self_(self), node_(node), grads_(grads), result_(result) {}
  const Tensor& grad(int output = 0) const {
    return output < grads_.size() ? grads_[output] : kUndefined;
  }
  const Tensors& grads() const { return grads_; }
  Tensor input(int i = 0) const;
  Tensor output(int i = 0) const;
  // By the mask, not the edges: CopySlices takes the first edge away.
  bool needs(int input) const;
  int inputs() const;
  const Shape& sizes(int input) const;    // needs Info::keeps_shapes
  const Layout& layout(int input) const;  // of one that needs a gradient, which may lie like it
  DType dtype(int input) const;
  template <class A>
  const A& get() const {
    return *static_cast<const A*>(attributes());
  }
  void set(int input, Tensor gradient) { result_[input] = std::move(gradient); }

 private:
  const void* attributes() const;
  Node& self_;
  OpNode& node_;
  const Tensors& grads_;
  Tensors& result_;
};

// Of element-wise operators: n results from n elements of one input or two, in steps of so, sa and
// sb elements (0: one for all).
using ElementRun = void (*)(const void* attributes, int64_t n, void* out, int64_t so, const void* a,
                            int64_t sa, const void* b, int64_t sb);
// The same where there is one element: small problems are full of them.
using ElementOne = void (*)(const void* attributes, void* out, const void* a, const void* b);
// The step of an input that is contiguous, or one number for all.
inline int64_t element_step(const Tensor& t) { return t.impl()->layout->constant ? 0 : 1; }

// The entry, with its types erased.
struct Op {
  const Info* info;
  int id;
  bool view, several, composite;  // several: views that are made together
  bool keeps_shapes;
  Saves saves[4];  // by which of the first two inputs want a gradient
  void (*infer)(Call&);
  void (*kernel)(Call&);
  void (*backward)(Backward&);
  ElementRun run[2];  // over float32, over float64; null if that is not all there is to the kernel
  ElementOne one[2];  // null where `run` has to do
  Tensors (*compose)(const Tensors&, const void*);
  std::span<const Sample> samples;
  const StructKind* attributes;  // a plain struct, copied into the node

  void parse_attributes(std::span<const Argument> arguments, void* to) const {
    attributes->make(to, nullptr);
    parse_fields(attributes->fields, info->name, arguments, to);
  }
  void destroy_attributes(void* a) const {
    if (attributes->destroy) [[unlikely]]
      attributes->destroy(a);
  }
};

// THE funnel: every operator passes here. infer, allocate, run the kernel, record the node.
Tensors apply(const Op& op, Tensors&& inputs, const void* attributes);
// The same for an operator with one output; of one input or two without a list of them.
Tensor apply_one(const Op& op, Tensors&& inputs, const void* attributes);
Tensor apply_one(const Op& op, const Tensor& a, const void* attributes);
Tensor apply_one(const Op& op, const Tensor& a, const Tensor& b, const void* attributes);
// The same, overwriting inputs[0], which is returned.
Tensor apply_inplace(const Op& op, Tensors&& inputs, const void* attributes);

// Nodes that ended wait to be taken again: a step of a training makes as many as the last.
class OpNode final : public Node {
 public:
  // `needs`, bit i: input i wants a gradient.
  static OpNode* make(const Op& op, const void* attributes, uint32_t needs, int inputs);
  ~OpNode() override;
  void end() override;
  void add_input(const Tensor& t, bool overwritten);  // in order
  void add_output(const Tensor& t);                   // in order, after them
  void save_output(const Tensor& t) {
    if (saves.outputs) saved.emplace_back(t, true);
  }
  void apply(Node& history, Tensors& grads, Tensors& out) override;
  const char* name() const override { return op->info->node; }
  void release_saved() override;

  const Op* op = nullptr;
  uint32_t needs = 0;
  Saves saves;            // of inputs: bit k; of outputs: all or none
  bool released = false;  // what was saved
  // Inputs, if any is saved (undefined where not); then outputs.
  SmallVector<SavedTensor, 2> saved;
  SmallVector<Meta, 1> input_metas;
  void* attributes = nullptr;

 private:
  OpNode() = default;
  void begin(const Op& of, const void* with, uint32_t needed, int inputs);
  void clear();
  static inline Node* kept_ = nullptr;
  alignas(8) std::byte small_[16];  // attributes up to its size: a number
};

inline bool Backward::needs(int i) const {
  return i < 31 ? (node_.needs >> i & 1) != 0 : static_cast<bool>(node_.next[i]);
}
inline int Backward::inputs() const { return node_.next.size(); }
inline const Shape& Backward::sizes(int i) const { return node_.input_metas[i].layout->sizes; }
inline const Layout& Backward::layout(int i) const {
  const Edge& edge = node_.next[i];
  return *edge.node->outputs[static_cast<int>(edge.output_nr)].layout;
}
inline DType Backward::dtype(int i) const { return node_.input_metas[i].dtype; }
inline const void* Backward::attributes() const { return node_.attributes; }

inline bool Call::converted(const Tensor& t) const {
  if (!t.defined() || t.dtype() == compute) return false;
  return !(op.info->exact_numbers && is_half(compute) && t.is_weak() &&
           t.dtype() == DType::Float32);
}
inline bool Call::writes_directly() const {
  const DType written = inputs[0].dtype();
  return out[0].dtype == written && (!converts || compute == written || written == DType::Bool);
}

// A listener sees every operator call after it ran (and before it does, if it wants to), and the
// roots of every backward run (the graph view, the curve under a path). One at a time.
using CallListener = void (*)(const Call& call, void* context);
using BackwardListener = void (*)(std::span<const Tensor> roots, void* context);
struct Listener {
  CallListener on_call = nullptr;
  BackwardListener on_backward = nullptr;
  void* context = nullptr;
  CallListener before_call = nullptr;
};
inline Listener listener;
inline bool has_listener() { return listener.on_call != nullptr; }
inline void tell_before(const Call& call) {
  if (listener.before_call) listener.before_call(call, listener.context);
}
inline void tell_backward(std::span<const Tensor> roots) {
  if (listener.on_backward) [[unlikely]]
    listener.on_backward(roots, listener.context);
}

}  // namespace downhill
