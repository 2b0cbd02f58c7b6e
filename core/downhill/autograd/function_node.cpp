// Nodes whose backward is a function outside the core (torch.autograd.Function).
#include <downhill/autograd/engine.h>

#include <string>

namespace downhill {
namespace {

struct FunctionNode final : Node {
  FunctionNode(int id, std::string label) : id_(id), name_(std::move(label)) {}
  ~FunctionNode() override { dead_functions().push_back(id_); }
  const char* name() const override { return name_.c_str(); }
  int function() const override { return id_; }
  Tensors apply(Tensors) override { fail("the backward of ", name_, " runs outside the core"); }

 private:
  int id_;
  std::string name_;
};

}  // namespace

void set_function_node(int id, const std::string& name, const Tensors& inputs,
                       const Tensors& outputs) {
  Ref<Node> node(new FunctionNode(id, name));
  for (const Tensor& t : inputs)
    node->next.push_back(t.defined() && t.requires_grad() ? gradient_edge(t) : Edge());
  for (int i = 0; i < outputs.size(); ++i) {
    node->outputs.push_back({outputs[i].sizes(), outputs[i].dtype()});
    if (outputs[i].is_floating()) set_history(outputs[i], node, static_cast<uint32_t>(i));
  }
}

}  // namespace downhill
