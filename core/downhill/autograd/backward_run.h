// One run of a graph backwards, from its roots to the leaves: which node is next, and what is on
// its way to whom. Most graphs are chains and trees: nothing is counted before a node that several
// edges lead to.
#pragma once
#include <downhill/autograd/accumulate.h>
#include <downhill/autograd/anomaly.h>
#include <downhill/autograd/engine.h>
#include <downhill/autograd/fit.h>
#include <downhill/autograd/roots.h>
#include <downhill/math/inline.h>
#include <downhill/ops/list.h>

#include <algorithm>

namespace downhill {

struct BackwardRun : pool::Pooled<BackwardRun> {
  using Status = BackwardTask::Status;
  using Nodes = SmallVector<Node*, 16>;  // the roots keep them

  // What few runs need: those with inputs, those that ask, and those within others.
  struct Seldom {
    SmallVector<std::pair<Edge, int>, 2> inputs;  // which result is whose gradient
    Tensors results;
    // What is asked for: a function of the node that the run stands at, or the next of its hooks.
    Tensors arguments;
    int function = -1;
    int hooked = kNone;  // the output whose gradient a hook was asked about, or one of these
    static constexpr int kNone = -1, kLeaf = -2;  // kLeaf: a leaf whose gradient has grown
    std::size_t hook = 0, after = 0;              // how many of the node's hooks have run
    // Runs nest (a hook may run another backward): what those around this one keep at its nodes.
    std::vector<std::pair<Ref<Node>, Visit>> interrupted;
  };

  BackwardRun() = default;
  BackwardRun(const BackwardRun&) = delete;
  BackwardRun& operator=(const BackwardRun&) = delete;

  DOWNHILL_INLINE void begin(BackwardOptions given, bool for_inputs, bool one_root) {
    options = given;
    with_inputs = for_inputs;
    mode_before = GradMode::enabled();
    done = false;
    counted = with_inputs || !one_root;
    ends_wait = with_inputs;
    note = {++runs, 0};
  }
  // Leaves all as it was when this was made.
  DOWNHILL_INLINE void end() {
    if (!done || with_inputs || rest) [[unlikely]]
      end_seldom();
    AccumulateGrad::note = nullptr;
    GradMode::set_enabled(mode_before);
    first_root.reset();
    if (counted) [[unlikely]]
      end_counted();
  }
  DOWNHILL_SELDOM void end_counted();
  DOWNHILL_SELDOM void end_seldom();

  BackwardOptions options;
  bool with_inputs, mode_before, done;
  bool counted;    // nodes wait for all their gradients; else each needs but one
  bool ends_wait;  // for their turn: somebody watches one of them
  RootNote note;
  Ref<Node> first_root;
  SmallVector<Ref<Node>, 2> more_roots;
  Nodes visited;  // of a counted run
  // The node that is ready, or a heap of those that are, latest sequence first: a chain needs none.
  Node* only = nullptr;
  Nodes ready;
  Node* current = nullptr;  // where a run that asks stands
  Tensors made;             // by a node, on their way to the next
  std::unique_ptr<Seldom> rest;

  Seldom& seldom() {
    if (!rest) rest = std::make_unique<Seldom>();
    return *rest;
  }

  DOWNHILL_NOINLINE static void put(Tensors& buffer, int at, int size, Tensor& g);
  // Gives it the form that the output has which the edge leads to.
  DOWNHILL_INLINE static void fit(Tensor& g, const Edge& along, const Node* by) {
    const Meta& meta = along.node->outputs[static_cast<int>(along.output_nr)];
    if (!(g.impl()->layout == meta.layout) || g.dtype() != meta.dtype) [[unlikely]]
      refit(g, along, by);
  }
  // Adds a gradient, which is taken, to what has come along the edge so far.
  DOWNHILL_INLINE static void flow(Tensor& g, const Edge& along, const Node* by) {
    fit(g, along, by);
    Node& to = *along.node;
    Tensors& buffer = to.visit.buffer;
    if (buffer.empty() && to.outputs.size() == 1) [[likely]]
      buffer.emplace_back(std::move(g));
    else
      put(buffer, static_cast<int>(along.output_nr), to.outputs.size(), g);
  }
  static void retain(const Tensor& t, const Tensor& g);

