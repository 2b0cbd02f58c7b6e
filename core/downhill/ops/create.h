// Tensors from numbers alone.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct Full {
  struct Attrs {
    Ints size;
    Number fill_value = 0;
    std::optional<DType> dtype = {};
    static constexpr auto fields() {
      return std::tuple{field("size", &Attrs::size).required(),
                        field("fill_value", &Attrs::fill_value).required(),
                        field("dtype", &Attrs::dtype).keyword()};
    }
  };
  static constexpr Info info{
      .name = "_full", .inputs = "", .where = "torch", .doc = "The same number in every element."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"", "(2,), 1.5"}};
};

struct Arange {
  struct Attrs {
    Number start = 0, end = 0, step = 1;
    std::optional<DType> dtype = {};
    static constexpr auto fields() {
      return std::tuple{field("start", &Attrs::start).required(),
                        field("end", &Attrs::end).required(), field("step", &Attrs::step),
                        field("dtype", &Attrs::dtype).keyword()};
    }
  };
  static constexpr Info info{.name = "_arange",
                             .inputs = "",
                             .where = "torch",
                             .doc = "start, start + step, ... below end."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"", "0, 3, 1"}};
};

struct Linspace {
  struct Attrs {
    Number start = 0, end = 1;
    int64_t steps = 2;
    std::optional<DType> dtype = {};
    static constexpr auto fields() {
      return std::tuple{
          field("start", &Attrs::start).required(), field("end", &Attrs::end).required(),
          field("steps", &Attrs::steps).required(), field("dtype", &Attrs::dtype).keyword()};
    }
  };
  static constexpr Info info{.name = "_linspace",
                             .inputs = "",
                             .where = "torch",
                             .doc = "Evenly spaced numbers, both ends included."};
  static void infer(Call& c);
  static void kernel(Call& c);
  static constexpr Sample samples[] = {{"", "0, 1, 3"}};
};

}  // namespace downhill::ops

namespace downhill {
Tensor arange(int64_t n);  // 0 .. n-1, int64
}
