// Nodes whose backward is a function outside the core (torch.autograd.Function).
#include <downhill/autograd/copy_slices.h>
#include <downhill/autograd/engine.h>

#include <string>

namespace downhill {
namespace {

struct FunctionNode final : Node {
  FunctionNode(int id, std::string label) : name_(std::move(label)) { function = id; }
  ~FunctionNode() override { dead_functions().push_back(function); }
  const char* name() const override { return name_.c_str(); }
  void apply(Node&, Tensors&, Tensors&) override {
    fail("the backward of ", name_, " runs outside the core");
  }
  void release_saved() override {
    saved.clear();
    freed = true;
  }

  std::vector<SavedTensor> saved;
  bool freed = false;

 private:
  std::string name_;
};

bool holds(const Tensors& list, const Tensor& t) {
  for (const Tensor& one : list) {
    if (one.is(t)) return true;
  }
  return false;
}

// An input that was written into. Its view of another tensor would have to be told apart from what
// the function did, which runs elsewhere.
void check_modified(const Tensor& t, const Tensors& outputs) {
  if (!holds(outputs, t)) {
    fail(
        "Some elements marked as dirty during the forward method were not returned as output. The "
        "inputs that are modified inplace must all be outputs of the Function.");
  }
  if (t.is_leaf() && t.requires_grad())
    fail("a leaf Variable that requires grad has been used in an in-place operation.");
  if (t.impl()->base.defined() && t.requires_grad())
    fail("Downhill: an autograd.Function cannot modify a view in place; clone() it first.");
}

}  // namespace

void set_function_node(int id, const std::string& name, const OutsideFunction& made) {
  for (const Tensor& t : made.modified) check_modified(t, made.outputs);
  const Ref<FunctionNode> function(new FunctionNode(id, name));
  const Ref<Node> node(function.get());
  for (const Tensor& t : made.inputs)
    node->next.push_back(t.defined() && t.requires_grad() ? gradient_edge(t) : Edge());
  for (int i = 0; i < made.outputs.size(); ++i) {
    const Tensor& t = made.outputs[i];
    node->outputs.push_back(meta_of(t));
    if (!t.is_floating() || holds(made.constant, t)) continue;
    if (holds(made.modified, t)) {
      t.bump_version();
      t.impl()->storage->writer = node->name();
      move_hooks(t, node);
    } else if (t.impl()->base.defined()) {
      t.impl()->view_kind = ViewKind::of_function;
    }
    set_history(t, node, static_cast<uint32_t>(i));
  }
  for (const Tensor& t : made.saved) {
    function->saved.emplace_back(t, t.defined() && t.impl()->grad_fn == node);
  }
}

Tensors saved_by_function(const Ref<Node>& node) {
  if (node->function < 0) fail(node->name(), " is not a Function's");
  const auto& function = static_cast<const FunctionNode&>(*node);
  if (function.freed) {
    fail(
        "Trying to backward through the graph a second time (or directly access saved tensors "
        "after they have already been freed). Saved intermediate values of the graph are freed "
        "when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to "
        "backward through the graph a second time or if you need to access saved tensors after "
        "calling backward.");
  }
  Tensors all;
  for (const SavedTensor& one : function.saved) all.push_back(one.unpack(*node));
  return all;
}

}  // namespace downhill
