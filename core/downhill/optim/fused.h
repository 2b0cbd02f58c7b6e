// One pass over a parameter and its state, for the element-wise part of a rule:
//
//   struct Update {
//     template <class V, class S>
//     DOWNHILL_INLINE void operator()(V& p, const V& g, V& m, const S& beta, const S& size) const {
//       lerp_(m, g, beta);
//       add_(p, m, size);
//     }
//   };
//   fused(Update{}, {&p, &g, &s.momentum}, {1 - o.beta, -o.lr});
//
// The first tensor is the parameter, the second its gradient (only read), the others its state; the
// scalars follow. Contiguous tensors of one floating dtype are updated in place by a loop over
// Lanes, chosen for the processor at run time. With gradients recorded (differentiable=True), or
// tensors laid out otherwise, the same text runs on tensors, operator by operator, with the same
// digits.
#pragma once
#include <downhill/autograd/meta.h>
#include <downhill/math/processor.h>
#include <downhill/optim/lanes.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace downhill::optim {

// One such loop with all that it needs, which may run again while the tensors live.
struct FusedCall {
  void (*loop)(const FusedCall&);
  int64_t n;
  static constexpr std::size_t kTensors = 5, kNumbers = 8;
  void* at[kTensors];
  double numbers[kNumbers];
  void operator()() const { loop(*this); }
};

// Replays listen here.
struct FusedListener {
  void (*on_call)(const FusedCall& c, void* context) = nullptr;
  void* context = nullptr;
};
inline FusedListener fused_listener;

// Contiguous, of float32 or float64 all and as many elements, and nothing is recorded.
template <std::size_t N>
bool can_fuse(const Tensor* const (&tensors)[N]) {
  if (GradMode::enabled()) [[unlikely]]
    return false;
  const TensorImpl& p = *tensors[0]->impl();
  if (!is_wide_floating(p.dtype) || !p.layout->contiguous) [[unlikely]]
    return false;
  for (std::size_t k = 1; k < N; ++k) {
    const TensorImpl& t = *tensors[k]->impl();
    const bool same =
        t.layout == p.layout || (t.layout->contiguous && t.layout->numel == p.layout->numel);
    if (t.dtype != p.dtype || !same) [[unlikely]]
      return false;
  }
  return true;
}

// `left`: how many elements of the lane there are, if not all.
template <class V, class F, class T, std::size_t N, std::size_t M, std::size_t... Is,
          std::size_t... Ks>
DOWNHILL_INLINE void fused_step(F f, T* const (&at)[N], int64_t i, int64_t left,
                                const std::array<V, M>& scalars, std::index_sequence<Is...>,
                                std::index_sequence<Ks...>) {
  std::array<V, N> v{V::load(at[Is] + i, left)...};
  f(v[Is]..., scalars[Ks]...);
  ((Is == 1 ? void() : v[Is].store(at[Is] + i, left)), ...);  // the gradient is only read
}

// Lanes of one element: compilers make SIMD code of it. What the call holds is read word by word: a
// wide load of what has just been written in words waits for the cache.
template <class V, class F, std::size_t N, std::size_t M, std::size_t... Is, std::size_t... Ks>
DOWNHILL_INLINE void fused_loop(F f, const FusedCall& c, int64_t n,
                                std::index_sequence<Is...> tensors_at,
                                std::index_sequence<Ks...> scalars_at) {
  using T = typename V::Number;
  T* const at[N]{static_cast<T*>(c.at[Is])...};
  // Rounded once, as a Python number is when it enters an operator.
  const std::array<V, M> scalars{V(static_cast<T>(c.numbers[Ks]))...};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#elif defined(__clang__) && !defined(__wasm__)
#pragma clang loop vectorize(assume_safety)
#endif
  for (int64_t i = 0; i < n; i += V::width)
    fused_step(f, at, i, n - i, scalars, tensors_at, scalars_at);
}
template <class V, class F, std::size_t N, std::size_t M>
DOWNHILL_INLINE void fused_loop(const FusedCall& c, int64_t n) {
  fused_loop<V, F, N, M>(F(), c, n, std::make_index_sequence<N>(), std::make_index_sequence<M>());
}

