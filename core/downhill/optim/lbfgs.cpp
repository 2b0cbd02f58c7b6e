#include <downhill/optim/lanes.h>
#include <downhill/optim/lbfgs.h>
#include <downhill/optim/strong_wolfe.h>

#include <cmath>
#include <optional>

namespace downhill::optim {
namespace {

using Scalars = std::vector<Scalar>;

Scalar largest(const Tensor& x) { return downhill::max(downhill::abs(x)); }
std::vector<Argument> arguments(const std::vector<Tensor>& tensors) {
  std::vector<Argument> list;
  list.reserve(tensors.size());
  for (const Tensor& t : tensors) list.push_back(downhill::argument(t));
  return list;
}

class Task final : public WholeTask {
 public:
  Task(const LBFGS::Options& o, const Tensors& parameters, const std::vector<NamedArgument>& state)
      : o_(o), parameters_(parameters), max_eval_(o.max_eval.value_or(o.max_iter * 5 / 4)) {
    load(state);
  }

  Status tell(const Tensor& loss, double value) override {
    const NoGrad no_grad;
    (void)loss;
    if (search_) return searched(value);
    ++evaluations_;
    ++func_evals_;
    if (!began_) {
      began_ = true;
      loss_ = value;
      gradient_ = flat_gradient(parameters_);
      if (largest(gradient_) <= o_.tolerance_grad) return Status::done;
      return iterate();
    }

    loss_ = value;
    gradient_ = flat_gradient(parameters_);
    return goes_on(largest(gradient_) <= o_.tolerance_grad) ? iterate() : Status::done;
  }

  std::vector<NamedArgument> state() const override;

 private:
  // One iteration up to where the loss is wanted again.
  Status iterate() {
    ++in_step_;
    ++n_iter_;
    find_direction();
    if (prev_flat_grad_.defined())
      copy_(prev_flat_grad_, gradient_);
    else
      prev_flat_grad_ = clone(gradient_);
    prev_loss_ = loss_;
    t_ = n_iter_ == 1 ? min(1.0, 1.0 / Scalar(sum(downhill::abs(gradient_)))) * o_.lr : o_.lr;
    const Scalar slope = dot(gradient_, d_);
    if (slope > -Scalar(o_.tolerance_change)) return Status::done;
    if (!o_.line_search_fn) {
      add_flat(parameters_, d_, t_);
      if (in_step_ != o_.max_iter) return Status::asks;
      return Status::done;  // the last iteration does not look where it came to
    }
    if (*o_.line_search_fn != "strong_wolfe") fail("only 'strong_wolfe' is supported");
    origin_.clear();
    for (const Tensor& p : parameters_) origin_.push_back(clone(p));
    search_.emplace(t_, d_, loss_, gradient_, slope, o_.tolerance_change, max_eval_ - evaluations_);
    add_flat(parameters_, d_, t_);
    return Status::asks;
  }

  Status searched(double value) {
    const Tensor gradient = flat_gradient(parameters_);
    for (int i = 0; i < parameters_.size(); ++i) copy_(parameters_[i], origin_[i]);
    if (!search_->tell(value, gradient)) {
      add_flat(parameters_, d_, search_->t());
      return Status::asks;
    }
    loss_ = search_->loss();
    gradient_ = search_->gradient();
    t_ = search_->t();
    evaluations_ += search_->evaluations();
    func_evals_ += search_->evaluations();
    search_.reset();
    add_flat(parameters_, d_, t_);
    return goes_on(largest(gradient_) <= o_.tolerance_grad) ? iterate() : Status::done;
  }

  bool goes_on(bool is_flat) const {
    return in_step_ != o_.max_iter && evaluations_ < max_eval_ && !is_flat &&
           !(largest(mul(d_, t_)) <= o_.tolerance_change) &&
           !(abs(loss_ - prev_loss_) < o_.tolerance_change);
  }

