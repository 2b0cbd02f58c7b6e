// The optimizer of C++ programs: one loop over parameter groups, for any rule of the list.
//
//   Optimizer<optim::SGD> optimizer({w, b}, {.lr = 0.05, .momentum = 0.9});
//   optimizer.zero_grad();
//   loss.backward();
//   optimizer.step();
//   optimizer.options().lr = 0.01;  // of the first group; the next step takes it as it is
#pragma once
#include <downhill/optim/list.h>
#include <downhill/optim/whole.h>

#include <functional>
#include <map>

namespace downhill {

using NamedTensor = std::pair<std::string, Tensor>;

// What state_dict() gives, in PyTorch's shape: state by the parameter's number, and the groups. The
// tensors are the optimizer's own, as in PyTorch.
struct OptimizerState {
  struct Group {
    std::vector<NamedArgument> options;
    std::vector<int> params;
    std::vector<std::string> param_names;          // empty if the parameters have no names
    std::optional<optim::Scalar> initial_lr = {};  // if there is a scheduler
  };
  std::map<int, std::vector<NamedTensor>> state;
  std::vector<NamedArgument> whole;  // of rules over the whole problem: PyTorch keeps it as state 0
  std::vector<Group> param_groups;
};

// The rule's type erased: what a program holds that picks the rule at run time.
class OptimizerBase {
 public:
  using Options = std::shared_ptr<void>;  // of the rule's type
  struct Parameter {
    std::string name;  // "" without names
    Tensor tensor;
    std::vector<Tensor> state;  // in the rule's order; undefined where there is none
  };
  struct Group {
    std::vector<Parameter> params;
    Options options;
    std::optional<optim::Scalar> initial_lr = {};  // learning-rate schedulers start from it
  };

  // Options by their names; the others have PyTorch's defaults.
  OptimizerBase(const Rule& rule, const std::vector<NamedTensor>& params,
                const std::vector<NamedArgument>& options = {});
  virtual ~OptimizerBase() = default;
  OptimizerBase(const OptimizerBase&) = delete;
  OptimizerBase& operator=(const OptimizerBase&) = delete;

  void step();
  // With a closure that evaluates the loss: it clears the gradients and calls backward() (a rule
  // may say otherwise: Newton). Rules over the whole problem call it several times, others once.
  // Gives what it returned first.
  Tensor step(const std::function<Tensor()>& closure);
  // The same for callers whose closure cannot be called from here: begin, then tell until it is
  // done.
  void begin_step();
  WholeTask::Status tell(const Tensor& loss);
  void zero_grad(bool set_to_none = true);

  // Options that are not named are those given to the constructor. Throws PyTorch's errors, and
  // changes nothing then.
  void add_group(const std::vector<NamedTensor>& params,
                 const std::vector<NamedArgument>& options = {});
  const std::vector<Group>& groups() const { return groups_; }
  // Writes one option of a group; like PyTorch, without the checks of the constructor.
  void set_option(std::size_t group, const std::string& name, const Argument& value);

  // What learning-rate schedulers set: where they start from.
  std::optional<optim::Scalar>& initial_lr(std::size_t group) {
    return groups_.at(group).initial_lr;
  }

  OptimizerState state_dict() const;
  // Takes copies of the tensors. What does not fit is refused, and nothing has changed then.
  void load_state_dict(const OptimizerState& saved);

  const Rule& rule() const { return *rule_; }

 protected:
  OptimizerBase(const Rule& rule, Options defaults);
  void add_group(const std::vector<NamedTensor>& params, Options options);

 private:
  std::vector<Tensor> fitted(const std::vector<NamedTensor>& state, const Tensor& parameter) const;

  const Rule* rule_;
  Options defaults_;
  std::vector<Group> groups_;
  std::vector<NamedArgument> whole_;
  std::unique_ptr<WholeTask> task_;
};

std::vector<NamedTensor> unnamed(const std::vector<Tensor>& tensors);

template <class R>
class Optimizer final : public OptimizerBase {
 public:
  using Options = typename R::Options;

  explicit Optimizer(const std::vector<Tensor>& params, const Options& options = Options())
      : Optimizer(unnamed(params), options) {}
  // With the names that a module gives: Optimizer<optim::SGD> o(model.named_parameters(), {.lr =
  // 0.1}).
  explicit Optimizer(const std::vector<NamedTensor>& params, const Options& options = Options())
      : OptimizerBase(rule_at(rule_id<R>()), erased(options)) {
    OptimizerBase::add_group(params, erased(options));
  }

  // A group with options of its own.
  void add_group(const std::vector<Tensor>& params, const Options& options) {
    OptimizerBase::add_group(unnamed(params), erased(options));
  }
  void add_group(const std::vector<NamedTensor>& params, const Options& options) {
    OptimizerBase::add_group(params, erased(options));
  }
  Options& options(std::size_t group = 0) {
    return *static_cast<Options*>(groups().at(group).options.get());
  }

 private:
  static std::shared_ptr<void> erased(const Options& options) {
    return std::make_shared<Options>(options);
  }
};

}  // namespace downhill
