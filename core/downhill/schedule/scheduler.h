// The learning-rate schedulers of C++ programs.
//
//   Scheduler<schedule::StepLR> scheduler(optimizer, {.step_size = 30, .gamma = 0.1});
//   ...
//   optimizer.step();
//   scheduler.step();  // after the optimizer's step, as in PyTorch
//
// The optimizer must outlive the scheduler. Those that are more than a formula (LambdaLR,
// SequentialLR, ReduceLROnPlateau, ...): compound.h.
#pragma once
#include <downhill/optim/optimizer.h>
#include <downhill/schedule/list.h>

namespace downhill {

class LRScheduler {
 public:
  virtual ~LRScheduler() = default;
  LRScheduler(const LRScheduler&) = delete;
  LRScheduler& operator=(const LRScheduler&) = delete;

  // One step further, or to an epoch: by the closed form, if there is one.
  virtual void step(std::optional<double> epoch = {});
  // Of each group, as the last step left them.
  std::vector<optim::Scalar> get_last_lr() const;
  double last_epoch() const { return last_epoch_; }
  OptimizerBase& optimizer() const { return *optimizer_; }

  // PyTorch's names: last_epoch, _step_count, base_lrs, and what the kind of scheduler keeps.
  virtual std::vector<NamedArgument> state_dict() const;
  // Throws a ValueError for what does not fit; nothing has changed then.
  virtual void load_state_dict(const std::vector<NamedArgument>& saved);

 protected:
  explicit LRScheduler(OptimizerBase& optimizer) : optimizer_(&optimizer) {}
  // The first step, from where the groups begin; a constructor ends with it.
  void initial_step();

  virtual optim::Scalar next(std::size_t group, const Moment& m) = 0;
  virtual optim::Scalar closed(std::size_t group, const Moment& m) { return next(group, m); }
  virtual void cycle_momentum(std::size_t group, const Moment& m);
  virtual double advance(double k, std::optional<double> epoch);

  friend class SequentialLR;  // starts and rewinds others
  virtual void rewind() { last_epoch_ -= 1; }
  virtual void restart() { initial_step(); }
  virtual void to_epoch(std::optional<double> epoch);

  OptimizerBase* optimizer_;
  std::vector<optim::Scalar> base_lrs_;
  double last_epoch_ = -1;
  int64_t step_count_ = 0;
  bool initial_ = false;
};

// The learning rate of a group. A tensor stays the same tensor and is filled.
optim::Scalar learning_rate(const OptimizerBase& optimizer, std::size_t group);
void set_learning_rate(OptimizerBase& optimizer, std::size_t group, const optim::Scalar& lr);
// The momentum, or the first of the betas. Throws if the optimizer has neither.
void set_momentum(OptimizerBase& optimizer, std::size_t group, const optim::Scalar& momentum);

// Of a schedule that is picked at run time.
class SchedulerBase : public LRScheduler {
 public:
  // Options by their names; the others have PyTorch's defaults.
  SchedulerBase(const Schedule& schedule, OptimizerBase& optimizer,
                const std::vector<NamedArgument>& options);

  std::vector<NamedArgument> state_dict() const override;
  void load_state_dict(const std::vector<NamedArgument>& saved) override;
  const Schedule& schedule() const { return *schedule_; }

 protected:
  // One set of options for each group.
  SchedulerBase(const Schedule& schedule, OptimizerBase& optimizer,
                const std::vector<std::shared_ptr<void>>& options);

 private:
  void begin(const std::vector<std::shared_ptr<void>>& options);
  optim::Scalar next(std::size_t group, const Moment& m) override;
  optim::Scalar closed(std::size_t group, const Moment& m) override;
  void cycle_momentum(std::size_t group, const Moment& m) override;
  double advance(double k, std::optional<double> epoch) override;

  const Schedule* schedule_;
  std::vector<std::shared_ptr<void>> plans_;  // by group
  bool cycles_momentum_ = false;
};

template <class S>
class Scheduler final : public SchedulerBase {
 public:
  using Options = typename S::Options;
  Scheduler(OptimizerBase& optimizer, const Options& options)
      : Scheduler(optimizer, std::vector<Options>(optimizer.groups().size(), options)) {}
  // Where PyTorch takes a list (max_lr=[0.1, 0.2]): the options of each group.
  Scheduler(OptimizerBase& optimizer, const std::vector<Options>& options)
      : SchedulerBase(schedule_at(schedule_id<S>()), optimizer, erased(options)) {}

 private:
  static std::vector<std::shared_ptr<void>> erased(const std::vector<Options>& options) {
    std::vector<std::shared_ptr<void>> all;
    for (const Options& o : options) all.push_back(std::make_shared<Options>(o));
    return all;
  }
};

}  // namespace downhill