  void find_direction() {
    if (n_iter_ == 1) {
      d_ = neg(gradient_);
      old_dirs_.clear();
      old_stps_.clear();
      ro_.clear();
      H_diag_ = 1;
      return;
    }
    const Tensor y = sub(gradient_, prev_flat_grad_), s = mul(d_, t_);
    const Scalar ys = dot(y, s);
    if (ys > 1e-10) {
      if (static_cast<int64_t>(old_dirs_.size()) == o_.history_size) {
        old_dirs_.erase(old_dirs_.begin());
        old_stps_.erase(old_stps_.begin());
        ro_.erase(ro_.begin());
      }
      old_dirs_.push_back(y);
      old_stps_.push_back(s);
      ro_.push_back((1.0 / ys).tensor());
      H_diag_ = ys / dot(y, y);
    }
    // The two loops of L-BFGS over one buffer.
    al_.resize(static_cast<std::size_t>(o_.history_size));
    const Tensor q = neg(gradient_);
    for (std::size_t i = old_dirs_.size(); i-- > 0;) {
      al_[i] = mul(dot(old_stps_[i], q), ro_[i]);
      add_(q, old_dirs_[i], Scalar(-al_[i].item()));
    }
    d_ = mul(q, H_diag_);
    for (std::size_t i = 0; i < old_dirs_.size(); ++i) {
      const Scalar be = mul(dot(old_dirs_[i], d_), ro_[i]);
      add_(d_, old_stps_[i], (Scalar(al_[i]) - be).number());
    }
  }

  void load(const std::vector<NamedArgument>& state);

  LBFGS::Options o_;
  Tensors parameters_;
  int64_t max_eval_, evaluations_ = 0, in_step_ = 0;
  bool began_ = false;
  Tensor gradient_;
  Scalar loss_;
  std::optional<StrongWolfe> search_;
  Tensors origin_;
  // What is kept, by PyTorch's names.
  int64_t func_evals_ = 0, n_iter_ = 0;
  std::vector<Tensor> al_, old_dirs_, old_stps_, ro_;
  Tensor d_, prev_flat_grad_;
  Scalar t_, H_diag_, prev_loss_;
};

void Task::load(const std::vector<NamedArgument>& state) {
  const auto whole = [&](const char* name, int64_t& to) {
    if (const Argument* a = find(state, name)) downhill::convert("LBFGS", name, *a, to);
  };
  const auto scalar = [&](const char* name, Scalar& to) {
    if (const Argument* a = find(state, name)) convert("LBFGS", name, *a, to);
  };
  const auto tensor = [&](const char* name, Tensor& to) {
    if (const Argument* a = find(state, name)) to = a->tensor;
  };
  const auto list = [&](const char* name, std::vector<Tensor>& to) {
    if (const Argument* a = find(state, name))
      for (const Argument& item : a->list) to.push_back(item.tensor);
  };
  whole("func_evals", func_evals_);
  whole("n_iter", n_iter_);
  list("al", al_);
  tensor("d", d_);
  scalar("t", t_);
  list("old_dirs", old_dirs_);
  list("old_stps", old_stps_);
  list("ro", ro_);
  scalar("H_diag", H_diag_);
  tensor("prev_flat_grad", prev_flat_grad_);
  scalar("prev_loss", prev_loss_);
  if (d_.defined() && d_.numel() != flat_gradient(parameters_).numel())
    fail(ErrorKind::value, "the state of LBFGS is of ", d_.numel(),
         " numbers, its parameters are not");
}

std::vector<NamedArgument> Task::state() const {
  std::vector<NamedArgument> kept{{"func_evals", downhill::argument(Number(func_evals_))},
                                  {"n_iter", downhill::argument(Number(n_iter_))}};
  if (!al_.empty()) kept.emplace_back("al", downhill::argument(arguments(al_)));
  if (!d_.defined()) return kept;  // it began where the gradient is 0
  kept.emplace_back("d", downhill::argument(d_));
  kept.emplace_back("t", argument(t_));
  kept.emplace_back("old_dirs", downhill::argument(arguments(old_dirs_)));
  kept.emplace_back("old_stps", downhill::argument(arguments(old_stps_)));
  kept.emplace_back("ro", downhill::argument(arguments(ro_)));
  kept.emplace_back("H_diag", argument(H_diag_));
  kept.emplace_back("prev_flat_grad", downhill::argument(prev_flat_grad_));
  kept.emplace_back("prev_loss", argument(prev_loss_));
  return kept;
}

}  // namespace

std::unique_ptr<WholeTask> LBFGS::task(const Options& o, const Tensors& parameters,
                                       const std::vector<NamedArgument>& state) {
  return std::make_unique<Task>(o, parameters, state);
}

}  // namespace downhill::optim