#if DOWNHILL_CHOOSES
template <class F, class T, std::size_t N, std::size_t M>
DOWNHILL_AVX2_FMA void fused_hardware(const FusedCall& c) {
  if (c.n == 1) [[likely]]  // has no loop around it: small problems are made of them
    return fused_loop<Lane<T, Hardware>, F, N, M>(c, 1);
  fused_loop<Lane<T, Hardware>, F, N, M>(c, c.n);
}
#endif

#if defined(__wasm_simd128__)
template <class F, std::size_t N, std::size_t M>
DOWNHILL_NOINLINE void fused_floats(const FusedCall& c) {
  fused_loop<Floats, F, N, M>(c, c.n);
}
#endif
template <class F, class T, std::size_t N, std::size_t M>
void fused_plain(const FusedCall& c) {
#if defined(__wasm_simd128__)
  // One float is done sooner without the lanes beside it, and without the stack that they need.
  if (sizeof(T) == 4 && c.n != 1) return fused_floats<F, N, M>(c);
  fused_loop<Lane<T, Software>, F, N, M>(c, sizeof(T) == 4 ? 1 : c.n);
#elif DOWNHILL_HARDWARE_FMA
  fused_loop<Lane<T, Hardware>, F, N, M>(c, c.n);
#else
  fused_loop<Lane<T, Software>, F, N, M>(c, c.n);
#endif
}

template <class F, class T, std::size_t N, std::size_t M>
auto fused_for_processor() {
#if DOWNHILL_CHOOSES
  if (math::has_avx2_fma()) [[likely]]
    return fused_hardware<F, T, N, M>;
#endif
  return fused_plain<F, T, N, M>;
}

// The loop, over tensors for which can_fuse says yes.
template <class F, std::size_t N, std::size_t M>
DOWNHILL_INLINE void fuse(F, const Tensor* const (&tensors)[N], const double (&numbers)[M]) {
  static_assert(N <= FusedCall::kTensors && M <= FusedCall::kNumbers);
  FusedCall c;
  const TensorImpl& p = *tensors[0]->impl();
  c.loop = p.dtype == DType::Float32 ? fused_for_processor<F, float, N, M>()
                                     : fused_for_processor<F, double, N, M>();
  c.n = p.layout->numel;
  for (std::size_t k = 0; k < N; ++k) {
    c.at[k] = tensors[k]->raw();
    if (k != 1) tensors[k]->bump_version();
  }
  for (std::size_t k = 0; k < M; ++k) c.numbers[k] = numbers[k];
  c();
  if (fused_listener.on_call) [[unlikely]]
    fused_listener.on_call(c, fused_listener.context);
}

template <class F, std::size_t N, std::size_t M, std::size_t... Is, std::size_t... Ks>
DOWNHILL_NOINLINE void fused_operators(F f, const Tensor* const (&tensors)[N],
                                       const Scalar (&scalars)[M], std::index_sequence<Is...>,
                                       std::index_sequence<Ks...>) {
  std::array<Tensor, N> v{*tensors[Is]...};
  f(v[Is]..., scalars[Ks]...);
}

template <class F, std::size_t N, std::size_t M>
DOWNHILL_INLINE void fused(F f, const Tensor* const (&tensors)[N], const double (&numbers)[M]) {
  if (can_fuse(tensors)) [[likely]]
    return fuse(f, tensors, numbers);
  Scalar scalars[M];
  std::copy(std::begin(numbers), std::end(numbers), std::begin(scalars));
  fused_operators(f, tensors, scalars, std::make_index_sequence<N>(),
                  std::make_index_sequence<M>());
}

// The same with tensors among the scalars, perhaps.
template <class F, std::size_t N, std::size_t M>
void fused(F f, const Tensor* const (&tensors)[N], const Scalar (&scalars)[M]) {
  if (!can_fuse(tensors)) [[unlikely]] {
    return fused_operators(f, tensors, scalars, std::make_index_sequence<N>(),
                           std::make_index_sequence<M>());
  }
  double numbers[M];
  for (std::size_t k = 0; k < M; ++k) numbers[k] = scalars[k].value();
  fuse(f, tensors, numbers);
}

}  // namespace downhill::optim
