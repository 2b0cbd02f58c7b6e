#include <downhill/autograd/meta.h>
#include <downhill/optim/optimizer.h>

#include <algorithm>

namespace downhill {
namespace {

void check_parameters(const std::vector<NamedTensor>& params,
                      const std::vector<OptimizerBase::Group>& groups) {
  std::vector<TensorImpl*> seen;
  for (const auto& group : groups) {
    for (const auto& p : group.params) seen.push_back(p.tensor.impl());
  }
  const std::size_t before = seen.size();
  const bool named = !params.empty() && !params[0].first.empty();
  for (const auto& [name, p] : params) {
    if (!p.defined())
      fail(ErrorKind::type,
           "optimizer can only optimize Tensors, but one of the params is NoneType");
    if (name.empty() == named)
      fail(ErrorKind::value,
           "all optimizer params should be with/without names. Some param names are missing");
    if (!p.is_leaf() && !(p.impl()->autograd && p.impl()->autograd->retains_grad))
      fail(ErrorKind::value, "can't optimize a non-leaf Tensor");
    const auto at = std::find(seen.begin(), seen.end(), p.impl());
    if (at != seen.end() && static_cast<std::size_t>(at - seen.begin()) < before) {
      fail(ErrorKind::value, "some parameters appear in more than one parameter group");
    }
    // PyTorch warns, and says that it will be an error: each step would update the parameter twice.
    if (at != seen.end())
      fail(ErrorKind::value, "optimizer contains a parameter group with duplicate parameters");
    seen.push_back(p.impl());
  }
  if (!groups.empty() && !groups[0].params.empty() && !params.empty() &&
      groups[0].params[0].name.empty() == named) {
    fail(ErrorKind::value,
         "all optimizer param groups should be with/without names. cannot add param group ",
         named ? "with" : "without", " names to the optimizer");
  }
}

DOWNHILL_SELDOM void fill_with_zeros(Tensor& grad) {
  const NoGrad no_grad;
  if (grad.is_leaf())
    zero.inplace(grad);
  else  // made with create_graph: the graph keeps its values
    grad = zeros_like(grad);
}

Argument copied(Argument a) {
  if (a.tensor.defined()) a.tensor = clone(a.tensor);
  for (Argument& item : a.list) item = copied(std::move(item));
  return a;
}

}  // namespace

std::vector<NamedTensor> unnamed(const std::vector<Tensor>& tensors) {
  std::vector<NamedTensor> named;
  named.reserve(tensors.size());
  for (const Tensor& t : tensors) named.emplace_back("", t);
  return named;
}

OptimizerBase::OptimizerBase(const Rule& rule, Options defaults)
    : rule_(&rule), defaults_(std::move(defaults)) {
  rule_->check_options(defaults_.get());
}

OptimizerBase::OptimizerBase(const Rule& rule, const std::vector<NamedTensor>& params,
                             const std::vector<NamedArgument>& options)
    : rule_(&rule) {
  defaults_ = rule.given(options);
  add_group(params, rule_->new_options(defaults_.get()));
}

void OptimizerBase::add_group(const std::vector<NamedTensor>& params,
                              const std::vector<NamedArgument>& options) {
  add_group(params, rule_->with(defaults_.get(), options));
}

void OptimizerBase::add_group(const std::vector<NamedTensor>& params, Options options) {
  if (groups_.empty() && params.empty())
    fail(ErrorKind::value, "optimizer got an empty parameter list");
  if (rule_->task && !groups_.empty()) {
    fail(ErrorKind::value, rule_->info->name,
         " doesn't support per-parameter options (parameter groups)");
  }
  check_parameters(params, groups_);
  Group group{{}, std::move(options)};
  const NoGrad no_grad;
  for (const auto& [name, p] : params) {
    std::vector<Tensor> state(rule_->task ? 0 : rule_->state_names.size());
    if (rule_->init) rule_->init(group.options.get(), state.data(), p);
    group.params.push_back({name, p, std::move(state)});
  }
  groups_.push_back(std::move(group));
}

void OptimizerBase::begin_step() {
  if (!rule_->task) fail(rule_->info->name, " steps by parameters: call step()");
  Tensors parameters;
  for (const Parameter& p : groups_[0].params) parameters.push_back(p.tensor);
  task_ = rule_->task(groups_[0].options.get(), parameters, whole_);
}

WholeTask::Status OptimizerBase::tell(const Tensor& loss) {
  if (!task_) fail("no step has begun");
  const WholeTask::Status status = task_->tell(loss, loss.item());
  if (status == WholeTask::Status::done) {
    whole_ = task_->state();
    task_.reset();
  }
  return status;
}

Tensor OptimizerBase::step(const std::function<Tensor()>& closure) {
  const GradModeGuard recorded(true);
  if (!rule_->task) {
    Tensor loss = closure();
    step();
    return loss;
  }
  begin_step();
  Tensor first = closure();
  for (Tensor loss = first; tell(loss) == WholeTask::Status::asks;) loss = closure();
  return first;
}

void OptimizerBase::step() {
  if (rule_->task) [[unlikely]]
    fail(rule_->info->name, " needs a closure: step([&] { ...; return loss; })");
  for (Group& group : groups_) {
    for (Parameter& p : group.params) {
      const AutogradMeta* meta = p.tensor.impl()->autograd;
      if (meta && meta->grad.defined()) [[likely]]
        rule_->step(group.options.get(), p.state.data(), p.tensor, meta->grad);
    }
  }
}

void OptimizerBase::zero_grad(bool set_to_none) {
  for (const Group& group : groups_) {
    for (const Parameter& p : group.params) {
      AutogradMeta* const meta = p.tensor.impl()->autograd;
      if (!meta || !meta->grad.defined()) [[unlikely]]
        continue;
      if (set_to_none) [[likely]]
        meta->grad = Tensor();
      else
        fill_with_zeros(meta->grad);
    }
  }
}

void OptimizerBase::set_option(std::size_t group, const std::string& name, const Argument& value) {
  Group& g = groups_.at(group);
  g.options = rule_->with(g.options.get(), {{name, value}});
}

OptimizerState OptimizerBase::state_dict() const {
  OptimizerState dict;
  dict.whole = whole_;
  int number = 0;
  for (const Group& group : groups_) {
    OptimizerState::Group packed{
        list_fields(rule_->options->fields, group.options.get()), {}, {}, group.initial_lr};
    for (const Parameter& p : group.params) {
      for (std::size_t i = 0; i < p.state.size(); ++i) {
        if (p.state[i].defined())
          dict.state[number].emplace_back(rule_->state_names[i], p.state[i]);
      }
      if (!p.name.empty()) packed.param_names.push_back(p.name);
      packed.params.push_back(number++);
    }
    dict.param_groups.push_back(std::move(packed));
  }
  return dict;
}

std::vector<Tensor> OptimizerBase::fitted(const std::vector<NamedTensor>& saved,
                                          const Tensor& parameter) const {
  if (rule_->task) return {};
  const auto& names = rule_->state_names;
  std::vector<Tensor> state(names.size());
  for (const auto& [name, value] : saved) {
    const auto at = std::find_if(names.begin(), names.end(),
                                 [&, &name = name](const char* n) { return name == n; });
    if (at == names.end())
      fail(ErrorKind::value, "loaded state dict contains '", name, "', which is no state of ",
           rule_->info->name);
    if (!value.defined()) continue;
    // `step` is as it is; the rest takes the parameter's dtype, and has its shape or is one number.
    const bool scalar = name == "step";
    if (value.numel() != 1 && !rule_->info->factored && value.sizes() != parameter.sizes()) {
      fail(ErrorKind::value, "loaded state dict contains '", name, "' of size ", value.sizes(),
           " for a parameter of size ", parameter.sizes());
    }
    state[static_cast<std::size_t>(at - names.begin())] =
        scalar ? clone(value) : clone(value.to(parameter.dtype()));
  }
  return state;
}

void OptimizerBase::load_state_dict(const OptimizerState& saved) {
  if (saved.param_groups.size() != groups_.size()) {
    fail(ErrorKind::value, "loaded state dict has a different number of parameter groups");
  }
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (saved.param_groups[i].params.size() != groups_[i].params.size()) {
      fail(ErrorKind::value,
           "loaded state dict contains a parameter group that doesn't match the size of "
           "optimizer's group");
    }
  }
  const NoGrad no_grad;
  std::vector<Group> loaded = groups_;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    const OptimizerState::Group& from = saved.param_groups[i];
    loaded[i].options = rule_->with(loaded[i].options.get(), from.options);
    if (from.initial_lr) loaded[i].initial_lr = from.initial_lr;
    for (std::size_t k = 0; k < from.params.size(); ++k) {
      const auto state = saved.state.find(from.params[k]);
      Parameter& p = loaded[i].params[k];
      p.state =
          fitted(state == saved.state.end() ? std::vector<NamedTensor>() : state->second, p.tensor);
    }
  }
  groups_ = std::move(loaded);
  whole_.clear();
  for (const auto& [name, value] : saved.whole) whole_.emplace_back(name, copied(value));
}

}  // namespace downhill
