#include <downhill/ops/list.h>
#include <downhill/replay/instruction.h>
#include <downhill/replay/replay.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <set>

namespace downhill {
namespace {

using Storages = std::set<const Storage*>;

const Storage* storage_of(const Tensor& t) { return t.impl()->storage.get(); }

bool touches(const Tensors& tensors, const Storages& storages) {
  return std::any_of(tensors.begin(), tensors.end(), [&](const Tensor& t) {
    return t.defined() && storages.count(storage_of(t)) > 0;
  });
}

[[noreturn]] void refuse(const char* name, const char* why) {
  fail("a step with '", name, "' cannot be replayed: ", why);
}

std::vector<Tensor> parameters_of(const OptimizerBase& optimizer) {
  std::vector<Tensor> all;
  for (const auto& group : optimizer.groups())
    for (const auto& p : group.params) all.push_back(p.tensor);
  return all;
}

bool same_bits(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  if (!(a.sizes() == b.sizes()) || a.dtype() != b.dtype()) return false;
  const Tensor x = a.detach().contiguous(), y = b.detach().contiguous();
  const auto bytes = static_cast<std::size_t>(x.numel() * item_size(x.dtype()));
  return std::memcmp(x.raw(), y.raw(), bytes) == 0;
}

struct Values {  // of one evaluation
  Tensor loss;
  std::vector<Tensor> grads;
};

Values evaluate(const std::vector<Tensor>& parameters, const std::function<Tensor()>& loss) {
  const GradModeGuard recorded(true);
  for (const Tensor& p : parameters) p.set_grad({});
  Values v{loss(), {}};
  v.loss.backward();
  for (const Tensor& p : parameters) v.grads.push_back(p.grad());
  return v;
}

// Parameters and their gradients as they were, whatever happens between.
class Kept {
 public:
  explicit Kept(const std::vector<Tensor>& parameters) : parameters_(parameters) {
    const NoGrad no_grad;
    for (const Tensor& p : parameters_) {
      values_.push_back(clone(p.detach()));
      grads_.push_back(p.grad());
    }
  }
  ~Kept() {
    restore();
    for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].set_grad(grads_[i]);
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  void restore() const {
    const NoGrad no_grad;
    for (std::size_t i = 0; i < parameters_.size(); ++i)
      copy_into(parameters_[i].data_alias(), values_[i]);
  }
  // Somewhere else, exactly representable or not.
  void move() const {
    const NoGrad no_grad;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const Tensor moved = add(mul(values_[i], 1.0625), 0.015625);
      copy_into(parameters_[i].data_alias(), moved);
    }
  }

 private:
  const std::vector<Tensor>& parameters_;
  std::vector<Tensor> values_, grads_;
};

}  // namespace

struct Replay::Program {
  std::deque<RecordedCall> calls;
  // What a run does once, as it is the same in every step; what a step does; and what the last
  // does, whose loss is asked for.
  std::vector<Instruction> once, step, with_loss;
  std::vector<Tensor> parameters, grads;
  Tensor loss;
  Storages made;  // by the step
  std::string refused;

  void add_call(const Call& c) {
    if (c.op.view) return;  // it goes on looking at its base
    check(c);
    Tensors inputs = c.inputs;
    if (c.converts) convert(c, inputs);
    for (const Tensor& t : c.outputs) made.insert(storage_of(t));
    calls.emplace_back(c);
    calls.back().call.inputs = std::move(inputs);
  }

  // Inputs that took part in another dtype than they have: their copies are heard of, and recorded.
  static void convert(const Call& c, Tensors& inputs) {
    const NoGrad no_grad;
    for (Tensor& t : inputs) {
      if (!t.defined() || t.dtype() == c.compute) continue;
      const bool exact = c.op.info->exact_numbers && is_half(c.compute) && t.is_weak();
      if (!exact) t = t.to(c.compute);
    }
  }

  void check(const Call& c) const {
    const char* name = c.op.info->name;
    if (!c.op.kernel) refuse(name, "it has no kernel");
    if (c.op.id == op_id<ops::BatchNorm>() && c.inputs.size() > 3 && c.inputs[3].defined())
      refuse(name, "it writes running statistics");
    // Their sizes, or what they may read, depend on values.
    const bool by_values = c.op.id == op_id<ops::Index>() || c.op.id == op_id<ops::IndexPut>() ||
                           c.op.id == op_id<ops::Embedding>() || c.op.id == op_id<ops::OneHot>();
    if (c.op.id == op_id<ops::Nonzero>()) refuse(name, "its size depends on values");
    for (const Tensor& t : c.inputs) {
      if (by_values && t.defined() && !t.is_floating() && made.count(storage_of(t)))
        refuse(name, "its indices depend on values");
    }
    if (c.inplace) {
      if (!made.count(storage_of(c.outputs[0])))
        refuse(name, "it writes into a tensor from before the step");
      if (c.converts && c.compute != c.outputs[0].dtype()) refuse(name, "it mixes dtypes in place");
    }
  }

  static void on_call(const Call& c, void* self) {
    auto& program = *static_cast<Program*>(self);
    if (!program.refused.empty()) return;
    try {
      program.add_call(c);
    } catch (const Error& e) {  // said when the step has ended: nothing is left half done
      program.refused = e.what();
    }
  }

