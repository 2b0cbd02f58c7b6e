// Recurrent layers and their cells.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/recurrent.h>

namespace downhill::nn {

namespace entries {

// ---- whole sequences
// -----------------------------------------------------------------------------

struct RecurrentArgs {
  int64_t input_size = 0, hidden_size = 0, num_layers = 1;
  bool bias = true, batch_first = false;
  double dropout = 0;
  bool bidirectional = false;
  int64_t proj_size = 0;  // not here
  DType dtype = DType::Float32;
  std::string nonlinearity = "tanh";  // of RNN
  template <class S>
  static constexpr auto fields_of() {
    return std::tuple{
        inherited<S>("input_size", &RecurrentArgs::input_size, "Features of each step.").required(),
        inherited<S>("hidden_size", &RecurrentArgs::hidden_size, "Size of the hidden state.")
            .required(),
        inherited<S>("num_layers", &RecurrentArgs::num_layers,
                     "Layers, each on the results of the one before."),
        inherited<S>("bias", &RecurrentArgs::bias, "Whether biases are learnt too."),
        inherited<S>("batch_first", &RecurrentArgs::batch_first,
                     "Whether sequences are [N, L, I]."),
        inherited<S>("dropout", &RecurrentArgs::dropout, "Probability of a zero between layers."),
        inherited<S>("bidirectional", &RecurrentArgs::bidirectional,
                     "Whether sequences are read both ways."),
        inherited<S>("proj_size", &RecurrentArgs::proj_size),
        inherited<S>("dtype", &RecurrentArgs::dtype)};
  }
  static constexpr auto fields() { return fields_of<RecurrentArgs>(); }
};
struct RnnArgs : RecurrentArgs {
  static constexpr auto fields() {
    return std::tuple_cat(std::tuple{inherited<RnnArgs>(
                              "nonlinearity", &RecurrentArgs::nonlinearity, "'tanh' or 'relu'.")},
                          fields_of<RnnArgs>());
  }
};
struct RecurrentParameters {
  std::vector<Tensor> all;  // of every layer and direction: w_ih, w_hh (, b_ih, b_hh)
  static constexpr auto fields() { return std::tuple{}; }
  static std::vector<std::string> names(const RecurrentArgs& a);  // weight_ih_l0, ...
};
RecurrentParameters make_recurrent(const RecurrentArgs& a, int64_t gates);
void reset_recurrent(const RecurrentArgs& a, RecurrentParameters& p);
// {output, hidden} or {output, hidden, cell}; states that are not given are zeros. Sequences
// without a batch have two dimensions.
Tensors run_recurrent(const char* mode, const RecurrentArgs& a, const RecurrentParameters& p,
                      bool training, const Tensor& input, const Tensor& hidden, const Tensor& cell);

#define DOWNHILL_RECURRENT_NAMES                                                                \
  "input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size, " \
  "device, dtype"
#define DOWNHILL_RECURRENT(Name, ArgsOf, gates, mode, to_base, order, text)                      \
  struct Name {                                                                                  \
    static constexpr ModuleInfo info{.name = #Name,                                              \
                                     .file = "rnn",                                              \
                                     .doc = text,                                                \
                                     .inputs = "input, hx?",                                     \
                                     .base = "_" #Name,                                          \
                                     .super = to_base,                                           \
                                     .signature = order};                                        \
    using Args = ArgsOf;                                                                         \
    using Parameters = RecurrentParameters;                                                      \
    static Parameters make(const Args& a) { return make_recurrent(a, gates); }                   \
    static void reset_parameters(const Args& a, Parameters& p) { reset_recurrent(a, p); }        \
    static Tensors forward(const Layer<Name>& m, const Tensor& input, const Tensor& hidden = {}, \
                           const Tensor& cell = {}) {                                            \
      return run_recurrent(mode, m.args, m, m.is_training(), input, hidden, cell);               \
    }                                                                                            \
  }
DOWNHILL_RECURRENT(RNN, RnnArgs, 1, m.args.nonlinearity == "relu" ? "RNN_RELU" : "RNN_TANH",
                   "nonlinearity, " DOWNHILL_RECURRENT_NAMES,
                   "input_size hidden_size num_layers nonlinearity bias batch_first dropout "
                   "bidirectional proj_size dtype",
                   "A recurrent layer: h = tanh(W_ih x + b_ih + W_hh h + b_hh).");
DOWNHILL_RECURRENT(LSTM, RecurrentArgs, 4, "LSTM", "'LSTM', " DOWNHILL_RECURRENT_NAMES, "",
                   "A recurrent layer with input, forget and output gates around a cell.");
DOWNHILL_RECURRENT(GRU, RecurrentArgs, 3, "GRU", "'GRU', " DOWNHILL_RECURRENT_NAMES, "",
                   "A recurrent layer with reset and update gates.");
#undef DOWNHILL_RECURRENT_NAMES
#undef DOWNHILL_RECURRENT

// ---- one step
// ------------------------------------------------------------------------------------

struct CellArgs {
  int64_t input_size = 0, hidden_size = 0;
  bool bias = true;
  DType dtype = DType::Float32;
  std::string nonlinearity = "tanh";  // of RNNCell
  static constexpr auto fields() {
    return std::tuple{
        field("input_size", &CellArgs::input_size, "Features of the input.").required(),
        field("hidden_size", &CellArgs::hidden_size, "Size of the hidden state.").required(),
        field("bias", &CellArgs::bias, "Whether biases are learnt too."),
        field("dtype", &CellArgs::dtype)};
  }
};
struct RnnCellArgs : CellArgs {
  static constexpr auto fields() {
    return std::tuple{
        inherited<RnnCellArgs>("input_size", &CellArgs::input_size, "Features of the input.")
            .required(),
        inherited<RnnCellArgs>("hidden_size", &CellArgs::hidden_size, "Size of the hidden state.")
            .required(),
        inherited<RnnCellArgs>("bias", &CellArgs::bias, "Whether biases are learnt too."),
        inherited<RnnCellArgs>("nonlinearity", &CellArgs::nonlinearity, "'tanh' or 'relu'."),
        inherited<RnnCellArgs>("dtype", &CellArgs::dtype)};
  }
};
struct CellParameters {
  Tensor weight_ih, weight_hh, bias_ih, bias_hh;
  static constexpr auto fields() {
    return std::tuple{field("weight_ih", &CellParameters::weight_ih),
                      field("weight_hh", &CellParameters::weight_hh),
                      field("bias_ih", &CellParameters::bias_ih),
                      field("bias_hh", &CellParameters::bias_hh)};
  }
};
CellParameters make_cell(const CellArgs& a, int64_t gates);
void reset_cell(const CellArgs& a, CellParameters& p);
// {hidden} or {hidden, cell}.
Tensors run_cell(const char* mode, const CellArgs& a, const CellParameters& p, const Tensor& input,
                 const Tensor& hidden, const Tensor& cell);

#define DOWNHILL_CELL(Name, ArgsOf, gates, mode, words, text)                                    \
  struct Name {                                                                                  \
    static constexpr ModuleInfo info{.name = #Name,                                              \
                                     .file = "rnn",                                              \
                                     .doc = text,                                                \
                                     .inputs = "input, hx?",                                     \
                                     .repr = "{input_size} {hidden_size} " words,                \
                                     .base = "_" #Name};                                         \
    using Args = ArgsOf;                                                                         \
    using Parameters = CellParameters;                                                           \
    static Parameters make(const Args& a) { return make_cell(a, gates); }                        \
    static void reset_parameters(const Args& a, Parameters& p) { reset_cell(a, p); }             \
    static Tensors forward(const Layer<Name>& m, const Tensor& input, const Tensor& hidden = {}, \
                           const Tensor& cell = {}) {                                            \
      return run_cell(mode, m.args, m, input, hidden, cell);                                     \
    }                                                                                            \
  }
DOWNHILL_CELL(RNNCell, RnnCellArgs, 1, m.args.nonlinearity == "relu" ? "RNN_RELU" : "RNN_TANH",
              "bias? nonlinearity?", "One step of RNN.");
DOWNHILL_CELL(LSTMCell, CellArgs, 4, "LSTM", "bias?", "One step of LSTM.");
DOWNHILL_CELL(GRUCell, CellArgs, 3, "GRU", "bias?", "One step of GRU.");
#undef DOWNHILL_CELL

}  // namespace entries

using RNN = Layer<entries::RNN>;
using LSTM = Layer<entries::LSTM>;
using GRU = Layer<entries::GRU>;
using RNNCell = Layer<entries::RNNCell>;
using LSTMCell = Layer<entries::LSTMCell>;
using GRUCell = Layer<entries::GRUCell>;

}  // namespace downhill::nn
