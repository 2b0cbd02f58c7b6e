// Every operator's samples, backward: against central differences in float64, once and twice; and
// the gradients of the in-place form, on a result and on a view of a result, against those of the
// ordinary form.
#include <downhill/autograd/engine.h>

#include <doctest/doctest.h>

#include "samples.h"

using namespace downhill;
using namespace downhill::test;

namespace {

constexpr double kStep = 1e-5, kTolerance = 2e-7;

bool takes_gradients(const Entry& entry) { return entry.op->backward || entry.op->composite; }

Tensors leaves(const Sample& sample, uint64_t seed = 1) {
  Tensors inputs = inputs_of(sample, DType::Float64, seed);
  const auto shapes = shapes_of(sample.shapes);
  for (int i = 0; i < inputs.size(); ++i) {
    if (shapes[static_cast<std::size_t>(i)].kind == InputShape::Kind::values)
      inputs[i].set_requires_grad(true);
  }
  return inputs;
}
Tensors differentiable(const Tensors& inputs) {
  Tensors some;
  for (const Tensor& t : inputs) {
    if (t.requires_grad()) some.push_back(t);
  }
  return some;
}
Tensors floats(const Tensors& tensors) {
  Tensors some;
  for (const Tensor& t : tensors) {
    if (t.is_floating()) some.push_back(t);
  }
  return some;
}

// The sum of the results that have gradients, each weighted.
Tensor weighted(const Tensors& results, const Tensors& weights) {
  Tensor total;
  int k = 0;
  for (const Tensor& t : results) {
    if (!t.is_floating()) continue;
    const Tensor part = sum(mul(t, weights[k++]));
    total = total.defined() ? add(total, part) : part;
  }
  return total;
}
Tensors weights_of(const Tensors& results) {
  Tensors weights;
  for (const Tensor& t : results) {
    if (t.is_floating()) weights.push_back(weights_like(t));
  }
  return weights;
}

// df/dx by central differences, element by element; f reads x's memory.
template <class F>
Tensor difference(const Tensor& x, F&& f) {
  Tensor d = Tensor::empty(x.sizes(), DType::Float64);
  double* value = x.data<double>();
  for (int64_t i = 0; i < x.numel(); ++i) {
    const double at = value[i];
    value[i] = at + kStep;
    const double above = f();
    value[i] = at - kStep;
    const double below = f();
    value[i] = at;
    d.data<double>()[i] = (above - below) / (2 * kStep);
  }
  return d;
}

Tensors gradients(const Tensor& of, const Tensors& with_respect_to, bool create_graph = false) {
  Tensors all;
  if (of.requires_grad())
    all = grad({of}, with_respect_to, {}, {.create_graph = create_graph, .allow_unused = true});
  all.resize(with_respect_to.size());
  for (int i = 0; i < all.size(); ++i) {
    if (!all[i].defined()) all[i] = Tensor::full(with_respect_to[i].sizes(), 0, DType::Float64);
  }
  return all;
}

bool has_float_result(const Entry& entry, const Sample& sample) {
  try {
    return !floats(run(entry, sample, inputs_of(sample, DType::Float64))).empty();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("gradients are the slopes") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!takes_gradients(entry) || !has_float_result(entry, sample)) return;
    CAPTURE(title(entry, sample));
    const Tensors inputs = leaves(sample), x = differentiable(inputs);
    if (x.empty()) return;
    const Tensors results = run(entry, sample, inputs), weights = weights_of(results);
    bool recorded = false;
    for (const Tensor& t : results) recorded = recorded || t.requires_grad();
    CHECK(recorded);
    const Tensors g = gradients(weighted(results, weights), x);
    for (int i = 0; i < x.size(); ++i) {
      CAPTURE(i);
      const Tensor slope = difference(x[i], [&] {
        NoGrad no_grad;
        return weighted(run(entry, sample, inputs), weights).item();
      });
      CHECK(g[i].sizes() == x[i].sizes());
      CHECK(distance(g[i], slope) < kTolerance);
    }
  });
}

TEST_CASE("gradients of gradients are the slopes of gradients") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!takes_gradients(entry) || !has_float_result(entry, sample)) return;
    CAPTURE(title(entry, sample));
    const Tensors inputs = leaves(sample), x = differentiable(inputs);
    if (x.empty()) return;
    Tensors weights = weights_of(run(entry, sample, inputs));
    for (Tensor& w : weights) w.set_requires_grad(true);
    Tensors inner_weights;
    for (const Tensor& t : x) inner_weights.push_back(weights_like(t, 11));
    auto second = [&](bool create_graph) {
      const Tensors results = run(entry, sample, inputs);
      return weighted(gradients(weighted(results, weights), x, create_graph), inner_weights);
    };
    Tensors all = x;
    for (const Tensor& w : weights) all.push_back(w);
    const Tensors g = gradients(second(true), all);
    for (int i = 0; i < all.size(); ++i) {
      CAPTURE(i);
      const Tensor slope = difference(all[i], [&] { return second(false).item(); });
      CHECK(distance(g[i], slope) < 10 * kTolerance);
    }
  });
}

