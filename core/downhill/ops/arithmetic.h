// + - * / and what is built of them: entries of binary and unary arithmetic.
#pragma once
#include <downhill/math/fma.h>
#include <downhill/ops/elementwise.h>

namespace downhill::ops {

struct Scaled {  // add and sub: other is multiplied by alpha inside a fused multiply-add
  Number alpha = 1;
  static constexpr auto fields() {
    return std::tuple{field("alpha", &Scaled::alpha, "The factor of `other`.").keyword()};
  }
};

// Of one element: nearly always alpha is 1.
template <class E, class T>
T one_scaled(const void* attributes, T a, T b) {
  if (static_cast<const Scaled*>(attributes)->alpha.template to<double>() == 1) [[likely]]
    return E::value(a, b);
  T out;
  E::run(attributes, 1, &out, 1, &a, 1, &b, 1);
  return out;
}

struct Add : Binary<Add> {
  using Attrs = Scaled;
  static constexpr Info info{.name = "add",
                             .node = "AddBackward0",
                             .inputs = kTwo,
                             .where = "torch method inplace",
                             .doc = "input + alpha * other, fused."};
  static constexpr bool eigen = true;
  template <class A, class B>
  static auto value(const A& a, const B& b) {
    return a + b;
  }
  static bool value(bool a, bool b) { return a || b; }
  template <class T>
  static void run(const void* attributes, int64_t n, T* out, int64_t so, const T* a, int64_t sa,
                  const T* b, int64_t sb);
  template <class T>
  static T one(const void* attributes, T a, T b) {
    return one_scaled<Add>(attributes, a, b);
  }
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[3] [3]"}, {"[2,3] [3]", "alpha=0.3"}, {"[2,1] [1,3]", "alpha=-2"}, {"[] [2]"}};
};
inline constexpr Function<Add> add;

struct Sub : Binary<Sub> {
  using Attrs = Scaled;
  static constexpr Info info{.name = "sub",
                             .node = "SubBackward0",
                             .inputs = kTwo,
                             .where = "torch method inplace",
                             .doc = "input - alpha * other, fused."};
  static constexpr bool eigen = true;
  template <class A, class B>
  static auto value(const A& a, const B& b) {
    return a - b;
  }
  static bool value(bool a, bool b) { return a != b; }
  static void infer(Call& c);
  template <class T>
  static void run(const void* attributes, int64_t n, T* out, int64_t so, const T* a, int64_t sa,
                  const T* b, int64_t sb);
  template <class T>
  static T one(const void* attributes, T a, T b) {
    return one_scaled<Sub>(attributes, a, b);
  }
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]"}, {"[2,3] [3]", "alpha=0.3"}, {"[] [2]"}};
};
inline constexpr Function<Sub> sub;

struct Rsub : Binary<Rsub> {  // what `1 - x` records
  using Attrs = Scaled;
  static constexpr Info info{.name = "rsub",
                             .node = "RsubBackward1",
                             .inputs = kTwo,
                             .where = "torch",
                             .doc = "other - alpha * input."};
  static constexpr bool eigen = true;
  template <class A, class B>
  static auto value(const A& a, const B& b) {
    return b - a;
  }
  static bool value(bool a, bool b) { return a != b; }
  static void infer(Call& c);
  template <class T>
  static void run(const void* attributes, int64_t n, T* out, int64_t so, const T* a, int64_t sa,
                  const T* b, int64_t sb);
  template <class T>
  static T one(const void* attributes, T a, T b) {
    return one_scaled<Rsub>(attributes, a, b);
  }
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]"}, {"[2,3] [3]", "alpha=0.3"}};
};
inline constexpr Function<Rsub> rsub;

struct Mul : Binary<Mul> {
  static constexpr Info info{.name = "mul",
                             .node = "MulBackward0",
                             .inputs = kTwo,
                             .where = "torch method inplace",
                             .doc = "input * other.",
                             .saves = {{.inputs = 2}, {.inputs = 1}},
                             .exact_numbers = true};
  static constexpr bool eigen = true;
  template <class A, class B>
  static auto value(const A& a, const B& b) {
    return a * b;
  }
  static bool value(bool a, bool b) { return a && b; }
  static void backward(Backward& b);
  static constexpr auto& samples = kPairs;
};
inline constexpr Function<Mul> mul;

struct Div : Binary<Div, Promotes::floating> {
  static constexpr Info info{.name = "div",
                             .node = "DivBackward0",
                             .inputs = kTwo,
                             .where = "torch method inplace",
                             .doc = "input / other; integers give floats.",
                             .saves = {{.inputs = 2}, {.inputs = 3}},
                             .exact_numbers = true};
  static constexpr bool eigen = true;
  template <class A, class B>
  static auto value(const A& a, const B& b) {
    return a / b;
  }
  static void backward(Backward& b);
  static constexpr Sample samples[] = {
      {"[3] [3]", "", 0.5, 2}, {"[2,3] [3]", "", -2, -0.5}, {"[] [2]", "", 1, 3}};
};
inline constexpr Function<Div> div;

