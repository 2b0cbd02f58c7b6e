// Every operator's samples, forward: all dtypes, other layouts in memory, in place, and without
// elements.
#include <doctest/doctest.h>

#include "samples.h"

using namespace downhill;
using namespace downhill::test;

namespace {

// The same elements in another layout.
Tensor turned(const Tensor& t) {
  if (t.dim() < 2) return {};
  return transpose(clone_contiguous(transpose(t, 0, t.dim() - 1)), 0, t.dim() - 1);
}
Tensor spread(const Tensor& t) {  // every second element of something larger, from the third on
  Ints wide{2 * t.numel() + 2};
  Tensor memory = Tensor::full(wide, 1, t.dtype());
  Shape strides = t.strides();
  for (int64_t& s : strides) s *= 2;
  const Tensor view = Tensor::alias(memory, t.sizes(), strides, 2);
  copy_into(view, t);
  return view;
}
Tensor repeated(const Tensor& t) {  // the first row again and again
  if (t.dim() == 0 || t.size(0) == 0) return {};
  return expand(slice(t, 0, 0, 1), Ints(t.sizes()));
}

bool same(const Tensor& a, const Tensor& b) {
  return a.dtype() == b.dtype() && distance(a, b) < 1e-14;
}

Tensors plain(Tensors inputs) {
  for (Tensor& t : inputs) t = clone_contiguous(t);
  return inputs;
}

bool allowed_for_layout(const std::string& text) {
  return text.starts_with("view size is not compatible") ||
         text.ends_with("the input matrix is singular.");  // equal rows
}

// The dtype that an entry's samples are meant in: & | ^ ~ take no floats.
DType meant(const Entry& entry, const Sample& sample) {
  try {
    run(entry, sample, inputs_of(sample, DType::Float64));
  } catch (const Error& e) {
    CHECK(std::string(e.what()).find("not implemented for 'Double'") != std::string::npos);
    return DType::Int64;
  }
  return DType::Float64;
}

}  // namespace

TEST_CASE("samples run in float32 and float64, with the results near each other") {
  each_sample([](const Entry& entry, const Sample& sample) {
    CAPTURE(title(entry, sample));
    if (meant(entry, sample) != DType::Float64) return;
    const Tensors wide = run(entry, sample, inputs_of(sample, DType::Float64));
    const Tensors narrow = run(entry, sample, inputs_of(sample, DType::Float32));
    REQUIRE(!wide.empty());
    REQUIRE(narrow.size() == wide.size());
    for (int i = 0; i < wide.size(); ++i) {
      CAPTURE(i);
      CHECK(distance(narrow[i], wide[i]) < 2e-6);
    }
  });
}

TEST_CASE("integers give what float64 gives, where they are taken") {
  each_sample([](const Entry& entry, const Sample& sample) {
    CAPTURE(title(entry, sample));
    if (meant(entry, sample) != DType::Float64) return;
    if (entry.name() == "addmm") return;  // its factors become integers before the product
    const Tensors whole = inputs_of(sample, DType::Int64);
    Tensors floats = whole;
    const auto shapes = shapes_of(sample.shapes);
    for (int i = 0; i < floats.size(); ++i) {
      if (shapes[static_cast<std::size_t>(i)].kind <= InputShape::Kind::fixed)
        floats[i] = floats[i].to(DType::Float64);
    }
    Tensors of_whole;
    try {
      of_whole = run(entry, sample, whole);
    } catch (const Error&) {
      return;  // PyTorch's own refusals; texts are compared elsewhere
    }
    const Tensors of_floats = run(entry, sample, floats);
    for (int i = 0; i < of_whole.size(); ++i) {
      // Attributes become integers beside integers (fill, masked_fill), and so does what is stored.
      if (of_whole[i].dtype() == DType::Int64 && of_floats[i].is_floating()) {
        CHECK(distance(of_whole[i], of_floats[i].to(DType::Int64)) == 0);
      } else {
        CHECK(distance(of_whole[i], of_floats[i]) < 2e-6);
      }
    }
  });
}

TEST_CASE("bools are taken, or refused with an error") {
  each_sample([](const Entry& entry, const Sample& sample) {
    CAPTURE(title(entry, sample));
    try {
      for (const Tensor& t : run(entry, sample, inputs_of(sample, DType::Bool))) {
        if (t.dtype() != DType::Bool) continue;
        const auto* bytes = static_cast<const unsigned char*>(t.raw());
        for_each_offset(t, [&](int64_t at) { CHECK(bytes[at] <= 1); });
      }
    } catch (const Error& e) {
      CHECK(std::string(e.what()).size() > 5);
    }
  });
}

