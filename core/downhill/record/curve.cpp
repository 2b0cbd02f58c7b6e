#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>
#include <downhill/record/curve.h>

#include <cmath>
#include <unordered_map>

namespace downhill::record {

Curve::~Curve() { listen(false); }

void Curve::listen(bool on) {
  if (on == listening_) return;
  // One listener at a time: where another curve listens, this one stays unknown.
  if (on && has_listener()) return give_up();
  listener = on ? Listener{&on_call, &on_backward, this} : Listener();
  listening_ = on;
}

void Curve::stop() {
  listen(false);
  ended_ = true;
  if (state_ != State::known) give_up();
}

void Curve::give_up() {
  state_ = State::none;
  tape_.clear();
  root_ = Tensor();
  parameter_ = Tensor();
  listen(false);
}

void Curve::on_call(const Call& call, void* context) {
  auto& self = *static_cast<Curve*>(context);
  if (self.backwards_ > 0) return;  // what backward itself runs
  if (call.inplace) {
    // The update of the parameter: what follows is the next step. Other writes cannot be run again.
    const bool touches = call.output_is(self.parameter_);
    if (touches)
      self.tape_.clear();
    else
      self.tape_.push_back({nullptr, call.inputs, call.outputs, nullptr});
    return;
  }
  if (self.tape_.size() == kEntries) return self.give_up();
  Entry e{&call.op, call.inputs, call.outputs, nullptr};
  if (call.op.attributes->size) {
    void* copy = pool::allocate(call.op.attributes->size);
    call.op.attributes->make(copy, call.attributes);
    e.attributes = std::shared_ptr<void>(copy, [op = &call.op](void* a) {
      op->destroy_attributes(a);
      pool::release(a, op->attributes->size);
    });
  }
  self.tape_.push_back(std::move(e));
}

void Curve::on_backward(std::span<const Tensor> roots, void* context) {
  auto& self = *static_cast<Curve*>(context);
  if (++self.backwards_ > 1 || roots.size() != 1) return self.give_up();
  self.root_ = roots[0];
}

std::optional<double> Curve::at(const Tensor& x) const {
  NoGrad no_grad;
  std::unordered_map<TensorImpl*, Tensor> moved{{parameter_.impl(), x}};
  for (const Entry& e : tape_) {
    Tensors inputs = e.inputs;
    bool depends = false;
    for (Tensor& t : inputs) {
      if (const auto found = t.defined() ? moved.find(t.impl()) : moved.end();
          found != moved.end()) {
        t = found->second;
        depends = true;
      }
    }
    if (!depends) continue;
    if (!e.op) return {};  // an in-place write on the way
    const Nothing nothing;
    const Tensors out =
        apply(*e.op, std::move(inputs), e.attributes ? e.attributes.get() : &nothing);
    for (int i = 0; i < out.size(); ++i) moved[e.outputs[i].impl()] = out[i];
  }
  const auto found = moved.find(root_.impl());
  if (found == moved.end() || found->second.numel() != 1) return {};
  return found->second.item();
}

void Curve::step(double loss) {
  if (state_ == State::none) return;
  const double here = parameter_.item();
  if (std::isfinite(here)) {
    low_ = state_ == State::waiting ? here : std::min(low_, here);
    high_ = state_ == State::waiting ? here : std::max(high_, here);
  }
  if (state_ == State::waiting) {
    state_ = State::listening;
    return listen(true);
  }
  if (state_ == State::listening) {
    listen(false);
    if (backwards_ != 1) return give_up();
    state_ = State::checking;
  }
  if (state_ == State::checking) {
    std::optional<double> again;
    try {
      again = at(parameter_.detach());
    } catch (const Error&) {
      return give_up();
    }
    if (!again || !(*again == loss)) return give_up();
    if (++checked_ == kChecks) state_ = State::known;
  }
}

std::optional<Curve::Samples> Curve::samples() {
  if (state_ != State::known || !(high_ > low_)) return {};
  const double margin = (high_ - low_) * 0.15;
  const double from = low_ - margin, to = high_ + margin;
  // While a run goes on, until it leaves what is drawn; in the end whatever it has grown by: how
  // often somebody asked does not show then.
  if (ended_ ? from == drawn_low_ && to == drawn_high_
             : drawn_high_ > drawn_low_ && low_ >= drawn_low_ && high_ <= drawn_high_)
    return {};
  drawn_low_ = from;
  drawn_high_ = to;
  Samples s;
  for (int i = 0; i < kPoints; ++i) {
    const double x = drawn_low_ + (drawn_high_ - drawn_low_) * i / (kPoints - 1);
    const auto y = at(Tensor::full(parameter_.sizes(), x, parameter_.dtype()));
    s.x.push_back(x);
    s.y.push_back(y.value_or(NAN));
  }
  return s;
}

}  // namespace downhill::record
