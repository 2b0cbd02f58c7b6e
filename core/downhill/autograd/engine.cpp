#include <downhill/autograd/engine.h>
#include <downhill/ops/list.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace downhill {

// One visited node of one run. Runs nest (a hook may run another backward): `outer` is the state of
// the run around this one.
struct RunState : pool::Pooled<RunState> {
  explicit RunState(Node* n, const void* run) : node(Ref<Node>(n)), run(run), outer(n->state) {
    n->state = this;
  }
  Ref<Node> node;
  const void* run;
  RunState* outer;
  int waiting = 0;     // gradients still to come
  bool needed = true;  // with inputs: does the node lead to one?
  Tensors buffer;      // gradients of its outputs so far
  SmallVector<std::pair<uint32_t, int>, 1>
      captures;  // output, index of the input whose gradient it is
};

namespace {

uint64_t run_counter = 0;
bool nan_check = false;

void add_to(Tensors& buffer, uint32_t at, Tensor&& g) {
  if (!g.defined()) return;
  while (buffer.size() <= static_cast<int>(at)) buffer.emplace_back();
  Tensor& slot = buffer[static_cast<int>(at)];
  slot = slot.defined() ? add(slot, g) : std::move(g);
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
Tensor fit(Tensor&& g, const Meta& meta, const Node* by, int index) {
  if (g.sizes() == meta.sizes && g.dtype() == meta.dtype) return std::move(g);
  if (!(g.sizes() == meta.sizes)) {
    if (!expandable(meta.sizes, g.sizes())) {
      fail("Function ", by ? by->name() : "root", " returned an invalid gradient at index ", index,
           " - got ", g.sizes(), " but expected shape compatible with ", meta.sizes);
    }
    g = sum_to(g, meta.sizes);
  }
  return g.dtype() == meta.dtype ? std::move(g) : g.to(meta.dtype);
}

}  // namespace

struct BackwardTask::Impl : pool::Pooled<Impl> {
  Options options;
  bool with_inputs = false, mode_before = GradMode::enabled();
  using States = SmallVector<RunState*, 8>;
  States states, ready;  // ready: a heap, latest sequence first
  Tensors results, asked;
  SmallVector<std::pair<Edge, int>, 2> input_edges;
  RootNote note{++run_counter, 0};
  // Where a run that asks stands: the node, and the hooks already run.
  RunState* current = nullptr;
  std::size_t hook = 0;
  bool in_hook = false;
  int ask = -1;

  ~Impl() {
    for (int i = states.size() - 1; i >= 0; --i) {
      RunState* s = states[i];
      if (s->node->state == s) s->node->state = s->outer;
      delete s;
    }
    GradMode::set_enabled(mode_before);
  }

  RunState* visit(Node* node) {
    if (node->state && node->state->run == this) return node->state;
    return states.emplace_back(new RunState(node, this));
  }

  static bool later(const RunState* a, const RunState* b) {
    return a->node->sequence < b->node->sequence;
  }
  void push_ready(RunState* s) {
    ready.push_back(s);
    std::push_heap(ready.begin(), ready.end(), later);
  }

  void count_dependencies() {
    for (int i = 0; i < states.size(); ++i) {  // grows while it runs
      for (const Edge& e : states[i]->node->next) {
        if (e) ++visit(e.node.get())->waiting;
      }
    }
  }

  // A node is needed if it is an input's or leads to one; states are in order of discovery, so go
  // through them by sequence: inputs' nodes first.
  void mark_needed() {
    for (RunState* s : states) s->needed = false;
    for (auto& [edge, index] : input_edges) {
      if (edge.node->state && edge.node->state->run == this) {
        edge.node->state->captures.push_back({edge.output_nr, index});
      }
    }
    States order(states);
    // AccumulateGrad nodes are made late but are ends of the graph: they come first.
    auto key = [](const RunState* s) { return s->node->next.empty() ? 0 : s->node->sequence + 1; };
    std::sort(order.begin(), order.end(), [&](auto* a, auto* b) { return key(a) < key(b); });
    for (RunState* s : order) {
      for (const Edge& e : s->node->next) {
        if (e && (e.node->state->needed || !e.node->state->captures.empty())) s->needed = true;
      }
    }
  }

