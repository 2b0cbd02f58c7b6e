#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>
#include <downhill/replay/program.h>

#include <algorithm>
#include <cstring>

namespace downhill {
namespace {

const Storage* storage_of(const Tensor& t) { return t.impl()->storage.get(); }

bool touches(const Tensors& tensors, const std::set<const Storage*>& storages) {
  return std::any_of(tensors.begin(), tensors.end(), [&](const Tensor& t) {
    return t.defined() && storages.count(storage_of(t)) > 0;
  });
}

// The tensors that a call writes into, besides making others.
Tensors written_by(const Call& c) {
  Tensors all;
  if (c.inplace) all.push_back(c.inputs[0]);
  for (int i = 0; i < c.inputs.size(); ++i)
    if ((c.op.info->writes >> i & 1) && c.inputs[i].defined()) all.push_back(c.inputs[i]);
  return all;
}

bool same_bits(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  if (!(a.sizes() == b.sizes()) || a.dtype() != b.dtype()) return false;
  const Tensor x = a.detach().contiguous(), y = b.detach().contiguous();
  const auto bytes = static_cast<std::size_t>(x.numel() * item_size(x.dtype()));
  return std::memcmp(x.raw(), y.raw(), bytes) == 0;
}

}  // namespace

std::vector<Tensor> parameters_of(const OptimizerBase& optimizer) {
  std::vector<Tensor> all;
  for (const auto& group : optimizer.groups())
    for (const auto& p : group.params) all.push_back(p.tensor);
  return all;
}

Program::Program(const OptimizerBase& optimizer, const Loss& f, Kept& kept)
    : parameters(parameters_of(optimizer)), optimizer_(optimizer), kept_(&kept) {
  record(f);
  if (reason_.empty()) compile();
  if (reason_.empty()) verify(f);
  kept_ = nullptr;
}

// ---- recording ----------------------------------------------------------------------------------

Program::Values Program::evaluate(const Loss& f) const {
  const GradModeGuard recorded(true);
  for (const Tensor& p : parameters) p.set_grad({});
  Values v{f(), {}};
  v.loss.backward();
  for (const Tensor& p : parameters) v.grads.push_back(p.grad());
  return v;
}

void Program::record(const Loss& f) {
  if (has_listener()) return refuse("something else listens to operators");
  struct Listening {
    explicit Listening(Program* p) {
      listener = {.on_call = &on_call, .context = p, .before_call = &before_call};
      read_listener = {.on_read = &on_read, .context = p};
    }
    ~Listening() {
      listener = {};
      read_listener = {};
    }
  } const listening(this);
  Values v = evaluate(f);
  loss = v.loss.detach();
  grads = std::move(v.grads);
}

void Program::before_call(const Call& c, void* self) {
  auto& program = *static_cast<Program*>(self);
  if (++program.depth_ > 1) return;
  for (const Tensor& t : written_by(c)) program.write(t);
}
void Program::on_call(const Call& c, void* self) {
  auto& program = *static_cast<Program*>(self);
  --program.depth_;
  // An operator within a kernel is part of it, but may tell what becomes of that one's sizes.
  if (program.depth_ == 0 || c.op.info->sizes_by_values) program.add(c);
}
void Program::on_read(void* self) {
  auto& program = *static_cast<Program*>(self);
  if (program.depth_ == 0 && !program.inferring_) program.refuse("it takes numbers out of tensors");
}

void Program::write(const Tensor& t) {
  if (made_.count(storage_of(t))) return;
  kept_->keep(t);
  const bool known = std::any_of(written.begin(), written.end(),
                                 [&](const Tensor& other) { return other.same_storage(t); });
  if (!known) written.push_back(t);
}

void Program::add(const Call& c) {
  if (c.op.view) return;  // it goes on looking at its base
  // The inputs as the kernel gets them: some are converted where shapes are inferred, others by the
  // funnel. The copies are heard of, and recorded.
  Call as_run(c.op, Tensors(c.inputs), c.attributes);
  as_run.inplace = c.inplace;
  {
    const NoGrad no_grad;
    inferring_ = true;
    c.op.infer(as_run);
    inferring_ = false;
    if (c.converts) {
      for (Tensor& t : as_run.inputs)
        if (c.converted(t)) t = t.to(c.compute);
    }
  }
  if (c.inplace && !c.writes_directly()) return add_written(c, std::move(as_run.inputs));
  if (!c.inplace)
    for (const Tensor& t : c.outputs) made_.insert(storage_of(t));
  calls_.emplace_back(c);
  calls_.back().call.inputs = std::move(as_run.inputs);
}

// In place by way of a tensor of another dtype.
void Program::add_written(const Call& c, Tensors&& inputs) {
  const Tensor& to = c.outputs[0];
  const Tensor from = Tensor::empty_with(c.out[0].layout, c.out[0].dtype);
  made_.insert(storage_of(from));
  Call compute(c.op, std::move(inputs), c.attributes);
  compute.compute = c.compute;
  compute.outputs.push_back(from);
  calls_.emplace_back(compute);
  const Nothing nothing;
  Call copy(op_of<ops::CopyFrom>(), Tensors{to, from}, &nothing);
  copy.inplace = true;
  copy.outputs.push_back(to);
  calls_.emplace_back(copy);
}

// ---- compiling ----------------------------------------------------------------------------------

// A gradient that is a copy of what the step made otherwise is that itself: only reference counts
// made the copy necessary.
void Program::take_without_copy() {
  for (Tensor& g : grads) {
    const auto copy = std::find_if(calls_.begin(), calls_.end(), [&](const RecordedCall& c) {
      return c.call.op.id == op_id<ops::Clone>() && g.defined() && c.call.outputs[0].is(g);
    });
    if (copy == calls_.end()) continue;
    const Tensor from = copy->call.inputs[0];
    const auto* memory = storage_of(from);
    const bool used = std::any_of(grads.begin(), grads.end(), [&](const Tensor& other) {
      return other.defined() && storage_of(other) == memory;
    });
    const Storages both{memory, storage_of(g)};
    const bool changed = std::any_of(calls_.begin(), calls_.end(), [&](const RecordedCall& c) {
      return touches(written_by(c.call), both);
    });
    if (used || changed || !made_.count(memory) || !from.is_contiguous() ||
        memory->bytes() != storage_of(g)->bytes())
      continue;
    g = from;
  }
}

// Of the calls, in order, those that lead to what is in `live`, and those that do more than to make
// tensors; the rest was preparation of other kernels.
std::vector<RecordedCall*> Program::leading_to(Storages live) {
  for (const Tensor& t : written) live.insert(storage_of(t));
  std::vector<RecordedCall*> found;
  for (auto c = calls_.rbegin(); c != calls_.rend(); ++c) {
    const Call& call = c->call;
    if (!call.op.info->draws && !touches(call.outputs, live) && !touches(written_by(call), live))
      continue;
    for (const Tensor& t : call.inputs)
      if (t.defined()) live.insert(storage_of(t));
    found.push_back(&*c);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

// Those that give something else in every step: they are random, depend on a parameter or on the
// optimizer's state, or share memory that is written to.
std::set<const RecordedCall*> Program::varying() const {
  Storages changing;
  for (const auto& group : optimizer_.groups()) {
    for (const auto& p : group.params) {
      changing.insert(storage_of(p.tensor));
      for (const Tensor& t : p.state)
        if (t.defined()) changing.insert(storage_of(t));
    }
  }
  for (const RecordedCall& c : calls_)
    for (const Tensor& t : written_by(c.call)) changing.insert(storage_of(t));
  std::set<const RecordedCall*> found;
  for (const RecordedCall& c : calls_) {
    if (!c.call.op.info->draws && !touches(c.call.inputs, changing) &&
        !touches(c.call.outputs, changing))
      continue;
    for (const Tensor& t : c.call.outputs) changing.insert(storage_of(t));
    found.insert(&c);
  }
  return found;
}

void Program::compile() {
  take_without_copy();
  const auto changing = varying();
  const auto varies = [&](const RecordedCall* c) { return changing.count(c) > 0; };
  for (const RecordedCall& c : calls_) {
    if (c.call.op.info->sizes_by_values && varies(&c))
      refuse(std::string("sizes depend on values in '") + c.call.op.info->name + "'");
  }
  Storages gradients;
  for (const Tensor& g : grads)
    if (g.defined()) gradients.insert(storage_of(g));
  Storages all = gradients;
  all.insert(storage_of(loss));
  for (RecordedCall* c : leading_to(all))
    (varies(c) ? with_loss : once).push_back(instruction_of(*c));
  for (RecordedCall* c : leading_to(gradients))
    if (varies(c)) step.push_back(instruction_of(*c));
}

// Elsewhere it must do what an evaluation does.
void Program::verify(const Loss& f) {
  try {
    if (!agrees(f)) refuse("evaluated again it did something else");
  } catch (const Error& e) {
    refuse(std::string("elsewhere it fails: ") + e.what());
  }
}
bool Program::agrees(const Loss& f) {
  const NoGrad no_grad;
  Generator& generator = default_generator();
  const Generator::State seed = generator.state();
  kept_->move();
  const Values wanted = evaluate(f);
  const Generator::State drawn = generator.state();
  const std::vector<std::string> contents = kept_->contents();
  const auto same = [&](const std::vector<Instruction>& instructions) {
    kept_->move();
    generator.set_state(seed);
    for (const Instruction& i : instructions) i();
    for (std::size_t i = 0; i < grads.size(); ++i)
      if (!same_bits(grads[i], wanted.grads[i])) return false;
    return generator.state() == drawn && kept_->contents() == contents;
  };
  for (const Instruction& i : once) i();
  return same(step) && same(with_loss) && same_bits(loss, wanted.loss);
}

}  // namespace downhill
