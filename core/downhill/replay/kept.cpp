#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>
#include <downhill/replay/kept.h>

#include <algorithm>
#include <cstring>

namespace downhill {
namespace {

std::string bytes_of(const Ref<Storage>& s) {
  return {static_cast<const char*>(s->data()), static_cast<std::size_t>(s->bytes())};
}

}  // namespace

Kept::Kept(std::vector<Tensor> parameters)
    : parameters_(std::move(parameters)), generator_(default_generator().state()) {
  const NoGrad no_grad;
  for (const Tensor& p : parameters_) {
    grads_.push_back(p.grad());
    moved_.push_back(add(mul(p.detach(), 1.0625), 0.015625));
    keep(p);
  }
}

Kept::~Kept() {
  restore();
  for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].set_grad(grads_[i]);
  default_generator().set_state(generator_);
}

void Kept::keep(const Tensor& t) {
  const Ref<Storage>& storage = t.impl()->storage;
  const bool known = std::any_of(memories_.begin(), memories_.end(),
                                 [&](const Memory& m) { return m.storage == storage; });
  if (!known) memories_.push_back({storage, bytes_of(storage)});
}

void Kept::restore() const {
  for (const Memory& m : memories_)
    std::memcpy(m.storage->data(), m.before.data(), m.before.size());
}

void Kept::move() const {
  restore();
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    copy_into(parameters_[i].data_alias(), moved_[i]);
}

std::vector<std::string> Kept::contents() const {
  std::vector<std::string> all;
  for (const Memory& m : memories_) all.push_back(bytes_of(m.storage));
  return all;
}

}  // namespace downhill
