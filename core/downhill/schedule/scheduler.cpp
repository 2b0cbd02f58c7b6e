#include <downhill/schedule/scheduler.h>

#include <algorithm>
#include <cmath>

namespace downhill {

using optim::Scalar;

namespace {

Argument option(const OptimizerBase& optimizer, std::size_t group, const std::string& name) {
  for (auto& [key, value] :
       list_fields(optimizer.rule().options->fields, optimizer.groups().at(group).options.get()))
    if (key == name) return value;
  return {};
}

// None where it is not there.
Argument saved_value(const std::vector<NamedArgument>& saved, const char* name) {
  for (const auto& [key, value] : saved)
    if (key == name) return value;
  return {};
}

Scalar copied(const Scalar& lr) { return lr.is_tensor() ? Scalar(clone(lr.tensor())) : lr; }

}  // namespace

Scalar learning_rate(const OptimizerBase& optimizer, std::size_t group) {
  Scalar lr;
  const Argument value = option(optimizer, group, "lr");
  optim::convert(optimizer.rule().name, "lr", value, lr);
  return lr;
}

void set_learning_rate(OptimizerBase& optimizer, std::size_t group, const Scalar& lr) {
  const Scalar before = learning_rate(optimizer, group);
  const NoGrad no_grad;
  if (before.is_tensor()) {
    fill.inplace(before.tensor(), lr.number());
  } else {
    optimizer.set_option(group, "lr", argument(lr));
  }
}

void set_momentum(OptimizerBase& optimizer, std::size_t group, const Scalar& momentum) {
  Argument betas = option(optimizer, group, "betas");
  if (betas.kind == Argument::Kind::list) {
    betas.list.at(0) = argument(momentum);
    optimizer.set_option(group, "betas", betas);
  } else if (option(optimizer, group, "momentum").kind != Argument::Kind::none) {
    optimizer.set_option(group, "momentum", argument(momentum));
  } else {
    fail(ErrorKind::value,
         "optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
  }
}

void LRScheduler::initial_step() {
  for (std::size_t i = base_lrs_.size(); i < optimizer_->groups().size(); ++i) {
    std::optional<Scalar>& initial = optimizer_->initial_lr(i);
    if (!initial) initial = copied(learning_rate(*optimizer_, i));
    base_lrs_.push_back(*initial);
  }
  step_count_ = 0;
  initial_ = true;
  step();
  initial_ = false;
}

std::vector<Scalar> LRScheduler::get_last_lr() const {
  std::vector<Scalar> rates;
  for (std::size_t i = 0; i < optimizer_->groups().size(); ++i)
    rates.push_back(copied(learning_rate(*optimizer_, i)));
  return rates;
}

void LRScheduler::step(std::optional<double> epoch) {
  step_count_ += 1;
  to_epoch(epoch);
}

double LRScheduler::advance(double k, std::optional<double> epoch) {
  return epoch ? *epoch : k + 1;
}

void LRScheduler::cycle_momentum(std::size_t group, const Moment& m) {
  static_cast<void>(group), static_cast<void>(m);
}

void LRScheduler::to_epoch(std::optional<double> epoch) {
  last_epoch_ = advance(last_epoch_, epoch);
  std::vector<Scalar> rates;
  for (std::size_t i = 0; i < base_lrs_.size(); ++i) {
    const Moment m{last_epoch_, step_count_, initial_, learning_rate(*optimizer_, i), base_lrs_[i]};
    rates.push_back(epoch ? closed(i, m) : next(i, m));
    cycle_momentum(i, m);
  }
  for (std::size_t i = 0; i < rates.size(); ++i) set_learning_rate(*optimizer_, i, rates[i]);
}

std::vector<NamedArgument> LRScheduler::state_dict() const {
  std::vector<Argument> base;
  for (const Scalar& lr : base_lrs_) base.push_back(argument(copied(lr)));
  return {{"base_lrs", argument(std::move(base))},
          {"last_epoch", argument(last_epoch_)},
          {"_step_count", argument(step_count_)}};
}

void LRScheduler::load_state_dict(const std::vector<NamedArgument>& saved) {
  const Argument base = saved_value(saved, "base_lrs");
  if (base.list.size() != base_lrs_.size()) {
    fail(ErrorKind::value, "loaded state dict has ", base.list.size(),
         " base_lrs, the optimizer has ", base_lrs_.size(), " groups");
  }
  double epoch = 0;
  int64_t count = 0;
  convert("load_state_dict", "last_epoch", saved_value(saved, "last_epoch"), epoch);
  convert("load_state_dict", "_step_count", saved_value(saved, "_step_count"), count);
  std::vector<Scalar> rates(base_lrs_.size());
  for (std::size_t i = 0; i < rates.size(); ++i)
    optim::convert("load_state_dict", "base_lrs", base.list[i], rates[i]);
  base_lrs_ = std::move(rates);
  last_epoch_ = epoch;
  step_count_ = count;
}

SchedulerBase::SchedulerBase(const Schedule& schedule, OptimizerBase& optimizer,
                             const std::vector<NamedArgument>& options)
    : LRScheduler(optimizer), schedule_(&schedule) {
  begin(std::vector<std::shared_ptr<void>>(optimizer.groups().size(), schedule.given(options)));
}

SchedulerBase::SchedulerBase(const Schedule& schedule, OptimizerBase& optimizer,
                             const std::vector<std::shared_ptr<void>>& options)
    : LRScheduler(optimizer), schedule_(&schedule) {
  if (options.size() != optimizer.groups().size()) {
    fail(ErrorKind::value,
         "options must have the same length as optimizer.param_groups. options has ",
         options.size(), " values, param_groups has ", optimizer.groups().size(), ".");
  }
  for (const auto& o : options) schedule.check_options(o.get());
  begin(options);
}

void SchedulerBase::begin(const std::vector<std::shared_ptr<void>>& options) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    plans_.push_back(schedule_->new_plan(options[i].get()));
    if (!schedule_->start) continue;
    const Start start = schedule_->start(options[i].get());
    if (start.momentum) set_momentum(*optimizer_, i, *start.momentum);
    cycles_momentum_ = start.momentum.has_value();
    if (start.lr) set_learning_rate(*optimizer_, i, *start.lr);
    if (start.initial_lr) optimizer_->initial_lr(i) = *start.initial_lr;
  }
  initial_step();
}

