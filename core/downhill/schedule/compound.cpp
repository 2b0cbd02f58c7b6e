#include <downhill/schedule/compound.h>

#include <algorithm>
#include <limits>

namespace downhill {

using optim::Scalar;

namespace {

std::vector<EpochFunction> for_each_group(const OptimizerBase& optimizer, const EpochFunction& f) {
  return std::vector<EpochFunction>(optimizer.groups().size(), f);
}

OptimizerBase& checked(const char* name, const std::vector<std::shared_ptr<LRScheduler>>& all,
                       const OptimizerBase* optimizer) {
  if (all.empty()) {
    fail(ErrorKind::value, name, " expects at least one scheduler",
         optimizer ? "" : " to be chained", ", but got no scheduler.");
  }
  if (!optimizer) optimizer = &all[0]->optimizer();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (&all[i]->optimizer() != optimizer) {
      fail(ErrorKind::value, name,
           " expects all schedulers to belong to the same optimizer, but the scheduler at index ",
           i, " belongs to another one.");
    }
  }
  return all[0]->optimizer();
}

// The state dicts of several, as one list of lists of values: the names are each scheduler's own.
Argument packed(const std::vector<std::shared_ptr<LRScheduler>>& all) {
  std::vector<Argument> dicts;
  for (const auto& one : all) {
    std::vector<Argument> pairs;
    for (auto& [name, value] : one->state_dict())
      pairs.push_back(argument(std::vector<Argument>{argument(name), value}));
    dicts.push_back(argument(std::move(pairs)));
  }
  return argument(std::move(dicts));
}
void unpack(const std::vector<NamedArgument>& saved,
            const std::vector<std::shared_ptr<LRScheduler>>& all) {
  for (const auto& [name, value] : saved) {
    if (name != "_schedulers") continue;
    if (value.list.size() != all.size())
      fail(ErrorKind::value, "loaded state dict has ", value.list.size(), " schedulers, not ",
           all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::vector<NamedArgument> dict;
      for (const Argument& pair : value.list[i].list)
        dict.emplace_back(pair.list.at(0).text, pair.list.at(1));
      all[i]->load_state_dict(dict);
    }
  }
}

}  // namespace

LambdaLR::LambdaLR(OptimizerBase& optimizer, std::vector<EpochFunction> lr_lambdas, Later)
    : LRScheduler(optimizer), lr_lambdas_(std::move(lr_lambdas)) {
  if (lr_lambdas_.size() != optimizer.groups().size()) {
    fail(ErrorKind::value, "Expected ", optimizer.groups().size(), " lr_lambdas, but got ",
         lr_lambdas_.size());
  }
}
LambdaLR::LambdaLR(OptimizerBase& optimizer, std::vector<EpochFunction> lr_lambdas)
    : LambdaLR(optimizer, std::move(lr_lambdas), Later{}) {
  initial_step();
}
LambdaLR::LambdaLR(OptimizerBase& optimizer, const EpochFunction& lr_lambda)
    : LambdaLR(optimizer, for_each_group(optimizer, lr_lambda)) {}
Scalar LambdaLR::next(std::size_t group, const Moment& m) {
  return m.base * lr_lambdas_[group](m.k);
}

MultiplicativeLR::MultiplicativeLR(OptimizerBase& optimizer, std::vector<EpochFunction> lr_lambdas)
    : LambdaLR(optimizer, std::move(lr_lambdas), Later{}) {
  initial_step();
}
MultiplicativeLR::MultiplicativeLR(OptimizerBase& optimizer, const EpochFunction& lr_lambda)
    : MultiplicativeLR(optimizer, for_each_group(optimizer, lr_lambda)) {}
Scalar MultiplicativeLR::next(std::size_t group, const Moment& m) {
  return m.initial ? m.lr : m.lr * lr_lambdas_[group](m.k);
}

