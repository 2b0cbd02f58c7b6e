#include <downhill/math/fma.h>
#include <downhill/ops/list.h>

namespace downhill::ops {

// ---- where -----------------------------------------------------------------------------------

void Where::infer(Call& c) {
  if (c.input(0).dtype() == DType::UInt8) c.inputs[0] = c.inputs[0].to(DType::Bool);
  if (c.input(0).dtype() != DType::Bool) {
    fail("where expected condition to be a boolean tensor, but got a tensor with dtype ",
         scalar_type_name(c.input(0).dtype()));
  }
  c.compute = result_type({c.input(1), c.input(2)});
  for (int i = 1; i < 3; ++i) {
    if (c.inputs[i].dtype() != c.compute) c.inputs[i] = c.inputs[i].to(c.compute);
  }
  c.give(broadcast(c.input(0).sizes(), broadcast(c.input(1).sizes(), c.input(2).sizes())),
         c.compute);
}
void Where::kernel(Call& c) {
  visit(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const bool* mask = c.input(0).data<bool>();
    const T *a = c.input(1).data<T>(), *b = c.input(2).data<T>();
    strided_loop<4>(
        {&c.output(), &c.input(0), &c.input(1), &c.input(2)}, [&](int64_t n, auto at, auto step) {
          for (int64_t i = 0; i < n; ++i) {
            out[at[0] + i * step[0]] =
                mask[at[1] + i * step[1]] ? a[at[2] + i * step[2]] : b[at[3] + i * step[3]];
          }
        });
  });
}
void Where::backward(Backward& b) {
  const Tensor zero = Tensor::full({}, 0, b.grad().dtype());
  if (b.needs(1)) b.set(1, where(b.input(0), b.grad(), zero));
  if (b.needs(2)) b.set(2, where(b.input(0), zero, b.grad()));
}

// ---- clamp -----------------------------------------------------------------------------------

void Clamp::infer(Call& c) {
  const Attrs& a = c.get<Attrs>();
  if (!a.min && !a.max) fail("torch.clamp: At least one of 'min' or 'max' must not be None");
  Tensors all{c.input()};
  if (a.min) all.push_back(weak_number(*a.min, c.input().dtype()));
  if (a.max) all.push_back(weak_number(*a.max, c.input().dtype()));
  c.converts = true;
  c.compute = result_type(all);
  c.give(c.input().sizes(), c.compute);
}
void Clamp::kernel(Call& c) {
  const Attrs& a = c.get<Attrs>();
  visit(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T* x = c.input().data<T>();
    const T lo = a.min ? a.min->to<T>() : T(), hi = a.max ? a.max->to<T>() : T();
    strided_loop<2>({&c.output(), &c.input()}, [&](int64_t n, auto at, auto step) {
      for (int64_t i = 0; i < n; ++i) {
        T v = x[at[1] + i * step[1]];  // NaN passes; of 0 and -0 x's own stays
        if (a.min && v < lo) v = lo;
        if (a.max && v > hi) v = hi;
        out[at[0] + i * step[0]] = v;
      }
    });
  });
}
void Clamp::backward(Backward& b) {
  const Attrs& a = b.get<Attrs>();
  const Tensor x = b.input();
  Tensor inside;
  if (a.min) inside = ge(x, *a.min);
  if (a.max) inside = inside.defined() ? logical_and(inside, le(x, *a.max)) : le(x, *a.max);
  b.set(0, where(inside, b.grad(), Tensor::full({}, 0, b.grad().dtype())));
}

// ---- masked_fill -----------------------------------------------------------------------------

void MaskedFill::infer(Call& c) {
  if (c.input(1).dtype() != DType::Bool) {
    fail("masked_fill_ only supports boolean masks, but got mask with dtype ",
         c_type_name(c.input(1).dtype()));
  }
  c.compute = c.input(0).dtype();
  c.give(c.inplace ? c.input(0).sizes() : broadcast(c.input(0).sizes(), c.input(1).sizes()),
         c.compute);
  if (c.inplace) broadcast(c.input(0).sizes(), c.input(1).sizes());
}
void MaskedFill::kernel(Call& c) {
  visit(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T* x = c.input(0).data<T>();
    const bool* mask = c.input(1).data<bool>();
    const T v = c.get<Attrs>().value.to<T>();
    strided_loop<3>({&c.output(), &c.input(0), &c.input(1)}, [&](int64_t n, auto at, auto step) {
      for (int64_t i = 0; i < n; ++i)
        out[at[0] + i * step[0]] = mask[at[2] + i * step[2]] ? v : x[at[1] + i * step[1]];
    });
  });
}
void MaskedFill::backward(Backward& b) {
  if (b.needs(0)) b.set(0, masked_fill(b.grad(), b.input(1), 0));
}