Scalar SchedulerBase::next(std::size_t group, const Moment& m) {
  return schedule_->next(plans_[group].get(), m);
}
Scalar SchedulerBase::closed(std::size_t group, const Moment& m) {
  return (schedule_->closed ? schedule_->closed : schedule_->next)(plans_[group].get(), m);
}
void SchedulerBase::cycle_momentum(std::size_t group, const Moment& m) {
  if (cycles_momentum_)
    set_momentum(*optimizer_, group, schedule_->momentum(plans_[group].get(), m));
}
double SchedulerBase::advance(double k, std::optional<double> epoch) {
  if (!schedule_->advance) return LRScheduler::advance(k, epoch);
  double reached = k;
  for (auto& plan : plans_) reached = schedule_->advance(plan.get(), k, epoch);
  return reached;
}

std::vector<NamedArgument> SchedulerBase::state_dict() const {
  std::vector<NamedArgument> dict = LRScheduler::state_dict();
  std::vector<Argument> plans;
  for (const auto& plan : plans_) {
    std::vector<Argument> values;
    for (auto& [name, value] : list_fields(schedule_->plan->fields, plan.get()))
      values.push_back(value);
    plans.push_back(argument(std::move(values)));
  }
  dict.emplace_back("plans", argument(std::move(plans)));
  return dict;
}

void SchedulerBase::load_state_dict(const std::vector<NamedArgument>& saved) {
  const Argument plans = saved_value(saved, "plans");
  if (plans.list.size() != plans_.size())
    fail(ErrorKind::value, "loaded state dict is not one of ", schedule_->name);
  std::vector<std::shared_ptr<void>> loaded;
  for (const Argument& values : plans.list) {
    if (static_cast<int>(values.list.size()) != schedule_->plan->fields.size)
      fail(ErrorKind::value, "loaded state dict is not one of ", schedule_->name);
    loaded.push_back(schedule_->new_plan(nullptr));
    parse_fields(schedule_->plan->fields, schedule_->name, values.list, loaded.back().get());
  }
  LRScheduler::load_state_dict(saved);
  plans_ = std::move(loaded);
}

}  // namespace downhill
