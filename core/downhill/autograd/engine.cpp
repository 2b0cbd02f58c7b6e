#include <downhill/autograd/accumulate.h>
#include <downhill/autograd/engine.h>
#include <downhill/ops/list.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace downhill {

namespace {

uint64_t run_counter = 0;
bool nan_check = false;

void add_to(Tensors& buffer, uint32_t at, Tensor&& g) {
  while (buffer.size() <= static_cast<int>(at)) buffer.emplace_back();
  Tensor& slot = buffer[static_cast<int>(at)];
  if (slot.defined())
    slot = add(slot, g);
  else
    slot = std::move(g);
}

bool expandable(const Shape& from, const Shape& to) {
  if (from.size() > to.size()) return false;
  for (int i = 1; i <= from.size(); ++i) {
    const int64_t f = from[from.size() - i], t = to[to.size() - i];
    if (f != t && f != 1) return false;
  }
  return true;
}

bool has_nan(const Tensor& g) {
  if (!g.defined() || g.numel() == 0 || !g.is_floating()) return false;
  NoGrad no_grad;
  return std::isnan(max(g.detach()).item());  // a NaN is the largest
}

// A gradient takes the shape and dtype of the tensor it belongs to; broadcasting is undone by a
// sum.
void reduce(Tensor& g, const Meta& to, const Node* by, int index) {
  const Shape& sizes = to.layout->sizes;
  if (!(g.sizes() == sizes)) {
    if (!expandable(sizes, g.sizes())) {
      fail("Function ", by ? by->name() : "root", " returned an invalid gradient at index ", index,
           " - got ", g.sizes(), " but expected shape compatible with ", sizes);
    }
    g = sum_to(g, sizes);
  }
  if (g.dtype() != to.dtype) g = g.to(to.dtype);
}

// Adds a gradient to what has come along the edge so far. `by`: the node whose input's it is.
void flow(const Edge& e, Tensor&& g, const Node* by, int index) {
  const Meta& to = e.node->outputs[static_cast<int>(e.output_nr)];
  if (!(g.impl()->layout == to.layout) || g.dtype() != to.dtype) reduce(g, to, by, index);
  add_to(e.node->visit.buffer, e.output_nr, std::move(g));
}

}  // namespace

struct BackwardTask::Impl : pool::Pooled<Impl> {
  using Nodes = SmallVector<Node*, 8>;  // the roots keep them
  Options options;
  bool with_inputs = false, mode_before = GradMode::enabled();
  RootNote note{++run_counter, 0};
  SmallVector<Ref<Node>, 2> roots;
  Nodes visited, ready;  // ready: a heap, latest sequence first
  Tensors results, asked;
  Tensors made;  // by a node, on their way to the next
  SmallVector<std::pair<Edge, int>, 2> input_edges;
  // Runs nest (a hook may run another backward): what the runs around this one keep at its nodes.
  std::vector<std::pair<Ref<Node>, Visit>> interrupted;
  // Where a run that asks stands: the node, and the hooks already run.
  Node* current = nullptr;
  std::size_t hook = 0;
  bool in_hook = false;
  int ask = -1;

  ~Impl() {
    for (Node* node : visited) {
      if (node->visit.run != note.run) continue;
      node->visit.run = 0;
      node->visit.buffer.clear();
    }
    for (auto& [node, visit] : interrupted) node->visit = std::move(visit);
    if (AccumulateGrad::note == &note) AccumulateGrad::note = nullptr;
    GradMode::set_enabled(mode_before);
  }

  Visit& visit(Node* node) {
    Visit& v = node->visit;
    if (v.run == note.run) return v;
    if (v.run != 0) interrupted.emplace_back(Ref<Node>(node), std::exchange(v, Visit()));
    v.run = note.run;
    v.waiting = 0;
    v.needed = !with_inputs;
    v.captured = false;
    visited.push_back(node);
    return v;
  }

  static bool later(const Node* a, const Node* b) { return a->sequence < b->sequence; }
  void push_ready(Node* node) {
    ready.push_back(node);
    std::push_heap(ready.begin(), ready.end(), later);
  }

