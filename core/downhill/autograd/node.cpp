#include <downhill/autograd/meta.h>
#include <downhill/autograd/node.h>
#include <downhill/ops/list.h>

#include <string>

namespace downhill {
std::vector<int>& dead_functions() {
  static auto* dead =
      new std::vector<int>;  // never freed: tensors in static storage may die after it
  return *dead;
}

void Node::end_watchers() {
  for (const auto& hook : watchers->hooks) dead_functions().push_back(hook.second);
  for (const int function : watchers->after) dead_functions().push_back(function);
}

Watchers& Node::watch() {
  watchers = std::make_unique<Watchers>();
  return *watchers;
}

void Node::destroy(Node* node) {
  static Node* waiting = nullptr;
  static bool busy = false;
  if (node->owned) return node->retire();
  if (busy) [[unlikely]] {
    node->dying = waiting;
    waiting = node;
    return;
  }
  busy = true;
  delete node;
  while (waiting) delete std::exchange(waiting, waiting->dying);
  busy = false;
}

void SavedTensor::alias(const Tensor& t, bool is_output) {
  is_output_ = is_output;
  if (is_output || !t.is_leaf()) {
    data_ = Tensor::alias(t);
    if (is_output)
      output_nr_ = t.impl()->output_nr;
    else
      edge_ = gradient_edge(t);
  } else {
    data_ = t;
  }
}

SavedTensor SavedTensor::copied(const Tensor& t) {
  NoGrad no_grad;
  SavedTensor saved;
  saved.data_ = clone(t);
  saved.edge_ = gradient_edge(t);
  return saved;
}

Tensor SavedTensor::unpack(Node& self) const {
  if (!data_.defined()) return {};
  if (data_.version() != version_) fail_modified(self);
  if (!is_output_ && !edge_) return data_;
  Tensor t = Tensor::alias(data_);
  if (is_output_)
    set_history(t, Ref<Node>(&self), output_nr_);
  else
    set_history(t, edge_.node, edge_.output_nr);
  return t;
}

void SavedTensor::fail_modified(const Node& self) const {
  // An input is named after what computes it now: the node that wrote into it, if one was
  // recorded.
  const char* writer = data_.impl()->storage->writer;
  std::string by = is_output_ ? self.name() : writer ? writer : edge_ ? edge_.node->name() : "";
  if (const auto at = by.find("Backward"); at != std::string::npos) by.resize(at);
  const uint32_t nr = is_output_ ? output_nr_ : writer ? 0 : edge_.output_nr;
  std::string which = concat({"[", tensor_type_name(data_.dtype()), " ", part(data_.sizes()), "]"});
  if (!by.empty()) which += concat({", which is output ", part(nr), " of ", by, ","});
  fail(
      "one of the variables needed for gradient computation has been modified by an inplace "
      "operation: ",
      which, " is at version ", data_.version(), "; expected version ", version_,
      " instead. Hint: enable anomaly detection to find the operation that failed to compute its "
      "gradient, "
      "with torch.autograd.set_detect_anomaly(True, check_nan=False).");
}

}  // namespace downhill