  Values record(const std::function<Tensor()>& f) {
    if (has_listener()) fail("a step cannot be recorded while something else listens to operators");
    struct Listening {
      explicit Listening(Program* p) { listener = {.on_call = &Program::on_call, .context = p}; }
      ~Listening() { listener = {}; }
    };
    Values v;
    {
      const Listening listening(this);
      v = evaluate(parameters, f);
    }
    if (!refused.empty()) fail(refused);
    loss = v.loss.detach();
    grads = v.grads;
    return v;
  }

  // A gradient that is a copy of what the step made otherwise is that itself: only reference counts
  // made the copy necessary.
  void take_without_copy() {
    for (Tensor& g : grads) {
      const auto copy = std::find_if(calls.begin(), calls.end(), [&](const RecordedCall& c) {
        return c.call.op.id == op_id<ops::Clone>() && g.defined() && c.call.outputs[0].is(g);
      });
      if (copy == calls.end()) continue;
      const Tensor from = copy->call.inputs[0];
      const auto* memory = storage_of(from);
      const bool used = std::any_of(grads.begin(), grads.end(), [&](const Tensor& other) {
        return other.defined() && storage_of(other) == memory;
      });
      const bool written = std::any_of(calls.begin(), calls.end(), [&](const RecordedCall& c) {
        return c.call.inplace && (storage_of(c.call.outputs[0]) == memory ||
                                  storage_of(c.call.outputs[0]) == storage_of(g));
      });
      if (used || written || !made.count(memory) || !from.is_contiguous() ||
          memory->bytes() != storage_of(g)->bytes())
        continue;
      g = from;
    }
  }

  // Of the calls, in order, those that lead to what is in `live`; the rest was preparation of other
  // kernels.
  std::vector<RecordedCall*> leading_to(Storages live) {
    std::vector<RecordedCall*> found;
    for (auto c = calls.rbegin(); c != calls.rend(); ++c) {
      if (!touches(c->call.outputs, live)) continue;
      for (const Tensor& t : c->call.inputs)
        if (t.defined()) live.insert(storage_of(t));
      found.push_back(&*c);
    }
    std::reverse(found.begin(), found.end());
    return found;
  }

  // Those that give something else in every step: they depend on a parameter, or share memory that
  // is written to in place.
  std::set<const RecordedCall*> varying() const {
    std::set<const RecordedCall*> found;
    Storages changing;
    for (const Tensor& p : parameters) changing.insert(storage_of(p));
    for (const RecordedCall& c : calls)
      if (c.call.inplace) changing.insert(storage_of(c.call.outputs[0]));
    for (const RecordedCall& c : calls) {
      if (!touches(c.call.inputs, changing) && !touches(c.call.outputs, changing)) continue;
      for (const Tensor& t : c.call.outputs) changing.insert(storage_of(t));
      found.insert(&c);
    }
    return found;
  }

  void compile() {
    take_without_copy();
    Storages gradients;
    for (const Tensor& g : grads)
      if (g.defined()) gradients.insert(storage_of(g));
    Storages all = gradients;
    all.insert(storage_of(loss));
    const auto changing = varying();
    const auto varies = [&](const RecordedCall* c) { return changing.count(c) > 0; };
    for (RecordedCall* c : leading_to(all))
      (varies(c) ? with_loss : once).push_back(instruction_of(*c));
    for (RecordedCall* c : leading_to(gradients))
      if (varies(c)) step.push_back(instruction_of(*c));
  }

  static void run(const std::vector<Instruction>& instructions) {
    for (const Instruction& i : instructions) i();
  }

  // Elsewhere, the program must give what an evaluation gives.
  void verify(const std::function<Tensor()>& f, const Kept& kept) const {
    kept.move();
    const Values wanted = evaluate(parameters, f);
    const NoGrad no_grad;
    const auto same_gradients = [&] {
      for (std::size_t i = 0; i < grads.size(); ++i)
        if (!same_bits(grads[i], wanted.grads[i])) return false;
      return true;
    };
    run(once);
    run(step);
    bool same = same_gradients();
    run(with_loss);
    same = same && same_gradients() && same_bits(loss, wanted.loss);
    if (!same) {
      fail(
          "this step cannot be replayed: evaluated again it did something else (random numbers, "
          "choices that depend on values, numbers taken out with item())");
    }
  }
};

Replay::Replay(OptimizerBase& optimizer, const std::function<Tensor()>& loss)
    : program_(std::make_unique<Program>()), updates_(optimizer) {
  if (!optimizer.rule().step)
    fail(optimizer.rule().info->name, " evaluates the loss several times a step: no replay");
  program_->parameters = parameters_of(optimizer);
  const Kept kept(program_->parameters);
  program_->record(loss);
  program_->compile();
  program_->verify(loss, kept);
}

Replay::~Replay() = default;

void Replay::run(int64_t steps) {
  const NoGrad no_grad;
  for (std::size_t i = 0; i < program_->parameters.size(); ++i)
    program_->parameters[i].set_grad(program_->grads[i]);
  updates_.begin();
  if (steps > 0) Program::run(program_->once);
  const std::vector<Instruction>& step = program_->step;
  for (int64_t s = 1; s < steps; ++s) {
    Program::run(step);
    updates_.step();
  }
  if (steps > 0) {
    Program::run(program_->with_loss);
    updates_.step();
  }
  updates_.end();
}

double Replay::loss() const { return program_->loss.item(); }
int Replay::size() const { return static_cast<int>(program_->step.size()); }

}  // namespace downhill
