// Adam's update of n elements as one loop: the floor of W6, and of the steps of W4 and W5.
#pragma once
#include "wide.h"

#include <cmath>
#include <cstdint>
#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace bench {

struct AdamScalars {
  float lerp, beta2, rest2, root, eps, scale;
  // beta1^t and beta2^t as the core has them.
  AdamScalars(double power1, double power2, double lr)
      : lerp(static_cast<float>(1 - 0.9)),
        beta2(static_cast<float>(0.999)),
        rest2(static_cast<float>(1 - 0.999)),
        root(static_cast<float>(std::sqrt(1 - power2))),
        eps(static_cast<float>(1e-8)),
        scale(static_cast<float>(-(lr / (1 - power1)))) {}
};

struct AdamLoop {
  template <class M>
  static DOWNHILL_INLINE void run(int64_t n, float* __restrict p, const float* __restrict g,
                                  float* __restrict m, float* __restrict v, const AdamScalars* s) {
    const AdamScalars c = *s;
    int64_t i = 0;
#if defined(__wasm_simd128__)
    // Four fused multiply-adds by way of double; `unsure` where that would round twice.
    v128_t unsure = wasm_i64x2_splat(0);
    const auto half_fma = [&](v128_t x, v128_t y, v128_t z) {
      const v128_t sum = wasm_f64x2_add(
          wasm_f64x2_mul(wasm_f64x2_promote_low_f32x4(x), wasm_f64x2_promote_low_f32x4(y)),
          wasm_f64x2_promote_low_f32x4(z));
      const v128_t tie = wasm_i64x2_eq(wasm_v128_and(sum, wasm_i64x2_splat(0x1fffffff)),
                                       wasm_i64x2_splat(0x10000000));
      const v128_t tiny =
          wasm_v128_and(wasm_f64x2_lt(wasm_f64x2_abs(sum), wasm_f64x2_splat(0x1p-126)),
                        wasm_f64x2_ne(sum, wasm_f64x2_splat(0)));
      unsure = wasm_v128_or(unsure, wasm_v128_or(tie, tiny));
      return wasm_f32x4_demote_f64x2_zero(sum);
    };
    const auto high = [](v128_t x) { return wasm_i32x4_shuffle(x, x, 2, 3, 2, 3); };
    const auto fma4 = [&](v128_t x, v128_t y, v128_t z) {
      return wasm_i32x4_shuffle(half_fma(x, y, z), half_fma(high(x), high(y), high(z)), 0, 1, 4, 5);
    };
    const v128_t lerp = wasm_f32x4_splat(c.lerp), beta2 = wasm_f32x4_splat(c.beta2),
                 rest2 = wasm_f32x4_splat(c.rest2), root = wasm_f32x4_splat(c.root),
                 eps = wasm_f32x4_splat(c.eps), scale = wasm_f32x4_splat(c.scale);
    for (; i + 4 <= n; i += 4) {
      const v128_t grad = wasm_v128_load(g + i), m0 = wasm_v128_load(m + i);
      unsure = wasm_i64x2_splat(0);
      const v128_t m1 = fma4(lerp, wasm_f32x4_sub(grad, m0), m0);
      const v128_t v1 =
          fma4(wasm_f32x4_mul(rest2, grad), grad, wasm_f32x4_mul(wasm_v128_load(v + i), beta2));
      if (wasm_v128_any_true(unsure)) {
        for (int64_t j = i; j < i + 4; ++j) one<M>(p[j], g[j], m[j], v[j], c);
        continue;
      }
      wasm_v128_store(m + i, m1);
      wasm_v128_store(v + i, v1);
      const v128_t below = wasm_f32x4_add(wasm_f32x4_div(wasm_f32x4_sqrt(v1), root), eps);
      wasm_v128_store(p + i, wasm_f32x4_add(wasm_v128_load(p + i),
                                            wasm_f32x4_div(wasm_f32x4_mul(scale, m1), below)));
    }
#endif
    for (; i < n; ++i) one<M>(p[i], g[i], m[i], v[i], c);
  }

  template <class M>
  static DOWNHILL_INLINE void one(float& p, float g, float& m, float& v, const AdamScalars& c) {
    m = M::fma(c.lerp, g - m, m);
    v = M::fma(c.rest2 * g, g, v * c.beta2);
    p = p + c.scale * m / (std::sqrt(v) / c.root + c.eps);
  }
};

}  // namespace bench
