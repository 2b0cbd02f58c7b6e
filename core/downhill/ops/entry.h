// Operators as entries. An entry is a struct in a file of ops/, named once in list.h:
//
//   struct Exp : Unary<Exp> {
//     static constexpr Info info{.name = "exp", .node = "ExpBackward0", .doc = "...",
//                                .saves = {{.outputs = 1}}};
//     template <class T>
//     static void loop(const T* x, T* out, int64_t n) {
//       math::exp(x, out, n);
//     }
//     static void backward(Backward& b) { b.set(0, mul(b.grad(), b.output())); }
//     static constexpr Sample samples[] = {{"[3]"}, {"[2,3]"}};
//   };
//
// From it follow the C++ function, the flat API's id, the Python functions and methods, the schema
// and tests.
#pragma once
#include <downhill/ops/op.h>

namespace downhill {

template <class E>
concept Composite = requires(const Tensors& t, const typename E::Attrs& a) {
  E::compose(t, a);
};
template <class E>
concept HasBackward = requires(Backward& b) {
  E::backward(b);
};
template <class E>
concept IsView = requires {
  E::is_view;
};

template <class E>
concept IsSeveralViews = requires {
  E::is_several_views;
};

template <class E, class T>
constexpr ElementRun run_of() {
  if constexpr (requires { &E::template run<T>; }) {
    return [](const void* attributes, int64_t n, void* out, int64_t so, const void* a, int64_t sa,
              const void* b, int64_t sb) {
      E::template run<T>(attributes, n, static_cast<T*>(out), so, static_cast<const T*>(a), sa,
                         static_cast<const T*>(b), sb);
    };
  } else {
    return nullptr;
  }
}

// From the entry's `one`, or its `value` where it has no attributes.
template <class E, class T>
constexpr ElementOne one_of() {
  // (UBSan of GCC 12 takes a comparison of run_of<E, T>() with null for no constant.)
  constexpr bool has_run = requires { &E::template run<T>; };
  constexpr bool plain = has_run && std::is_same_v<typename E::Attrs, Nothing>;
  if constexpr (requires(T x) { E::template one<T>(nullptr, x, x); }) {
    return [](const void* attributes, void* out, const void* a, const void* b) {
      *static_cast<T*>(out) =
          E::template one<T>(attributes, *static_cast<const T*>(a), *static_cast<const T*>(b));
    };
  } else if constexpr (requires(T x) { E::template one<T>(nullptr, x); }) {
    return [](const void* attributes, void* out, const void* a, const void*) {
      *static_cast<T*>(out) = E::template one<T>(attributes, *static_cast<const T*>(a));
    };
  } else if constexpr (plain && requires(T x) { E::value(x, x); }) {
    return [](const void*, void* out, const void* a, const void* b) {
      *static_cast<T*>(out) = E::value(*static_cast<const T*>(a), *static_cast<const T*>(b));
    };
  } else if constexpr (plain && requires(T x) { E::value(x); }) {
    return [](const void*, void* out, const void* a, const void*) {
      *static_cast<T*>(out) = E::value(*static_cast<const T*>(a));
    };
  } else {
    return nullptr;
  }
}

template <class E>
constexpr Op make_op(int id) {
  using A = typename E::Attrs;
  Op op{};
  op.info = &kBrief<E>;
  op.id = id;
  op.view = IsView<E>;
  op.several = IsSeveralViews<E>;
  op.composite = Composite<E>;
  op.keeps_shapes = E::info.keeps_shapes;
  for (int needs = 0; needs < 4; ++needs) {
    for (int i = 0; i < 2; ++i) {
      if (needs >> i & 1) op.saves[needs] = op.saves[needs] | E::info.saves[i];
    }
  }
  if constexpr (Composite<E>) {
    op.compose = [](const Tensors& t, const void* a) -> Tensors {
      const A& attributes = *static_cast<const A*>(a);
      if constexpr (std::is_same_v<decltype(E::compose(t, attributes)), Tensors>)
        return E::compose(t, attributes);
      else
        return {E::compose(t, attributes)};
    };
  } else {
    op.infer = &E::infer;
    if constexpr (!IsView<E>) op.kernel = &E::kernel;
    op.run[0] = run_of<E, float>();
    op.run[1] = run_of<E, double>();
    op.one[0] = one_of<E, float>();
    op.one[1] = one_of<E, double>();
    if constexpr (HasBackward<E>) op.backward = &E::backward;
  }
  op.samples = E::samples;
  op.attributes = &kStruct<A>;
  return op;
}

template <class E>
const Op& op_of();  // defined in list.h

// The C++ function of an entry: `add(x, y)`, `sum(x, {{0}}, true)`, `add.inplace(x, y)`. Inputs
// first, then the attributes in the order of the entry's struct. A number may stand for a tensor.
constexpr int count_inputs(const char* names) {
  int n = 1;
  for (; *names; ++names) n += *names == ',';
  return n;
}
template <class E, int N = count_inputs(E::info.inputs)>
struct Function {
  template <class... A>
  Tensor operator()(const Tensor& a, const A&... rest) const {
    if constexpr (N == 1) {
      const typename E::Attrs attributes{rest...};
      return apply_one(op_of<E>(), a, &attributes);
    } else if constexpr (N == 2) {
      return two(a, rest...);
    } else {
      Tensors inputs{a};
      return next<N - 1>(
          inputs,
          [](Tensors& tensors, const void* attributes) {
            return apply_one(op_of<E>(), std::move(tensors), attributes);
          },
          rest...);
    }
  }
  template <class... A>
  Tensor operator()(Number a, const Tensor& b, const A&... rest) const requires(N >= 2) {
    return (*this)(weak(a, b), b, rest...);
  }
  template <class... A>
  Tensors all(const Tensor& a, const A&... rest) const {
    Tensors inputs{a};
    return next<N - 1>(
        inputs,
        [](Tensors& tensors, const void* attributes) {
          return apply(op_of<E>(), std::move(tensors), attributes);
        },
        rest...);
  }
  template <class... A>
  Tensor inplace(const Tensor& a, const A&... rest) const {
    Tensors inputs{a};
    return next<N - 1>(
        inputs,
        [](Tensors& tensors, const void* attributes) {
          return apply_inplace(op_of<E>(), std::move(tensors), attributes);
        },
        rest...);
  }
  // Over a list of tensors: cat({a, b}, 1).
  template <class... A>
  Tensor list(const Tensors& inputs, const A&... rest) const {
    const typename E::Attrs attributes{rest...};
    return apply_one(op_of<E>(), Tensors(inputs), &attributes);
  }

