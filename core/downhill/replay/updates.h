// An optimizer's steps, the gradients staying where they are.
#pragma once
#include <downhill/optim/fused.h>
#include <downhill/optim/optimizer.h>

namespace downhill {

// Where a step is nothing but fused loops, and counts nothing that they could depend on, the loops
// of one step are those of all that follow while the options stay.
class Updates {
 public:
  explicit Updates(OptimizerBase& optimizer);
  // The next step may find other options, and other tensors.
  void begin() { steady_ = false; }
  void step() {
    if (!steady_) return whole_step();
    for (const optim::FusedCall& c : loops_) c();
  }
  // Says of parameters and states that they were written to.
  void end() const;

 private:
  void whole_step();
  int states() const;

  OptimizerBase& optimizer_;
  bool may_be_steady_, steady_ = false;
  std::vector<optim::FusedCall> loops_;
};

}  // namespace downhill
