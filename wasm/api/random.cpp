// Random numbers: PyTorch's generator and NumPy's legacy one.
#include <downhill/random/fill.h>

#include <cstring>

#include "state.h"

using namespace downhill;
using namespace downhill::api;

namespace {

uint64_t join(int high, int low) {
  return static_cast<uint64_t>(static_cast<uint32_t>(high)) << 32 | static_cast<uint32_t>(low);
}

void draw(Generator& g, int distribution, const Tensor& out, bool contiguous, double a, double b) {
  const int64_t n = out.numel();
  visit(out.dtype(), [&](auto zero) {
    using T = decltype(zero);
    T* to = out.data<T>();
    if (distribution == DH_RANDOM && is_narrow(out.dtype())) {
      // As many bits as integers have beside their sign, and halves in their mantissa.
      static constexpr uint8_t bits[kDTypes] = {0,  0, 0, 0, 0, 31, 11, 0, 0,
                                                15, 8, 0, 0, 7, 0,  0,  0, 8};
      const uint32_t range =
          (1U << bits[static_cast<int>(out.dtype())]) + (out.is_floating() ? 1 : 0);
      for (int64_t i = 0; i < n; ++i) to[i] = static_cast<T>(g.random() % range);
      return;
    }
    switch (distribution) {
      case DH_RANDINT:
        return g.randint(to, n, static_cast<int64_t>(a), static_cast<int64_t>(b));
      case DH_RANDOM:
        return g.random_(to, n);
      default:
        break;
    }
    if constexpr (std::is_same_v<T, int64_t>) {
      if (distribution == DH_RANDPERM) return g.randperm(to, n);
    }
    if (distribution == DH_BERNOULLI) {
      const std::unique_ptr<bool[]> coins(new bool[static_cast<std::size_t>(n)]);
      g.bernoulli(coins.get(), n, a);
      for (int64_t i = 0; i < n; ++i) to[i] = static_cast<T>(coins[static_cast<std::size_t>(i)]);
      return;
    }
    if constexpr (std::is_floating_point_v<T>) {
      if (distribution == DH_UNIFORM) return g.uniform(to, n, a, b);
      if (distribution == DH_NORMAL) return g.normal(to, n, a, b, contiguous);
    }
    fail("this distribution is not implemented for '", scalar_type_name(out.dtype()), "'");
  });
}

void draw(NumpyRandomState& g, int distribution, const Tensor& out, bool, double a, double b) {
  const int64_t n = out.numel();
  if (out.dtype() == DType::Float64) {
    double* to = out.data<double>();
    if (distribution == DH_UNIFORM)
      return a == 0 && b == 1 ? g.rand(to, n) : g.uniform(to, n, a, b);
    if (distribution == DH_NORMAL) return a == 0 && b == 1 ? g.randn(to, n) : g.normal(to, n, a, b);
    if (distribution == DH_EXPONENTIAL) return g.exponential(to, n, a);
  } else if (out.dtype() == DType::Int64) {
    int64_t* to = out.data<int64_t>();
    if (distribution == DH_RANDINT)
      return g.randint(to, n, static_cast<int64_t>(a), static_cast<int64_t>(b));
    if (distribution == DH_RANDPERM) return g.permutation(to, n);
  }
  fail("NumPy's generator has no such distribution");
}

}  // namespace

extern "C" {

int dh_generator(int numpy) {
  return guarded([&] {
    return own(numpy ? std::make_unique<AnyGenerator>(NumpyRandomState())
                     : std::make_unique<AnyGenerator>(Generator()));
  });
}
int dh_seed(int h, int high, int low) {
  return guarded([&] {
    const GeneratorRef any = generator(h);
    if (Generator* const* g = std::get_if<Generator*>(&any))
      (*g)->manual_seed(join(high, low));
    else
      std::get<NumpyRandomState*>(any)->seed(static_cast<uint32_t>(low));
    return 1;
  });
}
int dh_seed_list(int h) {
  return guarded([&] {
    const std::vector<Argument> arguments = take_arguments();
    std::vector<uint32_t> key;
    if (!arguments.empty()) {
      for (const Argument& a : arguments[0].list)
        key.push_back(static_cast<uint32_t>(a.number.to<int64_t>()));
    }
    if (key.empty()) fail(ErrorKind::value, "Seed must be non-empty");
    std::get<NumpyRandomState*>(generator(h))->seed(key);
    return 1;
  });
}
int dh_generator_state(int h) {
  return guarded([&] {
    return std::visit(
        [](const auto* g) {
          stage().resize(sizeof(g->state()));
          std::memcpy(stage().data(), &g->state(), stage().size());
          return static_cast<int>(stage().size());
        },
        generator(h));
  });
}
int dh_generator_set_state(int h) {
  return guarded([&] {
    return std::visit(
        [](auto* g) {
          auto state = g->state();
          if (stage().size() != sizeof(state)) fail("RNG state is wrong size");
          std::memcpy(static_cast<void*>(&state), stage().data(), sizeof(state));
          g->set_state(state);
          return 1;
        },
        generator(h));
  });
}
int dh_random(int h, int distribution, int to, double a, double b) {
  return guarded([&] {
    const Tensor& t = tensor(to);
    check_inplace(t, GradMode::enabled() && t.requires_grad());
    fill_in_memory_order(t, [&](const Tensor& plain) {
      std::visit([&](auto* g) { draw(*g, distribution, plain, t.is_contiguous(), a, b); },
                 generator(h));
    });
    return 1;
  });
}
}
