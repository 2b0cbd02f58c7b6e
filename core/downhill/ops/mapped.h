// Element-wise operators of one floating-point input that are many and seldom hot (activations):
// they share one loop, which calls a function for each element, so that each adds few bytes to the
// wasm module.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

// Throws PyTorch's error for other dtypes: "elu_cpu" not implemented for 'Long'.
void infer_mapped(Call& c, const char* kernel);
void run_mapped(Call& c, float (*f)(float, const void*), double (*d)(double, const void*));

// f(x, attributes) for float and double; a lambda without captures.
template <class A, class F>
void map_floats(Call& c, F) {
  run_mapped(
      c, [](float x, const void* a) { return F{}(x, *static_cast<const A*>(a)); },
      [](double x, const void* a) { return F{}(x, *static_cast<const A*>(a)); });
}

inline constexpr Sample kKinks[] = {{"[6]"}, {"[]"}, {"[2,3]", "", -8, 8}, {"[0]"}};

}  // namespace downhill::ops