  DOWNHILL_SELDOM void leave_nodes();

  DOWNHILL_SELDOM void interrupt(Node* node);
  DOWNHILL_INLINE void enter(Node* node) {
    Visit& v = node->visit;
    if (v.run != 0 && v.run != note.run) [[unlikely]]
      interrupt(node);
    v.run = note.run;
  }
  // In a counted run.
  Visit& visit(Node* node) {
    Visit& v = node->visit;
    if (v.run == note.run) return v;
    enter(node);
    v.waiting = 0;
    v.needed = !with_inputs;
    v.captured = false;
    visited.push_back(node);
    return v;
  }

  void push_ready(Node* node) {
    if (!only && ready.empty()) [[likely]]
      only = node;
    else
      push_beside(node);
  }
  DOWNHILL_NOINLINE void push_beside(Node* node);
  Node* pop_ready() {  // null if there is none
    if (rest) [[unlikely]]
      rest->hook = rest->after = 0;
    if (only) [[likely]]
      return std::exchange(only, nullptr);
    return ready.empty() ? nullptr : pop_latest();
  }
  DOWNHILL_NOINLINE Node* pop_latest();

  // How many gradients each node waits for that the nodes in `visited` lead to.
  void count() {
    counted = true;
    for (int i = 0; i < visited.size(); ++i) {  // grows while it runs
      for (const Edge& e : visited[i]->next) count(e);
    }
  }
  void count(const Edge& e) {
    Node* const next = e.node.get();
    if (!next) return;
    if (next->owned) {
      ends_wait = ends_wait || next->watchers;
      if (next->refs == 1 && !ends_wait) return;  // only this edge leads to it
    }
    ++visit(next).waiting;
  }
  // The same from within a run: from the nodes that are ready, and from these edges on.
  void count_from(const Edge* edge, const Edge* end);

  // A node is needed if it is an input's or leads to one; they are in order of discovery, so go
  // through them by sequence: inputs' nodes first.
  DOWNHILL_NOINLINE void mark_needed();

  DOWNHILL_NOINLINE Status run() { return run_here(); }
  DOWNHILL_INLINE Status run_here() {
    GradMode::set_enabled(options.create_graph);
    AccumulateGrad::note = &note;
    for (; current || (current = pop_ready()); current = nullptr) {
      if (step(*current) == Status::asks) [[unlikely]]
        return Status::asks;
    }
    done = true;
    GradMode::set_enabled(mode_before);
    if (with_inputs && !options.allow_unused) [[unlikely]]
      check_used();
    return Status::done;
  }

  DOWNHILL_INLINE Status step(Node& node) {
    Tensors& grads = node.visit.buffer;
    const bool any = !grads.empty();
    if (any && node.watchers && show(*node.watchers, grads) == Status::asks) [[unlikely]]
      return Status::asks;
    if (with_inputs) [[unlikely]] {
      if (node.visit.captured) capture(node, grads);
      if (!node.visit.needed) return Status::done;
    }
    if (any) [[likely]] {
      if (node.function >= 0) [[unlikely]]
        return ask(node.function, std::move(grads), Seldom::kNone);
      node.apply(node, grads, made);
      grads.clear();
      if (!options.retain_graph) node.release_saved();
    }
    if (node.watchers && show_leaf(node, any) == Status::asks) [[unlikely]]
      return Status::asks;
    pass_on(node, made);
    return Status::done;
  }

  DOWNHILL_SELDOM Status ask(int function, Tensors&& arguments, int hooked);

  DOWNHILL_SELDOM Status show(const Watchers& to, const Tensors& grads);

  // Those who wait for a leaf's gradient to have grown, one after another.
  DOWNHILL_SELDOM Status show_leaf(const Node& end, bool grown);

  DOWNHILL_NOINLINE void capture(const Node& node, const Tensors& grads);

