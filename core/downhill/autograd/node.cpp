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
  watchers.reset();
}

Watchers& Node::watch() {
  watchers = std::make_unique<Watchers>();
  return *watchers;
}

void Node::destroy(Node* node) {
  static Node* waiting = nullptr;
  static bool busy = false;
  if (node->owned) return node->end();
  if (busy) {
    node->link = waiting;
    waiting = node;
    return;
  }
  busy = true;
  node->end();
  while (waiting) std::exchange(waiting, waiting->link)->end();
  busy = false;
}

void SavedTensor::alias(const Tensor& t, bool is_output) {
  is_output_ = is_output;
  if (is_output || !t.is_leaf()) {
    data_ = Tensor::alias(t);
    output_nr_ = t.impl()->output_nr;
    if (!is_output) node_ = grad_fn(t);
  } else {
    data_ = t;
  }
}

SavedTensor SavedTensor::copied(const Tensor& t) {
  NoGrad no_grad;
  SavedTensor saved;
  saved.data_ = clone(t);
  Edge edge = gradient_edge(t);
  saved.node_ = std::move(edge.node);
  saved.output_nr_ = edge.output_nr;
  return saved;
}

Tensor SavedTensor::unpack(Node& self) const {
  if (!data_.defined()) return {};
  if (data_.version() != version_) fail_modified(self);
  if (!is_output_ && !node_) return data_;
  Tensor t = Tensor::alias(data_);
  if (is_output_)
    set_history(t, Ref<Node>(&self), output_nr_);
  else
    set_history(t, node_, output_nr_);
  return t;
}

void SavedTensor::fail_modified(const Node& self) const {
  // An input is named after what computes it now: the node that wrote into it, if one was
  // recorded.
  const char* writer = data_.impl()->storage->writer;
  std::string by = is_output_ ? self.name() : writer ? writer : node_ ? node_->name() : "";
  if (const auto at = by.find("Backward"); at != std::string::npos) by.resize(at);
  const uint32_t nr = !is_output_ && writer ? 0 : output_nr_;
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