 private:
  template <class B, class... A>
  static Tensor two(const Tensor& a, const B& b, const A&... rest) {
    const typename E::Attrs attributes{rest...};
    if constexpr (std::is_convertible_v<const B&, const Tensor&>)
      return apply_one(op_of<E>(), a, b, &attributes);
    else
      return apply_one(op_of<E>(), a, weak(Number(b), a), &attributes);
  }
  // `Left` more inputs, then the attributes; then the call.
  template <int Left, class F, class... A>
  static auto next(Tensors& inputs, const F& run, const A&... rest) {
    if constexpr (Left == 0) {
      const typename E::Attrs attributes{rest...};
      return run(inputs, &attributes);
    } else {
      return input<Left>(inputs, run, rest...);
    }
  }
  template <int Left, class F, class B, class... A>
  static auto input(Tensors& inputs, const F& run, const B& b, const A&... rest) {
    if constexpr (std::is_convertible_v<const B&, Tensor>)
      inputs.push_back(b);
    else
      inputs.push_back(weak(Number(b), inputs.back()));
    return next<Left - 1>(inputs, run, rest...);
  }

 public:
  // A number beside tensors: 0-d, in the dtype that it will have in the computation.
  static Tensor weak(Number n, const Tensor& beside) { return weak_number(n, beside.dtype()); }
};

}  // namespace downhill
