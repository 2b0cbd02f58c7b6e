// Running a graph backwards, as a task: run() until it is done, or asks for a function outside the
// core.
#pragma once
#include <downhill/autograd/meta.h>

#include <memory>
#include <vector>

namespace downhill {

struct BackwardOptions {
  bool retain_graph = false, create_graph = false;
  bool allow_unused = false;  // with inputs: no error for those that the roots do not depend on
};
struct BackwardRun;  // backward_run.h
struct EndRun {
  void operator()(BackwardRun* run) const;
};

class BackwardTask {
 public:
  using Options = BackwardOptions;
  enum class Status { done, asks };

  // gradients[i] undefined: 1 for a scalar root. With `inputs` (autograd.grad) nothing is
  // accumulated and results() holds one gradient per input. Throws PyTorch's errors.
  BackwardTask(const Tensors& roots, const Tensors& gradients, const Tensors& inputs,
               Options options, bool with_inputs);
  ~BackwardTask();  // frees all that it held and restores the grad mode, however far it came
  BackwardTask(const BackwardTask&) = delete;
  BackwardTask& operator=(const BackwardTask&) = delete;

  Status run();
  int function() const;                   // what is asked for
  Ref<Node> node() const;                 // ... by this node
  const Tensors& arguments() const;       // ... with these gradients
  Status answer(const Tensors& results);  // and goes on
  const Tensors& results() const;

 private:
  std::unique_ptr<BackwardRun, EndRun> run_;
};

// Runs to the end; throws if a function outside the core is asked for.
void backward(const Tensors& roots, const Tensors& gradients, BackwardTask::Options options = {});
Tensors grad(const Tensors& roots, const Tensors& inputs, const Tensors& gradients = {},
             BackwardTask::Options options = {});

// An operation that ran outside the core (torch.autograd.Function).
struct OutsideFunction {
  Tensors inputs, outputs;
  Tensors saved;     // for its backward; undefined ones too
  Tensors modified;  // inputs that it wrote into, which are outputs as well
  Tensors constant;  // outputs without a gradient; those that are not floating have none either
};
// Makes the outputs results of a node whose backward is the function `id` outside the core: the
// outputs' gradients go there, and as many gradients as there are inputs come back.
void set_function_node(int id, const std::string& name, const OutsideFunction& made);
// What such a node saved. Throws if the graph was freed, or what is saved was written to.
Tensors saved_by_function(const Ref<Node>& node);

}  // namespace downhill
