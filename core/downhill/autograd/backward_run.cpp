// What few backward runs need: hooks, functions outside the core, inputs, joins, and what an error
// leaves.
#include <downhill/autograd/backward_run.h>

namespace downhill {

void BackwardRun::end_counted() {
  more_roots.reset();
  visited.reset();
}

void BackwardRun::end_seldom() {
  leave_nodes();
  if (rest) {
    for (auto& [node, visit] : rest->interrupted) node->visit = std::move(visit);
  }
  rest.reset();
  only = current = nullptr;
  ready.reset();
  made.reset();
}

void BackwardRun::put(Tensors& buffer, int at, int size, Tensor& g) {
  if (buffer.empty()) buffer.resize(size);
  Tensor& slot = buffer[at];
  slot = slot.defined() ? add(slot, g) : std::move(g);
}

void BackwardRun::retain(const Tensor& t, const Tensor& g) {
  const Tensor before = t.grad();
  meta(t).grad = before.defined() ? add(before, g) : g;
}

void BackwardRun::leave_nodes() {
  const auto leave = [this](Node* node) {
    if (!node || node->visit.run != note.run) return;
    node->visit.run = 0;
    node->visit.buffer.clear();
  };
  leave(first_root.get());
  for (const Ref<Node>& one : more_roots) leave(one.get());
  std::for_each(visited.begin(), visited.end(), leave);
  std::for_each(ready.begin(), ready.end(), leave);
  leave(only);
  leave(current);
}

void BackwardRun::interrupt(Node* node) {
  seldom().interrupted.emplace_back(Ref<Node>(node), std::exchange(node->visit, Visit()));
}

namespace {
bool later(const Node* a, const Node* b) { return a->sequence < b->sequence; }
}  // namespace

void BackwardRun::push_beside(Node* node) {
  if (only) ready.push_back(std::exchange(only, nullptr));
  ready.push_back(node);
  std::push_heap(ready.begin(), ready.end(), later);
}

Node* BackwardRun::pop_latest() {
  std::pop_heap(ready.begin(), ready.end(), later);
  Node* const node = ready.back();
  ready.pop_back();
  return node;
}

void BackwardRun::count_from(const Edge* edge, const Edge* end) {
  visited = ready;
  if (only) visited.push_back(only);
  for (; edge != end; ++edge) count(*edge);
  count();
}

void BackwardRun::pass_on_counted(Node& node, Tensors& out, const Edge* from) {
  if (!counted) count_from(from, node.next.end());
  Tensor* g = &out[static_cast<int>(from - node.next.begin())];
  for (const Edge* e = from; e != node.next.end(); ++e, ++g) {
    Node* const next = e->node.get();
    if (!next) continue;
    Visit& v = next->visit;
    if (v.run != note.run) {
      if (g->defined()) finish(*g, *e, node);
      continue;
    }
    if (g->defined() && (v.needed || v.captured)) flow(*g, *e, &node);
    if (--v.waiting > 0) continue;
    if (!next->owned || ends_wait || next->watchers) {
      push_ready(next);
      continue;
    }
    // The ends of the graph are always next; those that nobody watches need no turn of their own.
    if (!v.buffer.empty()) accumulator(*next).accumulate(v.buffer[0]);
    v.buffer.clear();
    v.run = 0;
  }
}

void BackwardRun::mark_needed() {
  for (auto& [edge, index] : seldom().inputs) {
    Visit& v = edge.node->visit;
    if (v.run == note.run) v.captured = true;
  }
  Nodes order(visited);
  // AccumulateGrad nodes are made late but are ends of the graph: they come first.
  auto key = [](const Node* n) { return n->next.empty() ? 0 : n->sequence + 1; };
  std::sort(order.begin(), order.end(), [&](auto* a, auto* b) { return key(a) < key(b); });
  for (Node* node : order) {
    for (const Edge& e : node->next) {
      if (e && (e.node->visit.needed || e.node->visit.captured)) node->visit.needed = true;
    }
  }
}

BackwardRun::Status BackwardRun::ask(int function, Tensors&& arguments, int hooked) {
  Seldom& s = seldom();
  s.function = function;
  s.arguments = std::move(arguments);
  s.hooked = hooked;
  return Status::asks;
}

BackwardRun::Status BackwardRun::show(const Watchers& to, const Tensors& grads) {
  for (std::size_t& hook = seldom().hook; hook < to.hooks.size(); ++hook) {
    const auto [output, function] = to.hooks[hook];
    const Tensor& g = grads[static_cast<int>(output)];
    if (g.defined()) return ask(function, {g}, static_cast<int>(output));
  }
  for (const auto& [output, impl] : to.retained) {
    const Tensor& g = grads[static_cast<int>(output)];
    if (g.defined()) retain(Tensor(impl), g);
  }
  return Status::done;
}

BackwardRun::Status BackwardRun::show_leaf(const Node& end, bool grown) {
  Seldom& s = seldom();
  if (!grown && s.hooked != Seldom::kLeaf) return Status::done;
  const std::vector<int>& hooks = end.watchers->after;
  if (s.after < hooks.size()) return ask(hooks[s.after], {end.variable()}, Seldom::kLeaf);
  s.hooked = Seldom::kNone;
  return Status::done;
}

void BackwardRun::capture(const Node& node, const Tensors& grads) {
  for (const auto& [edge, index] : seldom().inputs) {
    const auto output = static_cast<int>(edge.output_nr);
    if (edge.node.get() == &node && output < grads.size()) rest->results[index] = grads[output];
  }
}

void BackwardRun::check_used() {
  for (int i = 0; i < seldom().results.size(); ++i) {
    if (!rest->results[i].defined()) {
      fail("The differentiated Tensor at index ", i,
           " appears to not have been used in the graph. "
           "Set allow_unused=True if this is the desired behavior.");
    }
  }
}

BackwardRun::Status BackwardRun::answer(const Tensors& given) {
  Node& node = *current;
  if (rest->hooked == Seldom::kLeaf) {
    const std::vector<int>& hooks = node.watchers->after;  // one may have removed itself
    if (rest->after < hooks.size() && hooks[rest->after] == rest->function) ++rest->after;
  } else if (rest->hooked >= 0) {  // the hook's answer replaces the gradient, unless it gave none
    if (given.size() > 0 && given[0].defined()) node.visit.buffer[rest->hooked] = given[0];
    const auto& hooks = node.watchers->hooks;  // one may have removed itself
    if (rest->hook < hooks.size() && hooks[rest->hook].second == rest->function) ++rest->hook;
  } else {
    rest->arguments.clear();
    if (!options.retain_graph) node.release_saved();
    made = given;
    pass_on(node, made);
    current = nullptr;
  }
  return run();
}

void BackwardRun::add_inputs(std::span<const Tensor> inputs) {
  for (const Tensor& input : inputs) {
    Edge e = gradient_edge(input);
    if (!e) fail("One of the differentiated Tensors does not require grad");
    seldom().inputs.emplace_back(std::move(e), seldom().inputs.size());
  }
  if (with_inputs) seldom().results.resize(static_cast<int>(inputs.size()));
}

}  // namespace downhill