TEST_CASE("gradients are the same for transposed and for expanded incoming gradients") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!takes_gradients(entry) || !has_float_result(entry, sample)) return;
    CAPTURE(title(entry, sample));
    const Tensors inputs = leaves(sample), x = differentiable(inputs);
    const Tensor out = run(entry, sample, inputs)[0];
    if (x.empty() || !out.requires_grad() || out.numel() == 0) return;
    const Tensor w = weights_like(out);
    const Tensor one = Tensor::full(Shape(out.dim(), 1), 0.75, DType::Float64);
    Tensors ways{expand(one, Ints(out.sizes()))};
    if (out.dim() >= 2) ways.push_back(transpose(clone_contiguous(transpose(w, 0, 1)), 0, 1));
    for (const Tensor& way : ways) {
      auto run_with = [&](const Tensor& g) {
        return grad({out}, x, {g}, {.retain_graph = true, .allow_unused = true});
      };
      const Tensors a = run_with(way), b = run_with(clone_contiguous(way));
      for (int i = 0; i < x.size(); ++i) {
        REQUIRE(a[i].defined() == b[i].defined());
        if (a[i].defined()) CHECK(distance(a[i], b[i]) < 1e-14);
      }
    }
  });
}

TEST_CASE("in place, gradients are those of the ordinary form") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!entry.in_place() || !takes_gradients(entry) || !has_float_result(entry, sample)) return;
    CAPTURE(title(entry, sample));
    const Tensors inputs = leaves(sample), x = differentiable(inputs);
    const Shape sizes = inputs[0].sizes();
    Tensors apart = inputs;
    apart[0] = mul(inputs[0], 1.0);
    const Tensor expected = run(entry, sample, apart)[0];
    if (!(expected.sizes() == sizes) || !expected.is_floating()) return;
    const Tensor w = weights_like(expected);
    const Tensors g = gradients(sum(mul(expected, w)), x);

    Tensors own = inputs;
    own[0] = mul(inputs[0], 1.0);
    run_inplace(entry, sample, own);
    CHECK(distance(own[0], expected) == 0);
    const Tensors of_own = gradients(sum(mul(own[0], w)), x);
    for (int i = 0; i < x.size(); ++i) CHECK(distance(of_own[i], g[i]) < 1e-14);

    // On a view of a result: the middle one of three copies.
    const Tensor three =
        stack.list({mul(inputs[0], 1.0), mul(inputs[0], 1.0), mul(inputs[0], 1.0)});
    Tensors viewed = inputs;
    viewed[0] = ops::select(three, 0, 1);
    run_inplace(entry, sample, viewed);
    CHECK(std::string(grad_fn(three)->name()) == "CopySlices");
    CHECK(distance(ops::select(three, 0, 1), expected) == 0);
    CHECK(distance(viewed[0], expected) == 0);
    const Tensors of_viewed = gradients(sum(mul(three, w)), x);
    const Tensors outer = gradients(sum(mul(mul(inputs[0], 2.0), w)), x);
    for (int i = 0; i < x.size(); ++i) CHECK(distance(of_viewed[i], add(g[i], outer[i])) < 1e-13);
  });
}

TEST_CASE("in place on a view, gradients of gradients are the slopes of gradients") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!entry.in_place() || !takes_gradients(entry) || !has_float_result(entry, sample)) return;
    CAPTURE(title(entry, sample));
    const Tensors inputs = leaves(sample), x = differentiable(inputs);
    if (!(run(entry, sample, inputs)[0].sizes() == inputs[0].sizes())) return;
    const Tensor w = weights_like(stack.list({inputs[0], inputs[0]}));
    Tensors inner_weights;
    for (const Tensor& t : x) inner_weights.push_back(weights_like(t, 11));
    auto second = [&](bool create_graph) {
      const Tensor two = stack.list({mul(inputs[0], 1.0), mul(inputs[0], 1.0)});
      Tensors viewed = inputs;
      viewed[0] = ops::select(two, 0, 1);
      run_inplace(entry, sample, viewed);
      return weighted(gradients(sum(mul(mul(two, two), w)), x, create_graph), inner_weights);
    };
    const Tensors g = gradients(second(true), x);
    for (int i = 0; i < x.size(); ++i) {
      CAPTURE(i);
      CHECK(distance(g[i], difference(x[i], [&] { return second(false).item(); })) <
            50 * kTolerance);
    }
  });
}
