// Bases of element-wise entries. A kernel is a `value` on one element (works on Eigen arrays too
// where `eigen` says so), a `loop` over contiguous arrays, or a `run` over strided ones (with `one`
// beside it, where a single element is worth a way of its own).
#pragma once
#include <downhill/math/inline.h>
#include <downhill/math/processor.h>
#include <downhill/ops/entry.h>
#include <downhill/ops/loop.h>
#include <downhill/tensor/eigen.h>

namespace downhill {

// Loops that are many and seldom hot (comparisons, for every dtype) stay small: the wasm module's
// size.
#if defined(__clang__)
#define DOWNHILL_SMALL_LOOP \
  _Pragma("clang loop vectorize(disable) interleave(disable) unroll(disable)")
#else
#define DOWNHILL_SMALL_LOOP
#endif

// Every element is computed from those at its own place only, also where the output is an input.
#if defined(__GNUC__) && !defined(__clang__)
#define DOWNHILL_ALIKE _Pragma("GCC ivdep") _Pragma("GCC unroll 4")
#else
#define DOWNHILL_ALIKE
#endif

// What dtype an element-wise operator computes in, and gives.
enum class Promotes {
  keep,      // the common dtype
  floating,  // float32 for integers (exp, division)
  compare,   // computes in the common dtype, gives bool
  integers,  // bool and int64 only: `infer` refuses others
};

void infer_elementwise(Call& call, Promotes promotes);
// The kernel where it computes in a floating dtype: the operator's `run`, over any strides.
void run_floats(Call& call);

constexpr bool has_floats(Promotes p) { return p == Promotes::keep || p == Promotes::floating; }
// Calls f with a zero of each dtype that run_floats leaves to the kernel.
template <Promotes promotes, class F>
void visit_others(DType t, F&& f) {
  if constexpr (promotes == Promotes::compare) {
    visit(t, f);
  } else if constexpr (promotes != Promotes::floating) {
    if (t == DType::Bool)
      f(bool{});
    else
      f(int64_t{});
  }
}

template <class E, class T>
constexpr bool has_loop = requires(const T* x, T* out) {
  E::loop(x, out, int64_t{});
};

// ---- one input -------------------------------------------------------------------------------

template <class E, class T, class R>
DOWNHILL_NOINLINE void unary_run(int64_t n, R* out, int64_t so, const T* x, int64_t sx) {
  if constexpr (has_loop<E, T>) {
    if (so == 1 && sx == 1) return E::loop(x, out, n);
    for (int64_t i = 0; i < n; ++i) E::loop(x + i * sx, out + i * so, 1);
  } else {
    if (so == 1 && sx == 1) {
      if constexpr (requires { E::eigen; }) {
        array(out, n) = E::value(array(x, n));
      } else {
        for (int64_t i = 0; i < n; ++i) out[i] = E::value(x[i]);
      }
      return;
    }
    DOWNHILL_SMALL_LOOP
    for (int64_t i = 0; i < n; ++i) out[i * so] = E::value(x[i * sx]);
  }
}

template <class E, Promotes promotes = Promotes::floating>
struct Unary {
  using Attrs = Nothing;
  static void infer(Call& c) { infer_elementwise(c, promotes); }
  template <class T>
  requires(has_floats(promotes)) static void run(const void*, int64_t n, T* out, int64_t so,
                                                 const T* x, int64_t sx, const T*, int64_t) {
    unary_run<E, T, T>(n, out, so, x, sx);
  }
  static void kernel(Call& c) {
    if constexpr (has_floats(promotes)) {
      if (is_floating(c.compute)) return run_floats(c);
    }
    visit_others<promotes>(c.compute, [&](auto zero) {
      using T = decltype(zero);
      using R = std::conditional_t<promotes == Promotes::compare, bool, T>;
      R* out = c.output().template data<R>();
      const T* x = c.input().template data<T>();
      strided_loop<2>({&c.output(), &c.input()}, [&](int64_t n, auto at, auto step) {
        unary_run<E, T, R>(n, out + at[0], step[0], x + at[1], step[1]);
      });
    });
  }
};

// ---- two inputs ------------------------------------------------------------------------------

#if DOWNHILL_CHOOSES
// Steps of 1, or of 0 of one input.
template <class E, class T>
DOWNHILL_NOINLINE DOWNHILL_AVX2 void binary_run_avx2(int64_t n, T* out, const T* a, int64_t sa,
                                                     const T* b, int64_t sb) {
  if (sa && sb) {
    DOWNHILL_ALIKE
    for (int64_t i = 0; i < n; ++i) out[i] = E::value(a[i], b[i]);
  } else if (const T one = sa ? *b : *a; sa) {
    DOWNHILL_ALIKE
    for (int64_t i = 0; i < n; ++i) out[i] = E::value(a[i], one);
  } else {
    DOWNHILL_ALIKE
    for (int64_t i = 0; i < n; ++i) out[i] = E::value(one, b[i]);
  }
}
#endif

template <class E, class T, class R>
DOWNHILL_NOINLINE void binary_run(int64_t n, R* out, int64_t so, const T* a, int64_t sa, const T* b,
                                  int64_t sb) {
  if (so == 1 && (sa == 1 || sa == 0) && (sb == 1 || sb == 0)) {
    if constexpr (requires { E::eigen; } && !std::is_same_v<T, bool> && std::is_same_v<T, R>) {
#if DOWNHILL_CHOOSES
      if constexpr (std::is_floating_point_v<T>) {
        if (math::has_avx2() && (sa || sb)) return binary_run_avx2<E, T>(n, out, a, sa, b, sb);
      }
#endif
      if (sa && sb)
        array(out, n) = E::value(array(a, n), array(b, n));
      else if (sa)
        array(out, n) = E::value(array(a, n), Eigen::Array<T, Eigen::Dynamic, 1>::Constant(n, *b));
      else if (sb)
        array(out, n) = E::value(Eigen::Array<T, Eigen::Dynamic, 1>::Constant(n, *a), array(b, n));
      else
        array(out, n).setConstant(E::value(*a, *b));
      return;
    }
    if constexpr (!std::is_same_v<R, bool>)
      if (sa && sb) {
        for (int64_t i = 0; i < n; ++i) out[i] = E::value(a[i], b[i]);
        return;
      }
  }
  DOWNHILL_SMALL_LOOP
  for (int64_t i = 0; i < n; ++i) out[i * so] = E::value(a[i * sa], b[i * sb]);
}

template <class E, class T, class R = T>
void binary_loop(const Tensor& o, const Tensor& ta, const Tensor& tb) {
  R* out = o.data<R>();
  const T* a = ta.data<T>();
  const T* b = tb.data<T>();
  strided_loop<3>({&o, &ta, &tb}, [&](int64_t n, auto at, auto step) {
    binary_run<E, T, R>(n, out + at[0], step[0], a + at[1], step[1], b + at[2], step[2]);
  });
}

template <class E, Promotes promotes = Promotes::keep>
struct Binary {
  using Attrs = Nothing;
  static void infer(Call& c) { infer_elementwise(c, promotes); }
  template <class T>
  requires(has_floats(promotes)) static void run(const void*, int64_t n, T* out, int64_t so,
                                                 const T* a, int64_t sa, const T* b, int64_t sb) {
    binary_run<E, T, T>(n, out, so, a, sa, b, sb);
  }
  static void kernel(Call& c) {
    if constexpr (has_floats(promotes)) {
      if (is_floating(c.compute)) return run_floats(c);
    }
    visit_others<promotes>(c.compute, [&](auto zero) {
      using T = decltype(zero);
      using R = std::conditional_t<promotes == Promotes::compare, bool, T>;
      binary_loop<E, T, R>(c.output(), c.input(0), c.input(1));
    });
  }
};

inline constexpr const char* kTwo = "input, other|number";
inline constexpr Sample kPlain[] = {{"[3]"}, {"[]"}, {"[2,3]"}, {"[0]"}};
inline constexpr Sample kPairs[] = {
    {"[3] [3]"}, {"[2,3] [3]"}, {"[2,1] [1,3]"}, {"[] [2]"}, {"[] []"}};

}  // namespace downhill