// What PyTorch's own C++ code writes as tensor / number: the same quotient, under a node of another
// name than Python's x / 3 has. For floats.
struct DivNumber {
  struct Attrs {
    Number other = 1;
    static constexpr auto fields() { return std::tuple{field("other", &Attrs::other).required()}; }
  };
  static constexpr Info info{.name = "_div_number",
                             .node = "DivBackward1",
                             .where = "functional",
                             .doc = "input / other."};
  static void infer(Call& c) { c.give(c.input().sizes(), c.input().dtype()); }
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "3"}, {"[2,3]", "-0.7"}};
};
inline constexpr Function<DivNumber> div_number;

struct FloorDivide : Binary<FloorDivide> {
  static constexpr Info info{.name = "floor_divide",
                             .inputs = kTwo,
                             .where = "torch method inplace",
                             .doc = "floor(input / other).",
                             .exact_numbers = true};
  static bool value(bool a, bool b);
  static int64_t value(int64_t a, int64_t b);
  static float value(float a, float b);
  static double value(double a, double b);
  static constexpr auto& samples = kPairs;
};
inline constexpr Function<FloorDivide> floor_divide;

struct Remainder : Binary<Remainder> {
  static constexpr Info info{.name = "remainder",
                             .node = "RemainderBackward0",
                             .inputs = kTwo,
                             .where = "torch method inplace",
                             .doc = "Python's %: the sign is other's.",
                             .saves = {{}, {.inputs = 3}}};
  static bool value(bool a, bool b);
  static int64_t value(int64_t a, int64_t b);
  static float value(float a, float b);
  static double value(double a, double b);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3] [3]", "", 0.5, 2}};
};
inline constexpr Function<Remainder> remainder;

struct Maximum : Binary<Maximum> {
  static constexpr Info info{.name = "maximum",
                             .node = "MaximumBackward0",
                             .inputs = "input, other",
                             .where = "torch method",
                             .doc = "The larger of two; NaN if either is.",
                             .saves = {{.inputs = 3}, {.inputs = 3}}};
  template <class T>
  static T value(T a, T b) {
    return a != a ? a : b != b ? b : a < b ? b : a;
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPairs;
};
inline constexpr Function<Maximum> maximum;

struct Minimum : Binary<Minimum> {
  static constexpr Info info{.name = "minimum",
                             .node = "MinimumBackward0",
                             .inputs = "input, other",
                             .where = "torch method",
                             .doc = "The smaller of two; NaN if either is.",
                             .saves = {{.inputs = 3}, {.inputs = 3}}};
  template <class T>
  static T value(T a, T b) {
    return a != a ? a : b != b ? b : b < a ? b : a;
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPairs;
};
inline constexpr Function<Minimum> minimum;

struct Neg : Unary<Neg, Promotes::keep> {
  static constexpr Info info{
      .name = "neg", .node = "NegBackward0", .where = "torch method inplace", .doc = "-input."};
  template <class T>
  static T value(T x) {
    return static_cast<T>(-x);
  }
  static void infer(Call& c);
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Neg> neg;

struct Abs : Unary<Abs, Promotes::keep> {
  static constexpr Info info{.name = "abs",
                             .node = "AbsBackward0",
                             .where = "torch method inplace",
                             .doc = "|input|.",
                             .saves = {{.inputs = 1}}};
  template <class T>
  static T value(T x) {
    return x < T(0) ? static_cast<T>(-x) : x == T(0) ? T(0) : x;
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Abs> abs;

struct Sign : Unary<Sign, Promotes::keep> {
  static constexpr Info info{.name = "sign",
                             .node = "SignBackward0",
                             .where = "torch method inplace",
                             .doc = "-1, 0 or 1."};
  template <class T>
  static T value(T x) {
    return static_cast<T>((T(0) < x) - (x < T(0)));
  }
  static void backward(Backward& b);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<Sign> sign;

struct Reciprocal : Unary<Reciprocal> {
  static constexpr Info info{.name = "reciprocal",
                             .node = "ReciprocalBackward0",
                             .where = "torch method inplace",
                             .doc = "1 / input.",
                             .saves = {{.outputs = 1}}};
  template <class T>
  static T value(T x) {
    return T(1) / x;
  }
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "", 0.5, 2}};
};
inline constexpr Function<Reciprocal> reciprocal;

}  // namespace downhill::ops

namespace downhill {
using ops::abs, ops::add, ops::div, ops::div_number, ops::floor_divide, ops::maximum, ops::minimum,
    ops::mul, ops::neg, ops::reciprocal;
using ops::remainder, ops::rsub, ops::sign, ops::sub;
}  // namespace downhill
