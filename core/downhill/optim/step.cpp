// What every training step calls, apart from the rest of the optimizer.
#include <downhill/autograd/meta.h>
#include <downhill/optim/optimizer.h>

namespace downhill {

void OptimizerBase::step() {
  if (rule_->task) fail(rule_->info->name, " needs a closure: step([&] { ...; return loss; })");
  for (Group& group : groups_) {
    for (Parameter& p : group.params) {
      if (const Tensor g = p.tensor.grad(); g.defined())
        rule_->step(group.options.get(), p.state.data(), p.tensor, g);
    }
  }
}

void OptimizerBase::zero_grad(bool set_to_none) {
  const NoGrad no_grad;
  for (const Group& group : groups_) {
    for (const Parameter& p : group.params) {
      const Tensor g = p.tensor.grad();
      if (!g.defined()) continue;
      if (set_to_none) {
        p.tensor.set_grad({});
      } else if (g.is_leaf()) {
        zero.inplace(g);
      } else {  // made with create_graph: the graph keeps its values
        p.tensor.set_grad(zeros_like(g));
      }
    }
  }
}

}  // namespace downhill
