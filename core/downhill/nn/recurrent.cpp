#include <downhill/nn/init.h>
#include <downhill/nn/recurrent.h>
#include <downhill/ops/list.h>

#include <cmath>
#include <string_view>

namespace downhill::nn::entries {
namespace {

int64_t directions(const RecurrentArgs& a) { return a.bidirectional ? 2 : 1; }

void draw(const Tensor& t, int64_t hidden_size) {
  const double bound = hidden_size > 0 ? 1 / std::sqrt(static_cast<double>(hidden_size)) : 0;
  if (t.defined()) init::uniform_(t, -bound, bound);
}

}  // namespace

std::vector<std::string> RecurrentParameters::names(const RecurrentArgs& a) {
  std::vector<std::string> names;
  for (int64_t layer = 0; layer < a.num_layers; ++layer) {
    for (int64_t d = 0; d < directions(a); ++d) {
      const std::string end = "_l" + std::to_string(layer) + (d ? "_reverse" : "");
      for (const char* what : {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
        if (a.bias || std::string_view(what).starts_with("weight")) names.push_back(what + end);
      }
    }
  }
  return names;
}

RecurrentParameters make_recurrent(const RecurrentArgs& a, int64_t gates) {
  if (a.hidden_size <= 0) fail(ErrorKind::value, "hidden_size must be greater than zero");
  if (a.num_layers <= 0) fail(ErrorKind::value, "num_layers must be greater than zero");
  if (!(a.dropout >= 0 && a.dropout <= 1)) {
    fail(ErrorKind::value,
         "dropout should be a number in range [0, 1] representing the probability of an element "
         "being zeroed");
  }
  if (a.proj_size != 0) fail(ErrorKind::not_implemented, "proj_size is not in Downhill");
  RecurrentParameters p;
  const int64_t rows = gates * a.hidden_size;
  for (int64_t layer = 0; layer < a.num_layers; ++layer) {
    for (int64_t d = 0; d < directions(a); ++d) {
      const int64_t in = layer == 0 ? a.input_size : a.hidden_size * directions(a);
      p.all.push_back(Tensor::empty({rows, in}, a.dtype));
      p.all.push_back(Tensor::empty({rows, a.hidden_size}, a.dtype));
      for (int i = 0; a.bias && i < 2; ++i) p.all.push_back(Tensor::empty({rows}, a.dtype));
    }
  }
  return p;
}
void reset_recurrent(const RecurrentArgs& a, RecurrentParameters& p) {
  for (const Tensor& t : p.all) draw(t, a.hidden_size);
}

Tensors run_recurrent(const char* mode, const RecurrentArgs& a, const RecurrentParameters& p,
                      bool training, const Tensor& input, const Tensor& hidden,
                      const Tensor& cell) {
  if (input.dim() != 2 && input.dim() != 3) {
    fail(ErrorKind::value, "expected input to be 2D or 3D, got ", input.dim(), "D instead");
  }
  const bool single = input.dim() == 2;
  const int batch_dim = a.batch_first ? 0 : 1;
  const Tensor x = single ? unsqueeze(input, batch_dim) : input;
  if (x.sizes()[2] != a.input_size) {
    fail("input.size(-1) must be equal to input_size. Expected ", a.input_size, ", got ",
         x.sizes()[2]);
  }
  const Shape wanted{a.num_layers * directions(a), x.sizes()[batch_dim], a.hidden_size};
  Tensors inputs{x};
  auto state = [&](const Tensor& given) {
    Tensor s = given.defined() ? given : Tensor::full(wanted, 0, x.dtype());
    if (given.defined() && single) s = unsqueeze(s, 1);
    if (!(s.sizes() == wanted)) fail("Expected hidden size ", wanted, ", got ", s.sizes());
    inputs.push_back(s);
  };
  state(hidden);
  if (std::string_view(mode) == "LSTM") state(cell);
  for (const Tensor& t : p.all) inputs.push_back(t);
  const ops::Rnn::Attrs how{mode,     a.num_layers,    a.bias,       a.dropout,
                            training, a.bidirectional, a.batch_first};
  Tensors results = apply(op_of<ops::Rnn>(), std::move(inputs), &how);
  for (int i = 0; single && i < results.size(); ++i)
    results[i] = squeeze_dim(results[i], i == 0 ? batch_dim : 1);
  return results;
}

CellParameters make_cell(const CellArgs& a, int64_t gates) {
  const int64_t rows = gates * a.hidden_size;
  auto bias = [&] { return a.bias ? Tensor::empty({rows}, a.dtype) : Tensor(); };
  return {Tensor::empty({rows, a.input_size}, a.dtype),
          Tensor::empty({rows, a.hidden_size}, a.dtype), bias(), bias()};
}
void reset_cell(const CellArgs& a, CellParameters& p) {
  for (const Tensor& t : {p.weight_ih, p.weight_hh, p.bias_ih, p.bias_hh}) draw(t, a.hidden_size);
}
Tensors run_cell(const char* mode, const CellArgs& a, const CellParameters& p, const Tensor& input,
                 const Tensor& hidden, const Tensor& cell) {
  Shape sizes = input.sizes();
  sizes.back() = a.hidden_size;
  auto state = [&](const Tensor& t) {
    return t.defined() ? t : Tensor::full(sizes, 0, input.dtype());
  };
  Tensors inputs{input, state(hidden)};
  if (std::string_view(mode) == "LSTM") inputs.push_back(state(cell));
  inputs.push_back(p.weight_ih);
  inputs.push_back(p.weight_hh);
  if (a.bias) {
    inputs.push_back(p.bias_ih);
    inputs.push_back(p.bias_hh);
  }
  const ops::RnnCell::Attrs how{mode};
  return apply(op_of<ops::RnnCell>(), std::move(inputs), &how);
}

}  // namespace downhill::nn::entries
