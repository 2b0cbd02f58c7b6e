#include <downhill/autograd/meta.h>
#include <downhill/nn/module.h>
#include <downhill/ops/list.h>

#include <algorithm>

namespace downhill::nn {
namespace {

const Tensor* find(const Module::Named& in, const std::string& name) {
  const auto at =
      std::find_if(in.begin(), in.end(), [&](const auto& p) { return p.first == name; });
  return at == in.end() ? nullptr : &at->second;
}

std::string quoted(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "\"" : ", \"") + name + "\"";
  return text;
}

std::string torch_size(const Shape& sizes) { return concat({"torch.Size(", part(sizes), ")"}); }

std::string indented(const std::string& text) {
  std::string out;
  for (const char c : text) (out += c) += c == '\n' ? "  " : "";
  return out;
}

}  // namespace

Tensor Module::forward(const Tensor&) {
  fail(ErrorKind::not_implemented, "Module [", name_,
       "] is missing the required \"forward\" function");
}

Tensor Module::register_parameter(const std::string& name, const Tensor& value) {
  if (find(parameters_, name)) fail(ErrorKind::runtime, "attribute '", name, "' already exists");
  parameters_.emplace_back(name, value);
  if (value.defined()) parameters_.back().second.set_requires_grad(true);
  return value;
}

void Module::register_modules(
    const std::vector<std::pair<std::string, std::reference_wrapper<Module>>>& children) {
  for (const auto& [name, child] : children) children_.emplace_back(name, &child.get());
}

void Module::collect(const std::vector<Own>& kinds, const std::string& prefix, bool once,
                     Named& to) const {
  for (const Own own : kinds) {
    for (const auto& [name, value] : (this->*own)()) {
      const bool known = once && std::any_of(to.begin(), to.end(), [&value = value](const auto& p) {
                           return p.second.is(value);
                         });
      if (value.defined() && !known) to.emplace_back(prefix + name, value);
    }
  }
  for (const auto& [name, child] : children_) child->collect(kinds, prefix + name + ".", once, to);
}

Module::Named Module::named_parameters() const {
  Named all;
  collect({&Module::own_parameters}, "", true, all);
  return all;
}

Module::Named Module::named_buffers() const {
  Named all;
  collect({&Module::own_buffers}, "", true, all);
  return all;
}

// A state dict names a shared tensor at each of its places.
Module::Named Module::named_state() const {
  Named all;
  collect({&Module::own_parameters, &Module::own_buffers}, "", false, all);
  return all;
}

std::vector<Tensor> Module::parameters() const {
  std::vector<Tensor> all;
  for (auto& [name, value] : named_parameters()) all.push_back(value);
  return all;
}

std::vector<std::pair<std::string, const Module*>> Module::named_modules() const {
  std::vector<std::pair<std::string, const Module*>> all{{"", this}};
  for (const auto& [name, child] : children_) {
    for (auto& [path, module] : child->named_modules())
      all.emplace_back(path.empty() ? name : concat({name, ".", path}), module);
  }
  return all;
}

Module& Module::train(bool mode) {
  training_ = mode;
  for (const auto& [name, child] : children_) child->train(mode);
  return *this;
}

void Module::zero_grad(bool set_to_none) {
  const NoGrad no_grad;
  for (const Tensor& p : parameters()) {
    if (!p.grad().defined()) continue;
    p.set_grad(set_to_none ? Tensor() : zeros_like(p.grad()));
  }
}

Module& Module::requires_grad_(bool value) {
  for (Tensor& p : parameters()) p.set_requires_grad(value);
  return *this;
}

Module::Named Module::state_dict() const {
  Named state;
  for (const auto& [name, value] : named_state()) state.emplace_back(name, value.detach());
  return state;
}

void Module::load_state_dict(const Named& state) {
  const Named own = named_state();
  std::vector<std::string> missing, unexpected;
  std::string errors;
  for (const auto& [name, value] : state) {
    if (!find(own, name)) unexpected.push_back(name);
  }
  for (const auto& [name, value] : own) {
    if (!find(state, name)) missing.push_back(name);
  }
  if (!unexpected.empty())
    errors += "\n\tUnexpected key(s) in state_dict: " + quoted(unexpected) + ". ";
  if (!missing.empty()) errors += "\n\tMissing key(s) in state_dict: " + quoted(missing) + ". ";
  for (const auto& [name, value] : own) {
    const Tensor* from = find(state, name);
    if (!from || from->sizes() == value.sizes()) continue;
    errors += "\n\tsize mismatch for " + name + ": copying a param with shape " +
              torch_size(from->sizes()) + " from checkpoint, the shape in current model is " +
              torch_size(value.sizes()) + ".";
  }
  if (!errors.empty()) fail("Error(s) in loading state_dict for ", name_, ":", errors);
  const NoGrad no_grad;
  for (const auto& [name, value] : own) copy.inplace(value, *find(state, name));
}

std::string Module::repr() const {
  const std::string extra = extra_repr();
  if (children_.empty()) return name_ + "(" + extra + ")";
  std::string text = name_ + "(";
  if (!extra.empty()) text += "\n  " + indented(extra);
  for (const auto& [name, child] : children_)
    text += "\n  (" + name + "): " + indented(child->repr());
  return text + "\n)";
}

}  // namespace downhill::nn
