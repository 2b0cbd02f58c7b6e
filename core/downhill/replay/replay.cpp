#include <downhill/replay/replay.h>

namespace downhill {

Replay::Replay(OptimizerBase& optimizer, const Loss& loss)
    : optimizer_(optimizer), evaluate_(loss), updates_(optimizer) {
  const RuleInfo& rule = *optimizer.rule().info;
  if (!optimizer.rule().step) {
    reason_ = std::string(rule.name) + " evaluates the loss several times a step";
    return;
  }
  Kept kept(parameters_of(optimizer));
  auto program = std::make_unique<Program>(optimizer, loss, kept);
  reason_ = program->reason();
  if (reason_.empty()) program_ = std::move(program);
}

Replay::~Replay() = default;

void Replay::run(int64_t steps) {
  if (steps <= 0) return;
  program_ ? run_recorded(steps) : evaluate(steps);
}

namespace {
void run_all(const std::vector<Instruction>& instructions) {
  for (const Instruction& i : instructions) i();
}
}  // namespace

void Replay::run_recorded(int64_t steps) {
  const NoGrad no_grad;
  for (std::size_t i = 0; i < program_->parameters.size(); ++i)
    program_->parameters[i].set_grad(program_->grads[i]);
  updates_.begin();
  run_all(program_->once);
  // Ends that stay where they are: a step of one number is little more than its two calls.
  const Instruction* const first = program_->step.data();
  const Instruction* const last = first + program_->step.size();
  for (int64_t s = 1; s < steps; ++s) {
    for (const Instruction* i = first; i != last; ++i) (*i)();
    updates_.step();
  }
  run_all(program_->with_loss);
  loss_ = program_->loss.item();
  updates_.step();
  updates_.end();
  for (const Tensor& t : program_->written) t.bump_version();
}

void Replay::evaluate(int64_t steps) {
  const std::vector<Tensor> parameters = parameters_of(optimizer_);
  const auto closure = [&] {
    for (const Tensor& p : parameters) p.set_grad({});
    Tensor loss = evaluate_();
    if (!optimizer_.rule().info->graph) loss.backward();
    return loss;
  };
  for (int64_t s = 0; s < steps; ++s) loss_ = optimizer_.step(closure).item();
}

int Replay::size() const { return program_ ? static_cast<int>(program_->step.size()) : 0; }

}  // namespace downhill
