// exp, log, sin and their kin: entries of transcendental functions. The values are our own
// (math/functions.h).
#pragma once
#include <downhill/math/bits.h>
#include <downhill/math/functions.h>
#include <downhill/ops/elementwise.h>

#include <limits>

namespace downhill::ops {

struct Exp : Unary<Exp> {
  static constexpr Info info{.name = "exp",
                             .node = "ExpBackward0",
                             .where = "torch method inplace",
                             .doc = "e to the power of input.",
                             .saves = {{.outputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::exp(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Exp> exp;

struct Expm1 : Unary<Expm1> {
  static constexpr Info info{.name = "expm1",
                             .node = "Expm1Backward0",
                             .where = "torch method inplace",
                             .doc = "exp(input) - 1.",
                             .saves = {{.outputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::expm1(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Expm1> expm1;

struct Log : Unary<Log> {
  static constexpr Info info{.name = "log",
                             .node = "LogBackward0",
                             .where = "torch method inplace",
                             .doc = "Natural logarithm.",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::log(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "", 0.1, 3}};
};
inline constexpr Function<Log> log;

struct Log1p : Unary<Log1p> {
  static constexpr Info info{.name = "log1p",
                             .node = "Log1PBackward0",
                             .where = "torch method inplace",
                             .doc = "log(1 + input).",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::log1p(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "", -0.5, 3}};
};
inline constexpr Function<Log1p> log1p;

struct Sqrt : Unary<Sqrt> {
  static constexpr Info info{.name = "sqrt",
                             .node = "SqrtBackward0",
                             .where = "torch method inplace",
                             .doc = "Square root, correctly rounded.",
                             .saves = {{.outputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::sqrt(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "", 0.1, 3}};
};
inline constexpr Function<Sqrt> sqrt;

struct Sin : Unary<Sin> {
  static constexpr Info info{.name = "sin",
                             .node = "SinBackward0",
                             .where = "torch method inplace",
                             .doc = "Sine.",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::sin(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Sin> sin;

struct Cos : Unary<Cos> {
  static constexpr Info info{.name = "cos",
                             .node = "CosBackward0",
                             .where = "torch method inplace",
                             .doc = "Cosine.",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::cos(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Cos> cos;

struct Tanh : Unary<Tanh> {
  static constexpr Info info{.name = "tanh",
                             .node = "TanhBackward0",
                             .where = "torch method inplace functional",
                             .doc = "Hyperbolic tangent.",
                             .saves = {{.outputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::tanh(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Tanh> tanh;

struct Erf : Unary<Erf> {
  static constexpr Info info{.name = "erf",
                             .node = "ErfBackward0",
                             .where = "torch method inplace",
                             .doc = "The error function.",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::erf(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Erf> erf;

struct Sigmoid : Unary<Sigmoid> {
  static constexpr Info info{.name = "sigmoid",
                             .node = "SigmoidBackward0",
                             .where = "torch method inplace functional",
                             .doc = "1 / (1 + exp(-input)).",
                             .saves = {{.outputs = 1}}};
  template <class T>
  static void loop(const T* x, T* out, int64_t n) {
    math::sigmoid(x, out, n);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Sigmoid> sigmoid;

struct Relu : Unary<Relu, Promotes::keep> {
  static constexpr Info info{.name = "relu",
                             .node = "ReluBackward0",
                             .where = "torch method inplace activation",
                             .doc = "max(input, 0).",
                             .saves = {{.outputs = 1}}};
  // -0 stays, as in PyTorch. By bits (below -0, up to -infinity), because Clang 14 turns the choice
  // between x and 0 into wasm's f32.max, which gives 0.
  template <class T>
  static T value(T x) {
    if constexpr (std::is_floating_point_v<T>) {
      using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
      constexpr Bits zero = math::bit_cast<Bits>(T(-0.0)),
                     infinity = math::bit_cast<Bits>(-std::numeric_limits<T>::infinity());
      const Bits bits = math::bit_cast<Bits>(x);
      return math::bit_cast<T>(bits > zero && bits <= infinity ? Bits(0) : bits);
    } else {
      return x < T(0) ? T(0) : x;
    }
  }
  static void infer(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Relu> relu;

// relu's backward: grad where input is above 0. An operator of its own, so that relu's second
// derivative is 0 and not absent.
struct ThresholdBackward : Binary<ThresholdBackward> {
  static constexpr Info info{.name = "_threshold_backward",
                             .node = "ThresholdBackwardBackward0",
                             .inputs = "grad, input",
                             .where = "",
                             .saves = {{.inputs = 2}}};
  template <class T>
  static T value(T grad, T input) {
    return input <= T(0) ? T(0) : grad;
  }
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]"}, {"[2,3] [2,3]"}};
};
inline constexpr Function<ThresholdBackward> threshold_backward;

struct Square : Unary<Square, Promotes::keep> {
  static constexpr Info info{.name = "square",
                             .node = "PowBackward0",
                             .where = "torch method inplace",
                             .doc = "input ** 2.",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static T value(T x) {
    return static_cast<T>(x * x);
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Square> square;

#define DOWNHILL_STEP(Entry, function, text)                    \
  struct Entry : Unary<Entry, Promotes::keep> {                 \
    static constexpr Info info{.name = #function,               \
                               .node = #Entry "Backward0",      \
                               .where = "torch method inplace", \
                               .doc = text};                    \
    static bool value(bool x) { return x; }                     \
    static int64_t value(int64_t x) { return x; }               \
    static float value(float x);                                \
    static double value(double x);                              \
    static void backward(Backward& b);                          \
    static constexpr auto& samples = kPlain;                    \
  };                                                            \
  inline constexpr Function<Entry> function
DOWNHILL_STEP(Floor, floor, "The largest integer below.");
DOWNHILL_STEP(Ceil, ceil, "The smallest integer above.");
DOWNHILL_STEP(Round, round, "The nearest integer, ties to even.");
DOWNHILL_STEP(Trunc, trunc, "The integer part.");
#undef DOWNHILL_STEP

}  // namespace downhill::ops

namespace downhill {
using ops::ceil, ops::cos, ops::erf, ops::exp, ops::expm1, ops::floor, ops::log, ops::log1p,
    ops::relu, ops::round, ops::sigmoid;
using ops::sin, ops::sqrt, ops::square, ops::tanh, ops::threshold_backward, ops::trunc;
}  // namespace downhill
