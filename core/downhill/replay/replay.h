// A training step recorded once and run again without graph or allocation, with the same digits:
// the kernels that loss and backward called, in their order, on the tensors that they had; then the
// optimizer's own step.
//
//   Replay replay(optimizer, [&] { return sum(square(sub(matmul(x, w), y))); });
//   replay.run(1000);   // 1000 times zero_grad, loss, backward, step
//   replay.loss();      // at the last step's start
//
// It takes any loss. Recorded are those whose shapes and choices stay the same: random numbers
// (dropout) are drawn, and tensors from before the step (batch_norm's running statistics) written
// into, in every step anew. Where a recording could not do what the loss does, each step evaluates
// the loss itself, as slow as without a replay, and reason() says why: sizes that depend on values,
// numbers taken out with item(), whatever a second evaluation elsewhere does differently, and
// optimizers that evaluate the loss several times. (What a loss does differently only later, by a
// count of its own, no recording can know.)
//
// Data may be changed between runs by writing into the tensors that the loss read. The loss itself,
// and what leads to it alone, is computed in the last step of a run; what is the same in all steps,
// in the first.
#pragma once
#include <downhill/replay/program.h>
#include <downhill/replay/updates.h>

#include <memory>

namespace downhill {

class Replay {
 public:
  using Loss = Program::Loss;

  // Evaluates the loss at most twice; parameters, gradients, the default generator, what operators
  // wrote into and the optimizer's state are as before then. The optimizer, and what the loss
  // refers to, must live as long.
  Replay(OptimizerBase& optimizer, const Loss& loss);
  ~Replay();
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  void run(int64_t steps);
  double loss() const { return loss_; }  // NaN before the first step
  int size() const;                      // kernels in a step that is not the last
  // Why each step evaluates the loss; "" if it is replayed.
  const std::string& reason() const { return reason_; }

 private:
  void run_recorded(int64_t steps);
  void evaluate(int64_t steps);

  OptimizerBase& optimizer_;
  Loss evaluate_;
  std::unique_ptr<Program> program_;  // null where a step evaluates the loss
  std::string reason_;
  Updates updates_;
  double loss_ = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace downhill
