// Modules: parameters in a tree, with PyTorch's names and order.
//
//   struct Net : nn::Module {
//     nn::Linear hidden{2, 8}, out{8, 1};
//     Net() : Module("Net") { register_modules({{"hidden", hidden}, {"out", out}}); }
//     Tensor forward(const Tensor& x) override { return out(downhill::tanh(hidden(x))); }
//   };
#pragma once
#include <downhill/tensor/tensor.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace downhill::nn {

class Module {
 public:
  using Named = std::vector<std::pair<std::string, Tensor>>;
  using Children = std::vector<std::pair<std::string, Module*>>;

  virtual ~Module() = default;
  Module& operator=(const Module&) = delete;

  // What the module computes. A module that takes several tensors (a loss) has a function of its
  // own.
  virtual Tensor forward(const Tensor& input);
  Tensor operator()(const Tensor& input) { return forward(input); }

  // Own parameters first, then the children's, each with its path: "0.weight". A shared one comes
  // once.
  Named named_parameters() const;
  std::vector<Tensor> parameters() const;
  Named named_buffers() const;  // tensors that belong to it but are not trained
  const Children& named_children() const { return children_; }
  std::vector<std::pair<std::string, const Module*>> named_modules() const;  // itself too, as ""

  virtual Module& train(bool mode = true);
  Module& eval() { return train(false); }
  bool is_training() const { return training_; }
  void zero_grad(bool set_to_none = true);
  Module& requires_grad_(bool value = true);

  // The parameters and buffers by name; the tensors are the module's own, without history.
  Named state_dict() const;
  // Copies the values in. Missing, unexpected and misshapen ones are refused in PyTorch's words,
  // all at once, and nothing has changed then.
  void load_state_dict(const Named& state);

  const std::string& name() const { return name_; }  // of the class
  virtual std::string extra_repr() const { return ""; }
  std::string repr() const;  // as Python prints it

 protected:
  explicit Module(std::string name) : name_(std::move(name)) {}
  // A copy has no children and no parameters: who copies or moves registers them anew.
  Module(const Module& other) : name_(other.name_), training_(other.training_) {}

  // Parameters and children come out in the order in which they were registered. A registered child
  // is a member of the derived class, or outlives it otherwise.
  Tensor register_parameter(const std::string& name, const Tensor& value);
  void register_modules(
      const std::vector<std::pair<std::string, std::reference_wrapper<Module>>>& children);
  virtual Named own_parameters() const { return parameters_; }
  virtual Named own_buffers() const { return {}; }

 private:
  using Own = Named (Module::*)() const;
  void collect(const std::vector<Own>& kinds, const std::string& prefix, bool once,
               Named& to) const;
  Named named_state() const;

  std::string name_;
  bool training_ = true;
  Named parameters_;
  Children children_;
};

}  // namespace downhill::nn
