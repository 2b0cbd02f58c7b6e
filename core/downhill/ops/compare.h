// Comparisons and logic.
#pragma once
#include <downhill/ops/elementwise.h>

namespace downhill::ops {

#define DOWNHILL_COMPARE(Entry, function, expression)                                            \
  struct Entry : Binary<Entry, Promotes::compare> {                                              \
    static constexpr Info info{                                                                  \
        .name = #function, .inputs = kTwo, .where = "torch method inplace", .doc = #expression}; \
    template <class T>                                                                           \
    static bool value(T input, T other) {                                                        \
      return expression;                                                                         \
    }                                                                                            \
    static constexpr auto& samples = kPairs;                                                     \
  };                                                                                             \
  inline constexpr Function<Entry> function
DOWNHILL_COMPARE(Eq, eq, input == other);
DOWNHILL_COMPARE(Ne, ne, input != other);
DOWNHILL_COMPARE(Lt, lt, input < other);
DOWNHILL_COMPARE(Le, le, input <= other);
DOWNHILL_COMPARE(Gt, gt, input > other);
DOWNHILL_COMPARE(Ge, ge, input >= other);
DOWNHILL_COMPARE(LogicalAnd, logical_and, input != T(0) && other != T(0));
DOWNHILL_COMPARE(LogicalOr, logical_or, input != T(0) || other != T(0));
DOWNHILL_COMPARE(LogicalXor, logical_xor, (input != T(0)) != (other != T(0)));
#undef DOWNHILL_COMPARE

#define DOWNHILL_TEST(Entry, function, expression)                     \
  struct Entry : Unary<Entry, Promotes::compare> {                     \
    static constexpr Info info{.name = #function, .doc = #expression}; \
    template <class T>                                                 \
    static bool value(T input) {                                       \
      return expression;                                               \
    }                                                                  \
    static constexpr auto& samples = kPlain;                           \
  };                                                                   \
  inline constexpr Function<Entry> function
DOWNHILL_TEST(LogicalNot, logical_not, input == T(0));
DOWNHILL_TEST(IsNan, isnan, input != input);
DOWNHILL_TEST(IsFinite, isfinite, T(input - input) == T(0));
DOWNHILL_TEST(IsInf, isinf, input == input && T(input - input) != T(0));
#undef DOWNHILL_TEST

// & | ^ ~ on bool and int64.
#define DOWNHILL_BITWISE(Entry, function, op)                     \
  struct Entry : Binary<Entry, Promotes::integers> {              \
    static constexpr Info info{.name = #function,                 \
                               .inputs = kTwo,                    \
                               .where = "torch method inplace",   \
                               .doc = "input " #op " other."};    \
    static bool value(bool a, bool b) { return (a op b) != 0; }   \
    static int64_t value(int64_t a, int64_t b) { return a op b; } \
    static void infer(Call& c);                                   \
    static constexpr Sample samples[] = {{"[3] [3]"}};            \
  };                                                              \
  inline constexpr Function<Entry> function
DOWNHILL_BITWISE(BitwiseAnd, bitwise_and, &);
DOWNHILL_BITWISE(BitwiseOr, bitwise_or, |);
DOWNHILL_BITWISE(BitwiseXor, bitwise_xor, ^);
#undef DOWNHILL_BITWISE

struct BitwiseNot : Unary<BitwiseNot, Promotes::integers> {
  static constexpr Info info{
      .name = "bitwise_not", .where = "torch method inplace", .doc = "~input."};
  static bool value(bool x) { return !x; }
  static int64_t value(int64_t x) { return ~x; }
  static void infer(Call& c);
  static constexpr auto& samples = kPlain;
};
inline constexpr Function<BitwiseNot> bitwise_not;

}  // namespace downhill::ops

namespace downhill {
using ops::bitwise_and, ops::bitwise_not, ops::bitwise_or, ops::bitwise_xor, ops::eq, ops::ge,
    ops::gt, ops::isfinite;
using ops::isinf, ops::isnan, ops::le, ops::logical_and, ops::logical_not, ops::logical_or,
    ops::logical_xor, ops::lt, ops::ne;
}  // namespace downhill
