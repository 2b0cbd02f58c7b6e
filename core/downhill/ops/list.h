// THE list of operators: an entry that is named here has a C++ function, an id in the flat API, a
// Python function, a place in the schema, and tests. Overloads (entries of one Python name) are
// tried in this order.
#pragma once
#include <downhill/autograd/meta.h>
#include <downhill/ops/activations.h>
#include <downhill/ops/arithmetic.h>
#include <downhill/ops/compare.h>
#include <downhill/ops/convolution.h>
#include <downhill/ops/copy.h>
#include <downhill/ops/create.h>
#include <downhill/ops/embedding.h>
#include <downhill/ops/functions.h>
#include <downhill/ops/indexing.h>
#include <downhill/ops/linalg.h>
#include <downhill/ops/linear_systems.h>
#include <downhill/ops/losses.h>
#include <downhill/ops/margin_losses.h>
#include <downhill/ops/noise.h>
#include <downhill/ops/norm.h>
#include <downhill/ops/order.h>
#include <downhill/ops/pool.h>
#include <downhill/ops/power.h>
#include <downhill/ops/probability_losses.h>
#include <downhill/ops/recurrent.h>
#include <downhill/ops/reduce.h>
#include <downhill/ops/regression_losses.h>
#include <downhill/ops/select.h>
#include <downhill/ops/statistics.h>
#include <downhill/ops/views.h>

#include <array>
#include <tuple>

namespace downhill {

namespace ops {
using List = std::tuple<
    // arithmetic.h
    Add, Sub, Rsub, Mul, Div, DivNumber, FloorDivide, Remainder, Maximum, Minimum, Neg, Abs, Sign,
    Reciprocal,
    // power.h
    PowNumber, PowTensor, PowBase, PowBackward, SquareBackward,
    // functions.h
    Exp, Expm1, Log, Log1p, Sqrt, Sin, Cos, Tanh, Erf, Sigmoid, Relu, ThresholdBackward, Square,
    Floor, Ceil, Round, Trunc,
    // compare.h
    Eq, Ne, Lt, Le, Gt, Ge, LogicalAnd, LogicalOr, LogicalXor, LogicalNot, IsNan, IsFinite, IsInf,
    BitwiseAnd, BitwiseOr, BitwiseXor, BitwiseNot,
    // select.h
    Where, Clamp, MaskedFill, Lerp, Addcmul, Addcdiv,
    // copy.h
    Clone, ToCopy, CopyFrom, Fill, Zero,
    // create.h
    Full, Arange, Linspace,
    // views.h
    View, UnsafeView, Reshape, Flatten, Transpose, Transposed, Permute, Squeeze, SqueezeDim,
    Unsqueeze, Expand, Select, Slice, Alias, Unbind, Split, SplitWithSizes, Chunk, ScatterView,
    GatherView,
    // reduce.h
    Sum, SumDim, NumpySum, Mean, MeanDim, Max, MaxDim, Argmax, Min, MinDim, Argmin, All, Any,
    // linalg.h
    Mm, Mv, MvTransposed, Dot, Bmm, Addmm, Matmul, Linear,
    // linear_systems.h
    LinalgSolve, LinalgInv, LinalgDet,
    // indexing.h
    Cat, Stack, Nonzero, Index, IndexPut,
    // losses.h
    Softmax, LogSoftmax, SoftmaxBackward, LogSoftmaxBackward, MseLoss, L1Loss, NllLoss,
    NllLossBackward,
    // norm.h
    LayerNorm, LayerNormBackward, BatchNorm, BatchNormBackward, GroupNorm, GroupNormBackward,
    // convolution.h
    Convolution, ConvolutionWeight, Conv,
    // pool.h
    MaxPool2d, AvgPool2d, AdaptiveAvgPool2d, AvgPoolBackward, Pad,
    // embedding.h
    Embedding, OneHot,
    // recurrent.h
    RnnCell, Rnn,
    // activations.h
    LogSigmoid, Gelu, Silu, Mish, Softplus, LeakyRelu, Elu, Selu, Celu, Hardtanh, Relu6,
    Hardsigmoid, Hardswish, PreluKernel, Prelu, Softsign, Tanhshrink,
    // noise.h
    DropoutNoise, Dropout,
    // regression_losses.h, probability_losses.h, margin_losses.h
    SmoothL1Loss, HuberLoss, BinaryCrossEntropy, BinaryCrossEntropyWithLogits, KlDiv,
    PoissonNllLoss, GaussianNllLoss, SoftMarginLoss, HingeEmbeddingLoss, MarginRankingLoss,
    CosineEmbeddingLoss,
    // statistics.h, order.h
    VectorNorm, Prod, ProdDim, Var, Std, VarMean, StdMean, Cumsum, Cumprod, Flip, Sort, Topk,
    Gather, ScatterAdd>;
}  // namespace ops

inline constexpr int kOpCount = std::tuple_size_v<ops::List>;
extern const std::array<Op, static_cast<std::size_t>(kOpCount)> kOps;
const Op& op_at(int id);  // throws where there is none

template <class E>
constexpr int op_id() {
  return []<class... Es>(std::tuple<Es...>*) {
    int id = -1, i = 0;
    ((id = std::is_same_v<E, Es> ? i : id, ++i), ...);
    return id;
  }(static_cast<ops::List*>(nullptr));
}

template <class E>
const Op& op_of() {
  constexpr int id = op_id<E>();
  static_assert(id >= 0, "the entry is not in the list of operators (ops/list.h)");
  return kOps[static_cast<std::size_t>(id)];
}

Tensor clone_contiguous(const Tensor& t);

// The operators as JSON, for the schema.
std::string ops_schema();

}  // namespace downhill
