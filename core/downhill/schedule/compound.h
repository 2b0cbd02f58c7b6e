// The schedulers that are more than one formula: functions of a program's own, several schedulers
// in turn or at once, and the one that watches a measured number.
#pragma once
#include <downhill/schedule/scheduler.h>

#include <functional>

namespace downhill {

// A group's first learning rate times a function of the epoch. One function for all groups, or one
// for each.
using EpochFunction = std::function<double(double)>;

class LambdaLR : public LRScheduler {
 public:
  LambdaLR(OptimizerBase& optimizer, const EpochFunction& lr_lambda);
  LambdaLR(OptimizerBase& optimizer, std::vector<EpochFunction> lr_lambdas);

 protected:
  struct Later {};  // the first step is the derived class's
  LambdaLR(OptimizerBase& optimizer, std::vector<EpochFunction> lr_lambdas, Later);
  optim::Scalar next(std::size_t group, const Moment& m) override;
  std::vector<EpochFunction> lr_lambdas_;
};

// The learning rate times a function of the epoch, at each step.
class MultiplicativeLR final : public LambdaLR {
 public:
  MultiplicativeLR(OptimizerBase& optimizer, const EpochFunction& lr_lambda);
  MultiplicativeLR(OptimizerBase& optimizer, std::vector<EpochFunction> lr_lambdas);

 private:
  optim::Scalar next(std::size_t group, const Moment& m) override;
};

// Schedulers of one optimizer one after the other: the next one from each milestone on.
class SequentialLR final : public LRScheduler {
 public:
  SequentialLR(OptimizerBase& optimizer, std::vector<std::shared_ptr<LRScheduler>> schedulers,
               std::vector<int64_t> milestones);
  void step(std::optional<double> epoch = {}) override;  // takes no epoch
  std::vector<NamedArgument> state_dict() const override;
  void load_state_dict(const std::vector<NamedArgument>& saved) override;

 private:
  optim::Scalar next(std::size_t group, const Moment& m) override;
  void rewind() override;
  void restart() override;
  void to_epoch(std::optional<double> epoch) override;
  std::size_t current() const;
  std::vector<std::shared_ptr<LRScheduler>> schedulers_;
  std::vector<int64_t> milestones_;
};

// Schedulers of one optimizer at once, each on what the one before made.
class ChainedScheduler final : public LRScheduler {
 public:
  explicit ChainedScheduler(std::vector<std::shared_ptr<LRScheduler>> schedulers);
  void step(std::optional<double> epoch = {}) override;  // takes no epoch
  std::vector<NamedArgument> state_dict() const override;
  void load_state_dict(const std::vector<NamedArgument>& saved) override;

 private:
  optim::Scalar next(std::size_t group, const Moment& m) override;
  std::vector<std::shared_ptr<LRScheduler>> schedulers_;
};

// Lowers the learning rate when a number has not become better for `patience` steps.
class ReduceLROnPlateau {
 public:
  struct Options {
    std::string mode = "min";  // or "max"
    double factor = 0.1;
    int64_t patience = 10;
    double threshold = 1e-4;
    std::string threshold_mode = "rel";  // or "abs"
    int64_t cooldown = 0;
    double min_lr = 0, eps = 1e-8;
  };
  explicit ReduceLROnPlateau(OptimizerBase& optimizer) : ReduceLROnPlateau(optimizer, Options()) {}
  ReduceLROnPlateau(OptimizerBase& optimizer, const Options& options);
  void step(double metric);

  double best() const { return best_; }
  int64_t num_bad_epochs() const { return num_bad_epochs_; }
  int64_t cooldown_counter() const { return cooldown_counter_; }
  int64_t last_epoch() const { return last_epoch_; }

 private:
  bool is_better(double a) const;
  OptimizerBase* optimizer_;
  Options options_;
  double best_;
  int64_t num_bad_epochs_ = 0, cooldown_counter_ = 0, last_epoch_ = 0;
};

}  // namespace downhill
