// Autograd across the border: a backward run that needs a function outside waits here for its
// answer.
#include "state.h"

#include <downhill/autograd/anomaly.h>

#include <algorithm>

using namespace downhill;
using namespace downhill::api;

namespace {

std::vector<std::unique_ptr<BackwardTask>>
    waiting;  // runs nest: a function may run another backward

// What a run says: 1 done, 2 asks.
int report(std::unique_ptr<BackwardTask> task, BackwardTask::Status status) {
  if (status == BackwardTask::Status::done) {
    set_outputs(task->results());
    return 1;
  }
  set_outputs(task->arguments());
  waiting.push_back(std::move(task));
  return 2;
}

const Edge& edge(int h, int index) {
  const Edges& next = node(h).next;
  if (index < 0 || index >= next.size())
    fail(ErrorKind::index, "a node with ", next.size(), " next functions has none at ", index);
  return next[index];
}

// f(), or -1 if it throws, where 0 is an answer.
template <class F>
int unless_failed(F&& f) {
  const int answer = guarded([&] { return f() + 1; });
  return answer - 1;
}

AutogradMeta* known(int h) { return tensor(h).impl()->autograd; }

const Tensor& with_gradient(int h) {
  const Tensor& t = tensor(h);
  if (!t.requires_grad()) fail("cannot register a hook on a tensor that doesn't require gradient");
  return t;
}

}  // namespace

