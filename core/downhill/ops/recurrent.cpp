#include <downhill/ops/list.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace downhill::ops {
namespace {

enum class Mode { tanh, relu, lstm, gru };

Mode mode_of(const std::string& name) {
  constexpr std::string_view names[] = {"RNN_TANH", "RNN_RELU", "LSTM", "GRU"};
  for (int i = 0; i < 4; ++i) {
    if (name == names[i]) return static_cast<Mode>(i);
  }
  fail(ErrorKind::value, "Unrecognized RNN mode: ", name);
}
int states(Mode m) { return m == Mode::lstm ? 2 : 1; }

struct Weights {
  Tensor ih, hh, b_ih, b_hh;
};

struct State {
  Tensor hidden, cell;
};

// The n gates that lie side by side in the last dimension.
Tensors gates_of(const Tensor& all, int64_t n) { return chunk.all(all, n, -1); }

// One step; `x` is the input's product with w_ih already, as all steps' are taken at once.
State step(Mode mode, const Tensor& x, const State& s, const Weights& w) {
  const Tensor h = linear(s.hidden, w.hh, w.b_hh);
  if (mode == Mode::tanh) return {tanh(add(h, x)), {}};
  if (mode == Mode::relu) return {relu(add(h, x)), {}};
  if (mode == Mode::lstm) {
    const Tensors g = gates_of(add(h, x), 4);
    const Tensor in = sigmoid(g[0]), forget = sigmoid(g[1]), candidate = tanh(g[2]),
                 out = sigmoid(g[3]);
    const Tensor cell = add(mul(forget, s.cell), mul(in, candidate));
    return {mul(out, tanh(cell)), cell};
  }
  const Tensors of_h = gates_of(h, 3), of_x = gates_of(x, 3);
  const Tensor reset = sigmoid(add(of_h[0], of_x[0])), update = sigmoid(add(of_h[1], of_x[1])),
               candidate = tanh(add(of_x[2], mul(of_h[2], reset)));
  return {add(mul(sub(s.hidden, candidate), update), candidate), {}};
}

// The steps of one layer in one direction; gives [L, N, H] and the last state.
std::pair<Tensor, State> run_direction(Mode mode, const Tensor& x, State s, const Weights& w,
                                       bool backwards) {
  const int64_t n = x.sizes()[0];
  const Tensor products = linear(x, w.ih, w.b_ih);
  // One view node for all steps: the gradient of each alone would be as large as that of all.
  const Tensors steps = unbind.all(products, 0);
  Tensors outputs(static_cast<int>(n));
  for (int i = 0; i < steps.size(); ++i) {
    const int at = backwards ? steps.size() - 1 - i : i;
    s = step(mode, steps[at], s, w);
    outputs[at] = s.hidden;
  }
  return {stack.list(outputs), s};
}

void check_rank(const Tensors& t, int count, const char* name) {
  if (t.size() < count) fail(name, ": expected at least ", count, " tensors, got ", t.size());
}

}  // namespace

Tensors RnnCell::compose(const Tensors& t, const Attrs& a) {
  const Mode mode = mode_of(a.mode);
  const int first = 1 + states(mode);
  check_rank(t, first + 2, "_rnn_cell");
  const bool bias = t.size() > first + 3;
  const Weights w{t[first], t[first + 1], bias ? t[first + 2] : Tensor(),
                  bias ? t[first + 3] : Tensor()};
  const State s =
      step(mode, linear(t[0], w.ih, w.b_ih), {t[1], mode == Mode::lstm ? t[2] : Tensor()}, w);
  return s.cell.defined() ? Tensors{s.hidden, s.cell} : Tensors{s.hidden};
}

Tensors Rnn::compose(const Tensors& t, const Attrs& a) {
  const Mode mode = mode_of(a.mode);
  const int directions = a.bidirectional ? 2 : 1, each = a.bias ? 4 : 2;
  const int layers = static_cast<int>(a.num_layers);
  const int first = 1 + states(mode);
  check_rank(t, first + layers * directions * each, "_rnn");
  Tensor x = a.batch_first ? transpose(t[0], 0, 1) : t[0];
  if (x.dim() != 3) fail("_rnn: expected sequences of 3 dimensions, got ", x.dim());
  if (x.sizes()[0] == 0) fail("Expected sequence length to be larger than 0 in RNN");
  Tensors hidden, cells;
  for (int layer = 0; layer < layers; ++layer) {
    Tensors outputs;
    for (int d = 0; d < directions; ++d) {
      const int k = layer * directions + d, at = first + k * each;
      const Weights w{t[at], t[at + 1], a.bias ? t[at + 2] : Tensor(),
                      a.bias ? t[at + 3] : Tensor()};
      const State start{select(t[1], 0, k), mode == Mode::lstm ? select(t[2], 0, k) : Tensor()};
      auto [output, last] = run_direction(mode, x, start, w, d == 1);
      outputs.push_back(output);
      hidden.push_back(last.hidden);
      if (last.cell.defined()) cells.push_back(last.cell);
    }
    x = directions == 1 ? outputs[0] : cat.list(outputs, 2);
    if (layer + 1 < layers) x = dropout(x, a.dropout, a.training);
  }
  if (a.batch_first) x = transpose(x, 0, 1);
  if (cells.empty()) return {x, stack.list(hidden)};
  return {x, stack.list(hidden), stack.list(cells)};
}

}  // namespace downhill::ops