SequentialLR::SequentialLR(OptimizerBase& optimizer,
                           std::vector<std::shared_ptr<LRScheduler>> schedulers,
                           std::vector<int64_t> milestones)
    : LRScheduler(checked("SequentialLR", schedulers, &optimizer)),
      schedulers_(std::move(schedulers)),
      milestones_(std::move(milestones)) {
  if (milestones_.size() + 1 != schedulers_.size()) {
    fail(ErrorKind::value,
         "Sequential Schedulers expects number of schedulers provided to be one more than the "
         "number of milestone points, but got number of schedulers ",
         schedulers_.size(), " and the number of milestones to be equal to ", milestones_.size());
  }
  last_epoch_ = 0;
  for (std::size_t i = 0; i < optimizer.groups().size(); ++i)
    set_learning_rate(optimizer, i, *optimizer.initial_lr(i));
  // Each of them made its first step when it was made.
  rewind();
  schedulers_[current()]->restart();
}
void SequentialLR::rewind() {
  for (const auto& s : schedulers_) s->rewind();
}
void SequentialLR::restart() {
  last_epoch_ = -1;
  step();
}
std::size_t SequentialLR::current() const {
  return static_cast<std::size_t>(
      std::upper_bound(milestones_.begin(), milestones_.end(), static_cast<int64_t>(last_epoch_)) -
      milestones_.begin());
}
void SequentialLR::step(std::optional<double> epoch) {
  if (epoch) fail(ErrorKind::type, "SequentialLR.step() takes no epoch");
  last_epoch_ += 1;
  const std::size_t i = current();
  if (i > 0 && static_cast<double>(milestones_[i - 1]) == last_epoch_) {
    schedulers_[i]->to_epoch(0);
  } else {
    schedulers_[i]->step();
  }
}
void SequentialLR::to_epoch(std::optional<double> epoch) {
  if (epoch) last_epoch_ = *epoch - 1;
  step();
}
Scalar SequentialLR::next(std::size_t, const Moment& m) { return m.lr; }
std::vector<NamedArgument> SequentialLR::state_dict() const {
  auto dict = LRScheduler::state_dict();
  dict.emplace_back("_schedulers", packed(schedulers_));
  return dict;
}
void SequentialLR::load_state_dict(const std::vector<NamedArgument>& saved) {
  unpack(saved, schedulers_);
  LRScheduler::load_state_dict(saved);
}

ChainedScheduler::ChainedScheduler(std::vector<std::shared_ptr<LRScheduler>> schedulers)
    : LRScheduler(checked("ChainedScheduler", schedulers, nullptr)),
      schedulers_(std::move(schedulers)) {}
void ChainedScheduler::step(std::optional<double> epoch) {
  if (epoch) fail(ErrorKind::type, "ChainedScheduler.step() takes no epoch");
  for (const auto& s : schedulers_) s->step();
}
Scalar ChainedScheduler::next(std::size_t, const Moment& m) { return m.lr; }
std::vector<NamedArgument> ChainedScheduler::state_dict() const {
  auto dict = LRScheduler::state_dict();
  dict.emplace_back("_schedulers", packed(schedulers_));
  return dict;
}
void ChainedScheduler::load_state_dict(const std::vector<NamedArgument>& saved) {
  unpack(saved, schedulers_);
  LRScheduler::load_state_dict(saved);
}

ReduceLROnPlateau::ReduceLROnPlateau(OptimizerBase& optimizer, const Options& options)
    : optimizer_(&optimizer), options_(options) {
  if (options.factor >= 1) fail(ErrorKind::value, "Factor should be < 1.0.");
  if (options.mode != "min" && options.mode != "max")
    fail(ErrorKind::value, "mode ", options.mode, " is unknown!");
  if (options.threshold_mode != "rel" && options.threshold_mode != "abs")
    fail(ErrorKind::value, "threshold mode ", options.threshold_mode, " is unknown!");
  best_ = std::numeric_limits<double>::infinity() * (options.mode == "min" ? 1 : -1);
}
bool ReduceLROnPlateau::is_better(double a) const {
  const double t = options_.threshold;
  const bool relative = options_.threshold_mode == "rel";
  if (options_.mode == "min") return a < (relative ? best_ * (1 - t) : best_ - t);
  return a > (relative ? best_ * (t + 1) : best_ + t);
}
void ReduceLROnPlateau::step(double metric) {
  last_epoch_ += 1;
  if (is_better(metric)) {
    best_ = metric;
    num_bad_epochs_ = 0;
  } else {
    num_bad_epochs_ += 1;
  }
  if (cooldown_counter_ > 0) {
    cooldown_counter_ -= 1;
    num_bad_epochs_ = 0;
  }
  if (num_bad_epochs_ <= options_.patience) return;
  for (std::size_t i = 0; i < optimizer_->groups().size(); ++i) {
    const double before = learning_rate(*optimizer_, i).value();
    const double after = std::max(before * options_.factor, options_.min_lr);
    if (before - after > options_.eps) set_learning_rate(*optimizer_, i, after);
  }
  cooldown_counter_ = options_.cooldown;
  num_bad_epochs_ = 0;
}

}  // namespace downhill
