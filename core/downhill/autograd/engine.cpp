#include <downhill/autograd/backward_run.h>
#include <downhill/autograd/engine.h>

namespace downhill {

namespace {

// One run follows another, mostly: the last one waits to be taken again.
BackwardRun* spare = nullptr;
DOWNHILL_INLINE BackwardRun* begun(BackwardOptions options, bool with_inputs, bool one_root) {
  BackwardRun* const run = spare ? std::exchange(spare, nullptr) : new BackwardRun;
  run->begin(options, with_inputs, one_root);
  return run;
}

DOWNHILL_INLINE void end(BackwardRun* run) {
  run->end();
  if (spare || DOWNHILL_NO_POOL) [[unlikely]]
    delete run;
  else
    spare = run;
}

struct Run {
  BackwardRun* const run;
  DOWNHILL_INLINE ~Run() { end(run); }
  BackwardRun* operator->() const { return run; }
};

}  // namespace

void EndRun::operator()(BackwardRun* run) const { end(run); }

BackwardTask::BackwardTask(const Tensors& roots, const Tensors& gradients, const Tensors& inputs,
                           Options options, bool with_inputs)
    : run_(begun(options, with_inputs, roots.size() == 1)) {
  run_->start(roots, gradients, inputs);
}
BackwardTask::~BackwardTask() = default;
BackwardTask::Status BackwardTask::run() { return run_->run(); }
BackwardTask::Status BackwardTask::answer(const Tensors& results) { return run_->answer(results); }
int BackwardTask::function() const { return run_->seldom().function; }
Ref<Node> BackwardTask::node() const { return Ref<Node>(run_->current); }
const Tensors& BackwardTask::arguments() const { return run_->seldom().arguments; }
const Tensors& BackwardTask::results() const {
  static const Tensors none;
  return run_->rest ? run_->rest->results : none;
}

void backward(const Tensors& roots, const Tensors& gradients, BackwardTask::Options options) {
  const Run run{begun(options, false, roots.size() == 1)};
  run->start(roots, gradients, {});
  BackwardRun::check_ended(run->run());
}

Tensors grad(const Tensors& roots, const Tensors& inputs, const Tensors& gradients,
             BackwardTask::Options options) {
  if (options.create_graph) options.retain_graph = true;
  const Run run{begun(options, true, false)};
  run->start(roots, gradients, inputs);
  BackwardRun::check_ended(run->run());
  return run->seldom().results;
}

void Tensor::backward(const Tensor& gradient, bool retain_graph, bool create_graph) const {
  const BackwardOptions options{.retain_graph = retain_graph || create_graph,
                                .create_graph = create_graph};
  const Run run{begun(options, false, true)};
  run->add_root(*this, gradient, 0);
  run->start({this, 1});
  BackwardRun::check_ended(run->run_here());
}

}  // namespace downhill
