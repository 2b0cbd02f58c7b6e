// A training step recorded once and run again without graph or allocation, with the same digits:
// the kernels that loss and backward called, in their order, on the tensors that they had; then the
// optimizer's own step.
//
//   Replay replay(optimizer, [&] { return sum(square(sub(matmul(x, w), y))); });
//   replay.run(1000);   // 1000 times zero_grad, loss, backward, step
//   replay.loss();      // at the last step's start
//
// It takes any loss built from the core's operators whose shapes and choices stay the same. What it
// cannot take it refuses with an error (random numbers, batch_norm's running statistics, writes
// into tensors from before the step, optimizers that evaluate the loss again), and a second
// evaluation elsewhere must agree to the bit. Data may be changed between runs by writing into the
// tensors that the loss read. The loss itself, and what leads to it alone, is computed in the last
// step of a run; what depends on no parameter, in the first. Numbers that the loss took out with
// item() stay as they were if they agree there too.
#pragma once
#include <downhill/replay/updates.h>

#include <functional>
#include <memory>

namespace downhill {

class Replay {
 public:
  // Evaluates the loss twice; parameters, gradients and the optimizer's state are as before then.
  // The optimizer must live as long.
  Replay(OptimizerBase& optimizer, const std::function<Tensor()>& loss);
  ~Replay();
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  void run(int64_t steps);
  double loss() const;
  int size() const;  // kernels in a step that is not the last

 private:
  struct Program;
  std::unique_ptr<Program> program_;
  Updates updates_;
};

}  // namespace downhill
