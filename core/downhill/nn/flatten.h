// Layers that only look at shapes.
#pragma once
#include <downhill/nn/layer.h>
#include <downhill/ops/views.h>

namespace downhill::nn {

namespace entries {

struct Flatten : Calls<flatten> {
  static constexpr ModuleInfo info{.name = "Flatten",
                                   .file = "flatten",
                                   .doc = "Dimensions start_dim to end_dim as one.",
                                   .call = "input.flatten(start_dim, end_dim)",
                                   .repr = "start_dim end_dim"};
  struct Args {
    int64_t start_dim = 1, end_dim = -1;
    static constexpr auto fields() {
      return std::tuple{field("start_dim", &Args::start_dim), field("end_dim", &Args::end_dim)};
    }
  };
};

}  // namespace entries

using Flatten = Layer<entries::Flatten>;

}  // namespace downhill::nn