  void count_dependencies() {
    for (int i = 0; i < visited.size(); ++i) {  // grows while it runs
      for (const Edge& e : visited[i]->next) {
        if (e) ++visit(e.node.get()).waiting;
      }
    }
  }

  // A node is needed if it is an input's or leads to one; they are in order of discovery, so go
  // through them by sequence: inputs' nodes first.
  void mark_needed() {
    for (auto& [edge, index] : input_edges) {
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

  Status run() {
    GradMode::set_enabled(options.create_graph);
    AccumulateGrad::note = &note;
    while (current || !ready.empty()) {
      if (!current) {
        std::pop_heap(ready.begin(), ready.end(), later);
        current = ready.back();
        ready.pop_back();
        hook = 0;
      }
      if (step() == Status::asks) return Status::asks;
      current = nullptr;
    }
    GradMode::set_enabled(mode_before);
    return Status::done;
  }

  Status step() {
    Node& node = *current;
    Tensors& grads = node.visit.buffer;
    bool any = false;
    for (const Tensor& g : grads) any = any || g.defined();
    if (any) {
      for (; hook < node.hooks.size(); ++hook) {
        const auto [output, function] = node.hooks[hook];
        if (static_cast<int>(output) >= grads.size() || !grads[static_cast<int>(output)].defined())
          continue;
        ask = function;
        asked = Tensors{grads[static_cast<int>(output)]};
        in_hook = true;
        return Status::asks;
      }
      for (auto& [output, impl] : node.retained) {
        if (static_cast<int>(output) < grads.size())
          retain(Tensor(impl), grads[static_cast<int>(output)]);
      }
    }
    if (with_inputs) {
      if (node.visit.captured) capture(node, grads);
      if (!node.visit.needed) return Status::done;
    }
    if (any && node.function >= 0) {
      ask = node.function;
      asked = std::move(grads);
      while (asked.size() < node.outputs.size()) asked.push_back({});
      in_hook = false;
      return Status::asks;
    }
    if (any) {
      while (grads.size() < node.outputs.size()) grads.emplace_back();
      node.apply(grads, made);
      grads.clear();
      if (!options.retain_graph) node.release_saved();
    }
    pass_on(node, made);
    return Status::done;
  }

  void capture(const Node& node, const Tensors& grads) {
    for (const auto& [edge, index] : input_edges) {
      const auto output = static_cast<int>(edge.output_nr);
      if (edge.node.get() == &node && output < grads.size()) results[index] = grads[output];
    }
  }

  static void retain(const Tensor& t, const Tensor& g) {
    const Tensor before = t.grad();
    meta(t).grad = before.defined() ? add(before, g) : g;
  }

  void pass_on(Node& node, Tensors& out) {
    for (int i = 0; nan_check && i < out.size(); ++i) {
      if (has_nan(out[i]))
        fail("Function '", node.name(), "' returned nan values in its ", i, "th output.");
    }
    for (int i = 0; i < node.next.size(); ++i) {
      const Edge& e = node.next[i];
      if (!e) continue;
      Visit& v = e.node->visit;
      if (i < out.size() && out[i].defined() && (v.needed || v.captured)) {
        flow(e, std::move(out[i]), &node, i);
      }
      if (--v.waiting == 0) push_ready(e.node.get());
    }
    out.clear();
  }

  Status answer(const Tensors& given) {
    Node& node = *current;
    if (in_hook) {  // the hook's answer replaces the gradient, unless it gave none
      const auto output = static_cast<int>(node.hooks[hook].first);
      if (given.size() > 0 && given[0].defined()) node.visit.buffer[output] = given[0];
      ++hook;
    } else {
      asked.clear();
      if (!options.retain_graph) node.release_saved();
      made = given;
      pass_on(node, made);
      current = nullptr;
    }
    return run();
  }
};

namespace {

// The gradient of a root that is given none.
Tensor one_like(const Tensor& root) {
  if (root.numel() != 1) fail("grad can be implicitly created only for scalar outputs");
  if (!root.is_floating()) {
    fail("grad can be implicitly created only for real scalar outputs but got ",
         scalar_type_name(root.dtype()));
  }
  Tensor one = Tensor::empty_like(root, root.dtype());
  if (one.dtype() == DType::Float32)
    *one.data<float>() = 1;
  else
    *one.data<double>() = 1;
  return one;
}

void check_root_gradient(const Tensor& root, const Tensor& given, int index) {
  if (!(given.sizes() == root.sizes())) {
    fail("Mismatch in shape: grad_output[", index, "] has a shape of torch.Size(", given.sizes(),
         ") and output[", index, "] has a shape of torch.Size(", root.sizes(), ").");
  }
}

double root_value(const Tensor& root, const Tensor& gradient) {
  NoGrad no_grad;
  if (root.numel() == 1 && gradient.item() == 1) return root.item();
  return sum(mul(root.detach(), gradient.detach())).item();
}

}  // namespace

BackwardTask::BackwardTask(const Tensors& roots, const Tensors& gradients, const Tensors& inputs,
                           Options options, bool with_inputs)
    : impl_(new Impl) {
  Impl& t = *impl_;
  t.options = options;
  t.with_inputs = with_inputs;
  for (int i = 0; i < inputs.size(); ++i) {
    const Edge e = gradient_edge(inputs[i]);
    if (!e) fail("One of the differentiated Tensors does not require grad");
    t.input_edges.push_back({e, i});
  }
  t.results.resize(inputs.size());
  for (int i = 0; i < roots.size(); ++i) {
    const Tensor& root = roots[i];
    const Edge e = gradient_edge(root);
    if (!e) fail("element ", i, " of tensors does not require grad and does not have a grad_fn");
    const bool given = i < gradients.size() && gradients[i].defined();
    if (given) check_root_gradient(root, gradients[i], i);
    Tensor g = given ? gradients[i] : one_like(root);
    if (!with_inputs) t.note.value += given ? root_value(root, g) : root.item();
    t.roots.push_back(e.node);
    t.visit(e.node.get());
    flow(e, std::move(g), nullptr, 0);
  }
  tell_backward(roots);
  t.count_dependencies();
  if (with_inputs) t.mark_needed();
  for (Node* node : t.visited) {
    if (node->visit.waiting == 0) t.push_ready(node);
  }
}

BackwardTask::~BackwardTask() = default;
BackwardTask::Status BackwardTask::run() {
  const Status status = impl_->run();
  if (status == Status::done && impl_->with_inputs && !impl_->options.allow_unused) {
    for (int i = 0; i < impl_->results.size(); ++i) {
      if (!impl_->results[i].defined()) {
        fail("The differentiated Tensor at index ", i,
             " appears to not have been used in the graph. "
             "Set allow_unused=True if this is the desired behavior.");
      }
    }
  }
  return status;
}
BackwardTask::Status BackwardTask::answer(const Tensors& results) {
  const Status status = impl_->answer(results);
  return status == Status::asks ? status : run();
}
int BackwardTask::function() const { return impl_->ask; }
Ref<Node> BackwardTask::node() const { return Ref<Node>(impl_->current); }
const Tensors& BackwardTask::arguments() const { return impl_->asked; }
const Tensors& BackwardTask::results() const { return impl_->results; }

void set_nan_check(bool on) { nan_check = on; }

namespace {
void run_alone(BackwardTask& task) {
  if (task.run() == BackwardTask::Status::asks)
    fail("this graph needs a function outside the core");
}
}  // namespace

void backward(const Tensors& roots, const Tensors& gradients, BackwardTask::Options options) {
  BackwardTask task(roots, gradients, {}, options, false);
  run_alone(task);
}

Tensors grad(const Tensors& roots, const Tensors& inputs, const Tensors& gradients,
             BackwardTask::Options options) {
  if (options.create_graph) options.retain_graph = true;
  BackwardTask task(roots, gradients, inputs, options, true);
  run_alone(task);
  return task.results();
}

void Tensor::backward(const Tensor& gradient, bool retain_graph, bool create_graph) const {
  downhill::backward({*this}, {gradient},
                     {.retain_graph = retain_graph || create_graph, .create_graph = create_graph});
}

}  // namespace downhill
