// The backward graph: nodes, the edges between them, and the tensors that nodes save.
#pragma once
#include <downhill/math/inline.h>
#include <downhill/tensor/tensor.h>

#include <memory>
#include <utility>
#include <vector>

namespace downhill {

struct Node;
struct RootNote;

struct Edge {
  Ref<Node> node;
  uint32_t output_nr = 0;  // which of the node's outputs (inputs of its backward)
  explicit operator bool() const { return static_cast<bool>(node); }
};

using Tensors = SmallVector<Tensor, 3>;
using Edges = SmallVector<Edge, 3>;

// Shape and dtype of a tensor that a node made: its gradient is summed and converted to this.
struct Meta {
  Ref<Layout> layout;  // null for an input that was left out
  DType dtype = DType::Float32;
};
inline Meta meta_of(const Tensor& t) { return {t.impl()->layout, t.dtype()}; }

// What a backward run keeps at a node while it visits it.
struct Visit {
  uint64_t run = 0;       // 0: none visits it
  int waiting = 0;        // gradients still to come
  bool needed = true;     // does the node lead to an input? All do where no inputs are asked for
  bool captured = false;  // is an input's gradient one of the node's outputs'?
  Tensors buffer;         // gradients of the node's outputs so far
};

// Who is to be told of the gradients of a node's outputs: of most nodes nobody.
struct Watchers {
  std::vector<std::pair<uint32_t, int>> hooks;  // output, function outside the core
  std::vector<int> after;  // of a leaf's end: such functions, once the leaf's gradient has grown
  std::vector<std::pair<uint32_t, TensorImpl*>>
      retained;  // output, tensor that retains its gradient (borrowed)
};

struct Node : pool::Pooled<Node> {
  Node() : sequence(made++) {}
  virtual DOWNHILL_INLINE ~Node() {
    if (watchers) [[unlikely]]
      end_watchers();
  }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  // Nodes die one after another from a list, so a chain of a million needs no deep stack.
  static void destroy(Node*);

  // Gradients of the outputs (undefined where nothing flowed; may be taken) to gradients of the
  // inputs, at most one per edge, in `out`, which is empty. `history` is this node, or what
  // computes what the operation wrote where that is a part of a view's base.
  virtual void apply(Node& history, Tensors& grads, Tensors& out) = 0;
  virtual const char* name() const = 0;
  virtual void release_saved() {}
  virtual Tensor variable() const { return {}; }  // AccumulateGrad's leaf
  virtual void end() { delete this; }             // with the last reference

  // Made when absent.
  Watchers& watched() { return watchers ? *watchers : watch(); }

  uint32_t refs = 0;
  int handle = 0;      // slot in the flat API's table
  int function = -1;   // outside the core, that this node's backward asks for
  bool owned = false;  // an end of the graph, which stays with its leaf (AccumulateGrad)
  uint64_t sequence;   // later nodes run first
  Visit visit;         // of the innermost backward run
  Edges next;          // one per input of the forward operation
  SmallVector<Meta, 1> outputs;
  std::unique_ptr<Watchers> watchers;

 protected:
  static inline uint64_t made = 0;
  void end_watchers();
  Node* link = nullptr;  // the next of those that end, or that wait to be taken again

 private:
  Watchers& watch();
};

// Functions outside the core that nothing here can ask for any more, since the last look: their
// owner takes the numbers and drops what belongs to them.
std::vector<int>& dead_functions();

// A tensor that a node's backward needs. An output of the node itself, or a non-leaf, is kept
// without its history, which is put back on reading; so that graphs have no cycles.
class SavedTensor {
 public:
  SavedTensor() = default;
  SavedTensor(const Tensor& t, bool is_output) {
    if (!t.defined()) [[unlikely]]
      return;
    version_ = t.version();
    if (!is_output && !t.impl()->grad_fn && !t.impl()->base.defined())
      data_ = t;  // a leaf
    else
      alias(t, is_output);
  }
  static SavedTensor copied(const Tensor& t);  // of an input that the operation will overwrite
  // `self`: the node whose output it is, if it is one. Throws if the tensor was written to, or the
  // graph was freed.
  Tensor unpack(Node& self) const;
  // The same without its history, for a backward that records none.
  const Tensor& value(const Node& self) const {
    if (data_.defined() && data_.version() != version_) [[unlikely]]
      fail_modified(self);
    return data_;
  }
  bool defined() const { return data_.defined(); }

 private:
  void alias(const Tensor& t, bool is_output);
  [[noreturn]] void fail_modified(const Node& self) const;
  Tensor data_;
  Ref<Node> node_;  // what computed a non-leaf input
  uint32_t version_ = 0, output_nr_ = 0;
  bool is_output_ = false;
};

}  // namespace downhill
