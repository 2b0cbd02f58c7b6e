// One kernel of a recorded step.
#pragma once
#include <downhill/ops/op.h>

namespace downhill {

// A recorded call, with attributes of its own. Its kernel may run again at any time.
struct RecordedCall {
  explicit RecordedCall(const Call& c);
  ~RecordedCall();
  RecordedCall(const RecordedCall&) = delete;
  RecordedCall& operator=(const RecordedCall&) = delete;
  void run();  // the kernel
  void* attributes = nullptr;
  Call call;
};

struct Instruction {
  RecordedCall* recorded;
  // Of element-wise calls over contiguous floats (float32, float64), whose operands have one
  // element or as many as the output; null for the others, whose kernel runs.
  ElementRun run = nullptr;
  ElementOne one = nullptr;  // where the output is one element, if the operator has it
  const void* attributes = nullptr;
  int64_t n = 0;
  void* out = nullptr;
  const void *a = nullptr, *b = nullptr;
  int64_t step_a = 0, step_b = 0;

  void operator()() const {
    if (one)
      one(attributes, out, a, b);
    else if (run)
      run(attributes, n, out, 1, a, step_a, b, step_b);
    else
      recorded->run();
  }
};

Instruction instruction_of(RecordedCall& recorded);

}  // namespace downhill
