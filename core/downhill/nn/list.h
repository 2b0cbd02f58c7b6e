// THE list of layers and losses: an entry that is named here has a C++ module, a Python class, a
// TypeScript type, a place in the schema, and tests. A base comes before what derives from it.
#pragma once
#include <downhill/nn/activation.h>
#include <downhill/nn/bends.h>
#include <downhill/nn/convolution.h>
#include <downhill/nn/dropout.h>
#include <downhill/nn/embedding.h>
#include <downhill/nn/flatten.h>
#include <downhill/nn/linear.h>
#include <downhill/nn/loss.h>
#include <downhill/nn/loss_binary.h>
#include <downhill/nn/loss_regression.h>
#include <downhill/nn/normalization.h>
#include <downhill/nn/pooling.h>
#include <downhill/nn/recurrent.h>
#include <downhill/ops/list.h>

namespace downhill::nn {

using List = std::tuple<
    // linear.h, flatten.h
    entries::Linear, entries::Identity, entries::Flatten,
    // activation.h
    entries::ReLU, entries::Tanh, entries::Sigmoid, entries::Softmax, entries::LogSoftmax,
    entries::Softmin,
    // bends.h
    entries::LogSigmoid, entries::GELU, entries::SiLU, entries::Mish, entries::Softplus,
    entries::LeakyReLU, entries::ELU, entries::SELU, entries::CELU, entries::Hardtanh,
    entries::ReLU6, entries::Hardsigmoid, entries::Hardswish, entries::Softsign,
    entries::Tanhshrink, entries::PReLU,
    // dropout.h
    entries::Dropout,
    // loss.h
    entries::MSELoss, entries::L1Loss, entries::NLLLoss, entries::CrossEntropyLoss,
    // convolution.h, pooling.h
    entries::Conv1d, entries::Conv2d, entries::ConvTranspose1d, entries::ConvTranspose2d,
    entries::MaxPool1d, entries::MaxPool2d, entries::AvgPool1d, entries::AvgPool2d,
    entries::AdaptiveAvgPool2d,
    // normalization.h, embedding.h
    entries::LayerNorm, entries::GroupNorm, entries::BatchNorm1d, entries::BatchNorm2d,
    entries::Embedding,
    // recurrent.h
    entries::RNN, entries::LSTM, entries::GRU, entries::RNNCell, entries::LSTMCell,
    entries::GRUCell,
    // loss_regression.h, loss_binary.h
    entries::SmoothL1Loss, entries::HuberLoss, entries::KLDivLoss, entries::PoissonNLLLoss,
    entries::GaussianNLLLoss, entries::BCELoss, entries::BCEWithLogitsLoss,
    entries::HingeEmbeddingLoss, entries::SoftMarginLoss, entries::MarginRankingLoss,
    entries::CosineEmbeddingLoss>;

// For other languages the making of an entry's parameters and their default initialisation are
// operators, whose ids follow those of ops/list.h:
//   make(arguments...) -> (nothing, parameters and buffers in order)
//   reset([parameters and buffers], arguments...) -> nothing
constexpr int make_id(int entry) { return kOpCount + 2 * entry; }
constexpr int reset_id(int entry) { return make_id(entry) + 1; }
const Op& maker_at(int id);  // throws where there is none

// The modules as JSON, for the schema: [{"name","file","doc","inputs":[..],"args":[fields],
// "parameters":[names],"buffers":[names],"make":id,"reset":id,..}] and the words of ModuleInfo.
std::string modules_schema();

}  // namespace downhill::nn
