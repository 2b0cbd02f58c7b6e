#include <downhill/autograd/engine.h>
#include <downhill/optim/lanes.h>
#include <downhill/optim/newton.h>

#include <cmath>
#include <cstdlib>

namespace downhill::optim {
namespace {

// x with A x = b, by elimination with pivots, in double; A is row by row. False: A is singular.
bool solve(std::vector<double> a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::fabs(a[i * n + k]) > std::fabs(a[pivot * n + k])) pivot = i;
    if (!(std::fabs(a[pivot * n + k]) > 0)) return false;
    if (pivot != k) {
      for (std::size_t j = 0; j < n; ++j) std::swap(a[k * n + j], a[pivot * n + j]);
      std::swap(b[k], b[pivot]);
    }
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] / a[k * n + k];
      for (std::size_t j = k; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k * n + j] * b[j];
    b[k] /= a[k * n + k];
  }
  return true;
}

std::vector<double> values(const Tensor& t) { return cast(t, DType::Float64).to_vector<double>(); }

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
    auto direction = values(gradient.detach());
    auto hessian = hessian_of(gradient);
    const std::size_t n = direction.size();
    for (std::size_t i = 0; i < n; ++i) hessian[i * n + i] += o_.damping.to<double>();
    if (!solve(std::move(hessian), direction))
      fail("The Hessian is singular: there is no Newton step here. Give Newton some damping.");
    const NoGrad no_grad;
    add_flat(parameters_,
             cast(Tensor::of<double>({static_cast<int64_t>(n)}, direction), parameters_[0].dtype()),
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
  std::vector<double> hessian_of(const Tensor& gradient) const {
    std::vector<double> rows;
    for (int64_t i = 0; i < gradient.numel(); ++i) {
      Tensors found(parameters_.size(), Tensor());
      if (gradient.requires_grad())
        found = gradients(select(gradient, 0, i), parameters_, Tensor());
      for (int k = 0; k < parameters_.size(); ++k) {
        const auto part =
            values((found[k].defined() ? found[k] : zeros_like(parameters_[k])).detach());
        rows.insert(rows.end(), part.begin(), part.end());
      }
    }
    return rows;
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