  DOWNHILL_INLINE void pass_on(Node& node, Tensors& out) {
    if (NanCheck::enabled()) [[unlikely]]
      check_nan(node, out);
    if (out.size() != node.next.size()) [[unlikely]]
      out.resize(node.next.size());  // a function outside the core gave fewer
    node.visit.run = 0;
    const Edge* const end = node.next.end();
    const Edge* const from = counted ? node.next.begin() : pass_on_alone(node, out, end);
    if (from != end) [[unlikely]]
      pass_on_counted(node, out, from);
    out.clear();
  }
  // Along edges that nothing else leads to where they do: nothing to wait for. Gives the first edge
  // that is none of them.
  DOWNHILL_INLINE const Edge* pass_on_alone(Node& node, Tensors& out, const Edge* end) {
    Tensor* g = out.begin();
    for (const Edge* e = node.next.begin(); e != end; ++e, ++g) {
      Node* const next = e->node.get();
      if (!next) continue;
      if (next->refs != 1) [[unlikely]]
        return e;
      if (next->owned) {
        if (g->defined()) finish(*g, *e, node);
        continue;
      }
      enter(next);
      push_ready(next);
      if (g->defined()) [[likely]]
        flow(*g, *e, &node);
    }
    return end;
  }
  DOWNHILL_NOINLINE void pass_on_counted(Node& node, Tensors& out, const Edge* from);

  // At an end of the graph that only one edge leads to: nothing else comes.
  DOWNHILL_INLINE void finish(Tensor& g, const Edge& along, const Node& by) {
    fit(g, along, &by);
    Node& end = *along.node;
    if (end.watchers) [[unlikely]]
      ends_wait = true;
    if (ends_wait) [[unlikely]]
      return wait(g, along, by);
    accumulator(end).accumulate(g);
    g = {};
  }
  DOWNHILL_NOINLINE void wait(Tensor& g, const Edge& along, const Node& by) {
    Node* const end = along.node.get();
    enter(end);
    push_ready(end);
    flow(g, along, &by);
  }
  static AccumulateGrad& accumulator(Node& end) { return static_cast<AccumulateGrad&>(end); }

  DOWNHILL_SELDOM void check_used();

  Status answer(const Tensors& given);

  void add_inputs(std::span<const Tensor> inputs);
  // `gradient`: undefined for the gradient 1 of one number.
  DOWNHILL_INLINE void add_root(const Tensor& root, const Tensor& gradient, std::size_t index) {
    const Edge e = gradient_edge(root);
    if (!e) [[unlikely]]
      fail("element ", index, " of tensors does not require grad and does not have a grad_fn");
    const bool given = gradient.defined();
    if (given) [[unlikely]]
      check_gradient_of_root(root, gradient, index);
    Tensor g = given ? gradient : one_like(root);
    if (!with_inputs) note.value += given ? value_of_root(root, g) : value_of_number(root);
    if (!first_root)
      first_root = e.node;
    else
      more_roots.emplace_back(e.node);
    if (counted)
      visit(e.node.get());
    else
      enter(e.node.get());
    flow(g, e, nullptr);
  }
  DOWNHILL_INLINE void start(std::span<const Tensor> of) {
    tell_backward(of);
    if (!counted) [[likely]] {
      only = first_root.get();
      return;
    }
    const int first = visited.size();
    count();
    if (with_inputs) mark_needed();
    for (int i = 0; i < first; ++i) {  // what is found later waits for gradients
      if (visited[i]->visit.waiting == 0) push_ready(visited[i]);
    }
  }
  void start(const Tensors& of, const Tensors& gradients, const Tensors& inputs) {
    for (int i = 0; i < of.size(); ++i)
      add_root(of[i], i < gradients.size() ? gradients[i] : kUndefined,
               static_cast<std::size_t>(i));
    add_inputs(inputs);
    start(of);
  }
  static void check_ended(Status s) {
    if (s == Status::asks) [[unlikely]]
      fail("this graph needs a function outside the core");
  }

 private:
  static inline uint64_t runs = 0;
};

}  // namespace downhill