TEST_CASE("the layout of the inputs in memory does not change results") {
  using Layout = Tensor (*)(const Tensor&);
  each_sample([](const Entry& entry, const Sample& sample) {
    CAPTURE(title(entry, sample));
    if (entry.info->draws) return;  // in the order of memory
    const Tensors inputs = inputs_of(sample, meant(entry, sample));
    for (const Layout layout : {Layout(turned), Layout(spread), Layout(repeated)}) {
      for (int at = -1; at < inputs.size(); ++at) {  // one input, or all of them
        Tensors other = inputs;
        bool any = false;
        for (int i = 0; i < inputs.size(); ++i) {
          if (at >= 0 && i != at) continue;
          if (const Tensor t = layout(inputs[i]); t.defined()) {
            any = true;
            other[i] = t;
          }
        }
        if (!any) continue;
        CAPTURE(at);
        Tensors results;
        try {
          results = run(entry, sample, other);
        } catch (const Error& e) {
          CHECK_MESSAGE(allowed_for_layout(e.what()), e.what());
          continue;
        }
        const Tensors expected = run(entry, sample, plain(other));
        REQUIRE(results.size() == expected.size());
        for (int i = 0; i < results.size(); ++i) CHECK(same(results[i], expected[i]));
      }
    }
  });
}

TEST_CASE("an element alone gives what it gives among others") {
  int alone = 0;
  each_sample([&](const Entry& entry, const Sample& sample) {
    if (!entry.op->run[0]) return;
    CAPTURE(title(entry, sample));
    for (const DType dtype : {DType::Float32, DType::Float64}) {
      Tensors inputs = inputs_of(sample, dtype);
      const Tensor result = run(entry, sample, inputs)[0];
      const Tensor all = reshape(result, Ints{-1});
      for (Tensor& t : inputs)
        t = reshape(clone_contiguous(expand(t, Ints(result.sizes()))), Ints{-1});
      for (int64_t i = 0; i < all.numel(); ++i) {
        Tensors each;
        for (const Tensor& t : inputs) each.push_back(clone_contiguous(slice(t, 0, i, i + 1)));
        CHECK(distance(run(entry, sample, each)[0], slice(all, 0, i, i + 1)) == 0);
        alone += entry.op->one[0] != nullptr;
      }
    }
  });
  CHECK(alone > 100);
}

TEST_CASE("in place gives what the operator gives, in the same tensor") {
  each_sample([](const Entry& entry, const Sample& sample) {
    if (!entry.in_place()) return;
    CAPTURE(title(entry, sample));
    for (const DType dtype : {DType::Float64, DType::Float32, DType::Int64}) {
      Tensors inputs = inputs_of(sample, dtype);
      Tensor expected;
      try {
        expected = run(entry, sample, inputs)[0];
      } catch (const Error&) {
        continue;
      }
      for (const auto layout : {+[](const Tensor& t) { return ops::clone(t); },
                                +[](const Tensor& t) { return spread(t); },
                                +[](const Tensor& t) { return turned(t); }}) {
        const Tensor self = layout(inputs[0]);
        if (!self.defined()) continue;
        Tensors own = inputs;
        own[0] = self;
        const uint32_t version = self.version();
        const Tensor before = ops::clone(self);
        if (!(expected.sizes() == self.sizes()) ||
            (is_floating(expected.dtype()) && !self.is_floating())) {
          CHECK_THROWS_AS(run_inplace(entry, sample, own), Error);
          CHECK(distance(self, before) == 0);
          CHECK(self.version() == version);
          continue;
        }
        const Tensor result = run_inplace(entry, sample, own);
        CHECK(result.is(self));
        CHECK(self.dtype() == dtype);
        CHECK(self.version() == version + 1);
        CHECK(distance(self, expected) == 0);
      }
    }
  });
}

TEST_CASE("tensors without elements do not crash") {
  each_sample([](const Entry& entry, const Sample& sample) {
    CAPTURE(title(entry, sample));
    const DType dtype = meant(entry, sample);
    std::vector<int64_t> sizes;
    for (const InputShape& s : shapes_of(sample.shapes))
      sizes.insert(sizes.end(), s.sizes.begin(), s.sizes.end());
    for (const int64_t gone : sizes) {
      Sample empty = sample;
      std::string shapes;
      for (const InputShape& s : shapes_of(sample.shapes)) {
        shapes += shapes.empty() ? "[" : " [";
        for (int d = 0; d < s.sizes.size(); ++d)
          shapes += (d ? "," : "") + std::to_string(s.sizes[d] == gone ? 0 : s.sizes[d]);
        shapes += s.kind == InputShape::Kind::mask    ? "]bool"
                  : s.kind == InputShape::Kind::index ? "]index" + std::to_string(s.below)
                                                      : "]";
      }
      empty.shapes = shapes.c_str();
      CAPTURE(shapes);
      try {
        Tensors inputs = inputs_of(empty, dtype);
        for (Tensor& t : inputs) {
          if (t.is_floating()) t.set_requires_grad(true);
        }
        const Tensors results = run(entry, empty, inputs);
        for (const Tensor& t : results) {
          if (!t.requires_grad()) continue;
          t.backward(weights_like(t), true);
          for (const Tensor& x : inputs) {
            if (x.grad().defined()) CHECK(x.grad().sizes() == x.sizes());
          }
        }
      } catch (const Error& e) {
        CHECK(std::string(e.what()).size() > 5);
      }
    }
  });
}
