#include <downhill/autograd/engine.h>
#include <downhill/optim/lanes.h>
#include <downhill/optim/newton.h>

namespace downhill::optim {
namespace {

Tensor in_double(const Tensor& t) { return cast(t.detach(), DType::Float64); }

Tensor direction(const Tensor& hessian, const Tensor& gradient) {
  try {
    return linalg_solve(hessian, gradient);
  } catch (const Error& e) {
    if (e.kind() != ErrorKind::linalg) throw;
    fail("The Hessian is singular: there is no Newton step here. Give Newton some damping.");
  }
}

class Task final : public WholeTask {
 public:
  Task(const Newton::Options& o, const Tensors& parameters, const std::vector<NamedArgument>& state)
      : o_(o), parameters_(parameters) {
    if (const Argument* a = find(state, "step")) step_ = a->tensor;
  }

  Status tell(const Tensor& loss, double) override {
    if (!loss.defined() || !loss.requires_grad())
      fail("Newton's closure must return the loss as a tensor, with its graph");
    const Tensor gradient = gradient_of(loss);
    const Tensor hessian = hessian_of(gradient);
    const NoGrad no_grad;
    const int64_t n = gradient.numel();
    ops::add.inplace(Tensor::alias(hessian, {n}, {n + 1}, 0), o_.damping);
    add_flat(parameters_, cast(direction(hessian, in_double(gradient)), parameters_[0].dtype()),
             -o_.lr);
    next_step(step_);
    return Status::done;
  }

  std::vector<NamedArgument> state() const override {
    return {{"step", downhill::argument(step_)}};
  }

 private:
  static Tensors gradients(const Tensor& of, const Tensors& parameters, const Tensor& with) {
    return grad({of}, parameters, {with},
                {.retain_graph = true, .create_graph = true, .allow_unused = true});
  }
  // One vector; it has a graph.
  Tensor gradient_of(const Tensor& loss) const {
    const GradModeGuard recorded(true);
    Tensors parts;
    const Tensors found = gradients(loss, parameters_, Tensor());
    for (int i = 0; i < found.size(); ++i)
      parts.push_back(
          reshape(found[i].defined() ? found[i] : zeros_like(parameters_[i]), Ints{-1}));
    return cat.list(parts, 0);
  }
  // In double, so that a step is as good as its Hessian.
  Tensor hessian_of(const Tensor& gradient) const {
    Tensors rows;
    for (int64_t i = 0; i < gradient.numel(); ++i) {
      Tensors found(parameters_.size(), Tensor());
      if (gradient.requires_grad())
        found = gradients(select(gradient, 0, i), parameters_, Tensor());
      Tensors row;
      for (int k = 0; k < parameters_.size(); ++k) {
        const Tensor& part = found[k].defined() ? found[k] : zeros_like(parameters_[k]);
        row.push_back(reshape(in_double(part), Ints{-1}));
      }
      rows.push_back(cat.list(row, 0));
    }
    return stack.list(rows, 0);
  }

  Newton::Options o_;
  Tensors parameters_;
  Tensor step_;
};

}  // namespace

std::unique_ptr<WholeTask> Newton::task(const Options& o, const Tensors& parameters,
                                        const std::vector<NamedArgument>& state) {
  return std::make_unique<Task>(o, parameters, state);
}

}  // namespace downhill::optim