  Status run() {
    GradMode::set_enabled(options.create_graph);
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
    Node& node = *current->node;
    Tensors& grads = current->buffer;
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
    for (auto& [output, index] : current->captures) {
      if (static_cast<int>(output) < grads.size()) results[index] = grads[static_cast<int>(output)];
    }
    if (with_inputs && !current->needed) return Status::done;
    if (any && node.function() >= 0) {
      ask = node.function();
      asked = std::move(grads);
      while (asked.size() < node.outputs.size()) asked.push_back({});
      in_hook = false;
      return Status::asks;
    }
    Tensors out;
    if (any) {
      while (grads.size() < node.outputs.size()) grads.push_back({});
      node.set_note(&note);
      out = node.apply(std::move(grads));
      grads.clear();  // NOLINT(bugprone-use-after-move): what it left
      if (!options.retain_graph) node.release_saved();
    }
    pass_on(std::move(out));
    return Status::done;
  }

  static void retain(const Tensor& t, const Tensor& g) {
    const Tensor before = t.grad();
    meta(t).grad = before.defined() ? add(before, g) : g;
  }

  void pass_on(Tensors&& out) {
    Node& node = *current->node;
    for (int i = 0; nan_check && i < out.size(); ++i) {
      if (has_nan(out[i]))
        fail("Function '", node.name(), "' returned nan values in its ", i, "th output.");
    }
    for (int i = 0; i < node.next.size(); ++i) {
      const Edge& e = node.next[i];
      if (!e) continue;
      RunState* s = e.node->state;
      if (i < out.size() && out[i].defined() &&
          (!with_inputs || s->needed || !s->captures.empty())) {
        add_to(s->buffer, e.output_nr,
               fit(std::move(out[i]), e.node->outputs[static_cast<int>(e.output_nr)], &node, i));
      }
      if (--s->waiting == 0) push_ready(s);
    }
  }

  Status answer(const Tensors& given) {
    if (in_hook) {  // the hook's answer replaces the gradient, unless it gave none
      const auto output = static_cast<int>(current->node->hooks[hook].first);
      if (given.size() > 0 && given[0].defined()) current->buffer[output] = given[0];
      ++hook;
    } else {
      asked.clear();
      if (!options.retain_graph) current->node->release_saved();
      pass_on(Tensors(given));
      current = nullptr;
    }
    return run();
  }
};

namespace {

Tensor root_gradient(const Tensor& root, const Tensor& given, int index) {
  if (!given.defined()) {
    if (root.numel() != 1) fail("grad can be implicitly created only for scalar outputs");
    if (!root.is_floating()) {
      fail("grad can be implicitly created only for real scalar outputs but got ",
           scalar_type_name(root.dtype()));
    }
    return Tensor::full(root.sizes(), 1, root.dtype());
  }
  if (!(given.sizes() == root.sizes())) {
    fail("Mismatch in shape: grad_output[", index, "] has a shape of torch.Size(", given.sizes(),
         ") and output[", index, "] has a shape of torch.Size(", root.sizes(), ").");
  }
  return given;
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
    const Tensor& given = i < gradients.size() ? gradients[i] : kUndefined;
    const Edge e = gradient_edge(roots[i]);
    if (!e) fail("element ", i, " of tensors does not require grad and does not have a grad_fn");
    Tensor g = root_gradient(roots[i], given, i);
    if (!with_inputs) t.note.value += root_value(roots[i], g);
    add_to(t.visit(e.node.get())->buffer, e.output_nr,
           fit(std::move(g), e.node->outputs[static_cast<int>(e.output_nr)], nullptr, 0));
  }
  tell_backward(roots);
  t.count_dependencies();
  if (with_inputs) t.mark_needed();
  for (RunState* s : t.states) {
    if (s->waiting == 0) t.push_ready(s);
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
Ref<Node> BackwardTask::node() const { return impl_->current->node; }
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
