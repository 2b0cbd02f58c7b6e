// Recurrent layers: whole sequences, composed of the operators of which PyTorch composes them.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

// One step: hidden state (and, for an LSTM, cell state) after an input [N, I] or [I].
// `tensors`: hidden (, cell), w_ih, w_hh (, b_ih, b_hh). Gives {hidden} or {hidden, cell}.
struct RnnCell {
  struct Attrs {
    std::string mode;  // "RNN_TANH", "RNN_RELU", "LSTM", "GRU"
    static constexpr auto fields() { return std::tuple{field("mode", &Attrs::mode).required()}; }
  };
  static constexpr Info info{.name = "_rnn_cell",
                             .inputs = "input, tensors...",
                             .where = "functional",
                             .doc = "One step of a recurrent layer."};
  static Tensors compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3] [2,2] [2,3] [2,2] [2] [2]", "'RNN_TANH'"},
                                       {"[3] [2] [2,3] [2,2]", "'RNN_RELU'"},
                                       {"[2,1] [2,2] [2,2] [8,1] [8,2] [8] [8]", "'LSTM'"},
                                       {"[2,1] [2,2] [6,1] [6,2] [6] [6]", "'GRU'"}};
};

// Sequences [L, N, I] (or [N, L, I] with batch_first). `tensors`: hidden (, cell) of all layers and
// directions, then w_ih, w_hh (, b_ih, b_hh) of each. Gives {output, hidden} or {output, hidden,
// cell}.
struct Rnn {
  struct Attrs {
    std::string mode;
    int64_t num_layers = 1;
    bool bias = true;
    double dropout = 0;
    bool training = false, bidirectional = false, batch_first = false;
    static constexpr auto fields() {
      return std::tuple{field("mode", &Attrs::mode).required(),
                        field("num_layers", &Attrs::num_layers),
                        field("bias", &Attrs::bias),
                        field("dropout", &Attrs::dropout),
                        field("training", &Attrs::training),
                        field("bidirectional", &Attrs::bidirectional),
                        field("batch_first", &Attrs::batch_first)};
    }
  };
  static constexpr Info info{.name = "_rnn",
                             .inputs = "input, tensors...",
                             .where = "functional",
                             .doc = "A recurrent layer over whole sequences."};
  static Tensors compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {
      {"[3,2,2] [2,2,2] [2,2] [2,2] [2] [2] [2,2] [2,2] [2] [2]", "'RNN_TANH', 2"},
      {"[2,1,1] [1,2,2] [1,2,2] [8,1] [8,2]", "'LSTM', 1, False, batch_first=True"},
      {"[2,1,1] [2,1,2] [6,1] [6,2] [6] [6] [6,1] [6,2] [6] [6]", "'GRU', bidirectional=True"}};
};

}  // namespace downhill::ops