// ---- lerp ------------------------------------------------------------------------------------

void Lerp::infer(Call& c) {
  if (c.input(0).dtype() != c.input(1).dtype()) {
    fail("expected dtype ", c_type_name(c.input(0).dtype()), " for `end` but got dtype ",
         c_type_name(c.input(1).dtype()));
  }
  infer_elementwise(c, Promotes::floating);
}
void Lerp::kernel(Call& c) {
  visit_floating(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T *a = c.input(0).data<T>(), *end = c.input(1).data<T>();
    const T w = c.get<Attrs>().weight.to<T>();
    strided_loop<3>({&c.output(), &c.input(0), &c.input(1)}, [&](int64_t n, auto at, auto step) {
      in_blocks<T, 2>(
          n, {a + at[1], end + at[2]}, {step[1], step[2]}, out + at[0], step[0],
          [&](int64_t m, const auto& in, T* to) { math::lerp(m, in[0], in[1], w, to); });
    });
  });
}
void Lerp::backward(Backward& b) {
  const Number w = b.get<Attrs>().weight;
  if (b.needs(0)) b.set(0, mul(b.grad(), 1 - w.to<double>()));
  if (b.needs(1)) b.set(1, mul(b.grad(), w));
}

// ---- addcmul, addcdiv ------------------------------------------------------------------------

namespace {
// loop(n, value, self, tensor1, tensor2, out) over neighbours.
template <class T, class Loop>
void three(Call& c, Loop&& loop) {
  T* out = c.output().data<T>();
  const T *s = c.input(0).data<T>(), *x = c.input(1).data<T>(), *y = c.input(2).data<T>();
  const T v = c.get<Valued>().value.to<T>();
  strided_loop<4>(
      {&c.output(), &c.input(0), &c.input(1), &c.input(2)}, [&](int64_t n, auto at, auto step) {
        in_blocks<T, 3>(
            n, {s + at[1], x + at[2], y + at[3]}, {step[1], step[2], step[3]}, out + at[0], step[0],
            [&](int64_t m, const auto& in, T* to) { loop(m, v, in[0], in[1], in[2], to); });
      });
}
}  // namespace

void Addcmul::infer(Call& c) { infer_elementwise(c, Promotes::keep); }
void Addcmul::kernel(Call& c) {
  visit(c.compute, [&](auto zero) {
    using T = decltype(zero);
    three<T>(c, [](int64_t n, T v, const T* s, const T* x, const T* y, T* out) {
      if constexpr (std::is_floating_point_v<T>) {
        math::addcmul(n, v, x, y, s, out);
      } else {
        for (int64_t i = 0; i < n; ++i) out[i] = static_cast<T>(s[i] + v * x[i] * y[i]);
      }
    });
  });
}
void Addcmul::backward(Backward& b) {
  const Number v = b.get<Valued>().value;
  if (b.needs(0)) b.set(0, b.grad());
  if (b.needs(1)) b.set(1, mul(b.grad(), mul(b.input(2), v)));
  if (b.needs(2)) b.set(2, mul(b.grad(), mul(b.input(1), v)));
}

void Addcdiv::infer(Call& c) {
  infer_elementwise(c, Promotes::keep);
  if (!is_floating(c.compute)) {
    fail(
        "Integer division with addcdiv is no longer supported, and in a future release addcdiv "
        "will perform a true "
        "division of tensor1 and tensor2.");
  }
}
void Addcdiv::kernel(Call& c) {
  visit_floating(c.compute, [&](auto zero) {
    using T = decltype(zero);
    three<T>(c, [](int64_t n, T v, const T* s, const T* x, const T* y, T* out) {
      array(out, n) = array(s, n) + (v * array(x, n)) / array(y, n);
    });
  });
}
void Addcdiv::backward(Backward& b) {
  const Number v = b.get<Valued>().value;
  if (b.needs(0)) b.set(0, b.grad());
  if (b.needs(1)) b.set(1, mul(b.grad(), div(Tensor::full({}, v, b.grad().dtype()), b.input(2))));
  if (b.needs(2)) {
    const Tensor y = b.input(2);
    b.set(2, mul(neg(b.grad()), div(mul(b.input(1), v), mul(y, y))));
  }
}

}  // namespace downhill::ops
