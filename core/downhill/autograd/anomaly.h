// Finding the operation whose backward makes a NaN (torch.autograd.detect_anomaly).
#pragma once
#include <downhill/autograd/node.h>

namespace downhill {

class NanCheck {
 public:
  static bool enabled() { return enabled_; }
  static void set_enabled(bool value) { enabled_ = value; }

 private:
  static inline bool enabled_ = false;
};

// Throws if one of the gradients that a node's backward made holds a NaN.
void check_nan(const Node& node, const Tensors& gradients);

}  // namespace downhill
