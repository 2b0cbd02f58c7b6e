#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>

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

// The k-th gate of n, side by side in the last dimension.
Tensor gate(const Tensor& gates, int64_t k, int64_t n) {
  const int64_t last = gates.dim() - 1, size = gates.sizes()[gates.dim() - 1] / n;
  return slice(gates, last, k * size, (k + 1) * size);
}

// One step; `x` is the input's product with w_ih already, as all steps' are taken at once.
State step(Mode mode, const Tensor& x, const State& s, const Weights& w) {
  const Tensor h = linear(s.hidden, w.hh, w.b_hh);
  if (mode == Mode::tanh) return {tanh(add(h, x)), {}};
  if (mode == Mode::relu) return {relu(add(h, x)), {}};
  if (mode == Mode::lstm) {
    const Tensor gates = add(h, x);
    const Tensor in = sigmoid(gate(gates, 0, 4)), forget = sigmoid(gate(gates, 1, 4)),
                 candidate = tanh(gate(gates, 2, 4)), out = sigmoid(gate(gates, 3, 4));
    const Tensor cell = add(mul(forget, s.cell), mul(in, candidate));
    return {mul(out, tanh(cell)), cell};
  }
  const Tensor reset = sigmoid(add(gate(h, 0, 3), gate(x, 0, 3))),
               update = sigmoid(add(gate(h, 1, 3), gate(x, 1, 3))),
               candidate = tanh(add(gate(x, 2, 3), mul(gate(h, 2, 3), reset)));
  return {add(mul(sub(s.hidden, candidate), update), candidate), {}};
}

Tensor dropped(const Tensor& x, double p) {
  Tensor noise = Tensor::empty(x.sizes(), x.dtype());
  visit_floating(x.dtype(), [&](auto zero) {
    default_generator().bernoulli(noise.data<decltype(zero)>(), noise.numel(), 1 - p);
  });
  NoGrad no_grad;
  const Tensor scaled = div(noise, 1 - p);
  GradModeGuard record(true);
  return mul(x, scaled);
}

// The steps of one layer in one direction; gives [L, N, H] and the last state.
std::pair<Tensor, State> run_direction(Mode mode, const Tensor& x, State s, const Weights& w,
                                       bool backwards) {
  const int64_t n = x.sizes()[0];
  const Tensor products = linear(x, w.ih, w.b_ih);
  Tensors outputs(static_cast<int>(n));
  for (int64_t i = 0; i < n; ++i) {
    const int64_t at = backwards ? n - 1 - i : i;
    s = step(mode, select(products, 0, at), s, w);
    outputs[static_cast<int>(at)] = s.hidden;
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
    if (a.dropout > 0 && a.training && layer + 1 < layers) x = dropped(x, a.dropout);
  }
  if (a.batch_first) x = transpose(x, 0, 1);
  if (cells.empty()) return {x, stack.list(hidden)};
  return {x, stack.list(hidden), stack.list(cells)};
}

}  // namespace downhill::ops