extern "C" {

int dh_requires_grad(int h) {
  return guarded([&] { return static_cast<int>(tensor(h).requires_grad()); });
}
int dh_set_requires_grad(int h, int value) {
  return guarded([&] {
    Tensor t = tensor(h);
    t.set_requires_grad(value != 0);
    return 1;
  });
}
int dh_is_leaf(int h) {
  return unless_failed([&] { return static_cast<int>(tensor(h).is_leaf()); });
}
int dh_grad(int h) {
  return guarded([&] { return own(tensor(h).grad()); });
}
int dh_set_grad(int h, int g) {
  return guarded([&] {
    tensor(h).set_grad(g ? tensor(g) : Tensor());
    return 1;
  });
}
int dh_retain_grad(int h) {
  return guarded([&] {
    const Tensor& t = tensor(h);
    if (!t.requires_grad()) fail("can't retain_grad on Tensor that has requires_grad=False");
    if (t.is_leaf()) return 1;
    AutogradMeta& m = meta(t);
    if (!m.retains_grad) {
      m.retains_grad = true;
      grad_fn(t)->watched().retained.push_back({t.impl()->output_nr, t.impl()});
    }
    return 1;
  });
}
int dh_retains_grad(int h) {
  return guarded([&] { return static_cast<int>(known(h) && known(h)->retains_grad); });
}
int dh_detach(int h) {
  return guarded([&] { return own(tensor(h).detach()); });
}
int dh_detach_in_place(int h) {
  return guarded([&] {
    TensorImpl& t = *tensor(h).impl();
    if (t.base.defined()) {
      fail(
          "Can't detach views in-place. Use detach() instead. If you are using "
          "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as True, "
          "gradients are views of DDP buckets, and hence detach_() cannot be called on these "
          "gradients. To fix this error, please refer to the Optimizer.zero_grad() function in "
          "torch/optim/optimizer.py as the solution.");
    }
    t.grad_fn.reset();
    t.output_nr = 0;
    t.requires_grad = false;
    return 1;
  });
}
int dh_data(int h) {
  return guarded([&] { return own(tensor(h).data_alias()); });
}
int dh_set_data(int h, int other) {
  return guarded([&] {
    tensor(h).set_data(tensor(other));
    return 1;
  });
}
int dh_base(int h) {
  return guarded([&] { return own(tensor(h).impl()->base); });
}
int dh_grad_enabled(void) { return GradMode::enabled(); }
int dh_set_grad_enabled(int value) {
  const bool before = GradMode::enabled();
  GradMode::set_enabled(value != 0);
  return before;
}

int dh_grad_fn(int h) {
  return unless_failed([&] { return own(grad_fn(tensor(h))); });
}
int dh_output_nr(int h) {
  return guarded([&] { return static_cast<int>(tensor(h).impl()->output_nr); });
}
int dh_node_name(int h) {
  return guarded([&] {
    const std::string name = node(h).name();
    stage().assign(name.begin(), name.end());
    return static_cast<int>(name.size());
  });
}
int dh_node_next_count(int h) {
  return guarded([&] { return node(h).next.size(); });
}
int dh_node_next(int h, int index) {
  return guarded([&] { return own(edge(h, index).node); });
}
int dh_node_next_output(int h, int index) {
  return guarded([&] { return static_cast<int>(edge(h, index).output_nr); });
}
int dh_node_variable(int h) {
  return guarded([&] { return own(node(h).variable()); });
}
int dh_node_sequence(int h) {
  return guarded([&] { return static_cast<int>(node(h).sequence); });
}

int dh_backward(int retain_graph, int create_graph, int allow_unused) {
  return guarded([&] {
    const std::vector<Argument> lists = take_arguments();
    if (lists.empty()) fail("backward needs roots");
    const bool with_inputs = lists.size() > 2;
    const Tensors roots = tensors_of(lists[0]),
                  inputs = with_inputs ? tensors_of(lists[2]) : Tensors();
    for (const Tensors& given : {roots, inputs}) {
      for (const Tensor& t : given) {
        if (!t.defined())
          fail(ErrorKind::type, "backward(): roots and inputs must be Tensors, not None");
      }
    }
    auto task = std::make_unique<BackwardTask>(
        roots, lists.size() > 1 ? tensors_of(lists[1]) : Tensors(), inputs,
        BackwardTask::Options{retain_graph != 0, create_graph != 0, allow_unused != 0},
        with_inputs);
    const auto status = task->run();
    return report(std::move(task), status);
  });
}
int dh_backward_of(int root) {
  return guarded([&] {
    auto task = std::make_unique<BackwardTask>(Tensors{tensor(root)}, Tensors(), Tensors(),
                                               BackwardTask::Options(), false);
    const auto status = task->run();
    return report(std::move(task), status);
  });
}
int dh_ask_function(void) { return waiting.empty() ? -1 : waiting.back()->function(); }
int dh_ask_node(void) {
  return guarded([&] { return waiting.empty() ? 0 : own(waiting.back()->node()); });
}
int dh_backward_answer(void) {
  return guarded([&] {
    if (waiting.empty()) fail("no backward run waits for an answer");
    auto task = std::move(waiting.back());
    waiting.pop_back();
    const std::vector<Argument> lists = take_arguments();
    const auto status = task->answer(lists.empty() ? Tensors() : tensors_of(lists[0]));
    return report(std::move(task), status);
  });
}
int dh_backward_cancel(void) {
  if (!waiting.empty()) waiting.pop_back();
  return 1;
}

int dh_hook(int h, int function) {
  return guarded([&] {
    add_hook(with_gradient(h), function);
    return 1;
  });
}
int dh_leaf_hook(int h, int function) {
  return guarded([&] {
    const Tensor& t = with_gradient(h);
    if (!t.is_leaf()) fail("post accumulate grad hooks cannot be registered on non-leaf tensors");
    add_leaf_hook(t, function);
    return 1;
  });
}
int dh_unhook(int h, int function) {
  return guarded([&] {
    remove_hook(tensor(h), function);
    return 1;
  });
}
int dh_dead_function(void) {
  std::vector<int>& dead = dead_functions();
  if (dead.empty()) return -1;
  const int function = dead.back();
  dead.pop_back();
  return function;
}
int dh_function_node(int function) {
  return guarded([&] {
    const std::vector<Argument> lists = take_arguments();
    if (lists.size() < 2) fail("a function node needs inputs and outputs");
    OutsideFunction made;
    Tensors* const fields[] = {&made.inputs, &made.outputs, &made.saved, &made.modified,
                               &made.constant};
    for (std::size_t i = 0; i < lists.size() && i < std::size(fields); ++i)
      *fields[i] = tensors_of(lists[i]);
    set_function_node(function, stage_text(), made);
    return 1;
  });
}
int dh_node_function(int h) {
  return unless_failed([&] { return std::max(node(h).function, 0); });
}
int dh_node_saved(int h) {
  return guarded([&] {
    set_outputs(saved_by_function(Ref<Node>(&node(h))));
    return 1;
  });
}
int dh_set_nan_check(int on) {
  NanCheck::set_enabled(on != 0);
  return 1;
}
}
