// The table of handles. A slot holds a reference and counts the owners outside.
#include <downhill/random/default_generator.h>

#include "state.h"

namespace downhill::api {
namespace {

struct Slot {
  Tensor tensor;
  Ref<Node> node;
  std::unique_ptr<AnyGenerator> generator;
  int owners = 0;
  int next_free = 0;
};
std::vector<Slot> slots(1);  // 0 is no handle
int first_free = 0, live = 0;

int take_slot() {
  ++live;
  if (first_free) {
    const int h = first_free;
    first_free = slots[static_cast<std::size_t>(h)].next_free;
    return h;
  }
  slots.emplace_back();
  return static_cast<int>(slots.size()) - 1;
}

Slot& slot(int handle) {
  if (handle <= 0 || handle >= static_cast<int>(slots.size()) ||
      slots[static_cast<std::size_t>(handle)].owners == 0) {
    fail("handle ", handle, " is not in use");
  }
  return slots[static_cast<std::size_t>(handle)];
}

}  // namespace

int own(const Tensor& t) {
  if (!t.defined()) return 0;
  int& handle = t.impl()->handle;
  if (!handle) {
    handle = take_slot();
    slots[static_cast<std::size_t>(handle)].tensor = t;
  }
  ++slots[static_cast<std::size_t>(handle)].owners;
  return handle;
}

int own(const Ref<Node>& n) {
  if (!n) return 0;
  if (!n->handle) {
    n->handle = take_slot();
    slots[static_cast<std::size_t>(n->handle)].node = n;
  }
  ++slots[static_cast<std::size_t>(n->handle)].owners;
  return n->handle;
}

int own(std::unique_ptr<AnyGenerator> g) {
  const int handle = take_slot();
  Slot& s = slots[static_cast<std::size_t>(handle)];
  s.generator = std::move(g);
  s.owners = 1;
  return handle;
}

const Tensor& tensor(int handle) {
  const Slot& s = slot(handle);
  if (!s.tensor.defined()) fail("handle ", handle, " is not a tensor");
  return s.tensor;
}

Node& node(int handle) {
  const Slot& s = slot(handle);
  if (!s.node) fail("handle ", handle, " is not a node");
  return *s.node;
}

GeneratorRef generator(int handle) {
  if (handle == 0) return &default_generator();
  const Slot& s = slot(handle);
  if (!s.generator) fail("handle ", handle, " is not a generator");
  return std::visit([](auto& g) -> GeneratorRef { return &g; }, *s.generator);
}

}  // namespace downhill::api

using namespace downhill;
using namespace downhill::api;

extern "C" {

int dh_retain(int handle) {
  return guarded([&] { return ++slot(handle).owners, 1; });
}

int dh_release(int handle) {
  return guarded([&] {
    Slot& s = slot(handle);
    if (--s.owners > 0) return 1;
    // What the slot held dies after the slot is free: its death may release other handles.
    const Tensor t = std::move(s.tensor);
    const Ref<Node> n = std::move(s.node);
    const auto g = std::move(s.generator);
    if (t.defined()) t.impl()->handle = 0;
    if (n) n->handle = 0;
    s.next_free = first_free;
    first_free = handle;
    --live;
    return 1;
  });
}

int dh_live(void) { return live; }
}
