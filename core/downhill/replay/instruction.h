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
  void* attributes = nullptr;
  Call call;
};

struct Instruction {
  void (*run)(const Instruction&);
  RecordedCall* recorded;
  // Of short element-wise calls: n elements; an operand of one element has step 0.
  int64_t n = 0;
  void* out = nullptr;
  const void *a = nullptr, *b = nullptr;
  int64_t step_a = 0, step_b = 0;
};

// The call's kernel, or a loop that does the same to contiguous floats without its preparations.
Instruction instruction_of(RecordedCall& recorded);

}  // namespace downhill
