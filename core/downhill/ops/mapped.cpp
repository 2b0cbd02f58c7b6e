#include <downhill/ops/loop.h>
#include <downhill/ops/mapped.h>

namespace downhill::ops {

void infer_mapped(Call& c, const char* kernel) {
  const Tensor& x = c.input();
  if (!x.is_floating()) {
    fail(ErrorKind::not_implemented, "\"", kernel, "\" not implemented for '",
         scalar_type_name(x.dtype()), "'");
  }
  c.converts = true;
  c.compute = x.dtype();
  c.give(x.sizes(), x.dtype());
}

void run_mapped(Call& c, float (*f)(float, const void*), double (*d)(double, const void*)) {
  const void* attributes = c.attributes;
  visit_floating(c.compute, [&](auto zero) {
    using T = decltype(zero);
    T* out = c.output().data<T>();
    const T* x = c.input().data<T>();
    strided_loop<2>({&c.output(), &c.input()}, [&](int64_t n, auto at, auto step) {
      for (int64_t i = 0; i < n; ++i) {
        const T value = x[at[1] + i * step[1]];
        if constexpr (sizeof(T) == 4)
          out[at[0] + i * step[0]] = f(value, attributes);
        else
          out[at[0] + i * step[0]] = d(value, attributes);
      }
    });
  });
}

}  // namespace downhill::ops
