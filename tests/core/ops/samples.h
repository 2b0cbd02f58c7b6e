// The list of operators as test cases: an entry's samples made into inputs and attributes.
#pragma once

#include <downhill/ops/list.h>
#include <downhill/random/default_generator.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../math/inputs.h"
#include "literals.h"

namespace downhill::test {

// ---- attributes ------------------------------------------------------------------------------

struct FieldText {
  std::string name, fallback;
};
struct Entry {
  const Op* op;
  const Info* info;
  std::vector<FieldText> fields;

  std::string_view name() const { return op->info->name; }
  bool in_place() const { return in("inplace") || in("activation"); }
  bool in(std::string_view place) const {
    return (" " + std::string(info->where) + " ").find(" " + std::string(place) + " ") !=
           std::string::npos;
  }
};

template <class E>
Entry entry_of() {
  Entry entry{&op_of<E>(), &E::info, {}};
  const typename E::Attrs defaults{};
  std::apply(
      [&](const auto&... f) {
        (entry.fields.push_back({f.name, literal_of(argument(defaults.*(f.member)))}), ...);
      },
      E::Attrs::fields());
  return entry;
}
inline const std::vector<Entry>& entries() {
  static const auto all = []<class... Es>(std::tuple<Es...>*) {
    return std::vector<Entry>{entry_of<Es>()...};
  }(static_cast<ops::List*>(nullptr));
  return all;
}

// An operator's attributes, from a sample's text.
class Attributes {
 public:
  Attributes(const Entry& entry, std::string_view text)
      : op_(*entry.op), memory_(new Block[op_.attributes->size / sizeof(Block) + 1]) {
    std::vector<Argument> in_order;
    std::size_t next = 0;
    for (auto& [name, value] : Literals::parse(text)) {
      const std::string& wanted = name;
      const auto at = name.empty()
                          ? next
                          : static_cast<std::size_t>(
                                std::find_if(entry.fields.begin(), entry.fields.end(),
                                             [&](const FieldText& f) { return f.name == wanted; }) -
                                entry.fields.begin());
      if (at >= entry.fields.size())
        fail(op_.info->name, " has no attribute for the sample's ", text);
      while (in_order.size() <= at) in_order.push_back(fallback(entry.fields[in_order.size()]));
      in_order[at] = value;
      next = at + 1;
    }
    op_.parse_attributes(in_order, memory_.get());
  }
  ~Attributes() { op_.destroy_attributes(memory_.get()); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const void* get() const { return memory_.get(); }

 private:
  struct alignas(16) Block {
    unsigned char bytes[16];
  };
  static Argument fallback(const FieldText& field) {
    return Literals::parse(field.fallback).at(0).second;
  }
  const Op& op_;
  std::unique_ptr<Block[]> memory_;
};

// ---- inputs ----------------------------------------------------------------------------------

struct InputShape {
  Shape sizes;
  enum class Kind { values, fixed, mask, index } kind = Kind::values;  // fixed: no gradient
  int64_t below = 0;                                                   // of an index
};

// "[2,3] [3]bool [2]index4 [3]fixed"
inline std::vector<InputShape> shapes_of(std::string_view text) {
  std::vector<InputShape> all;
  while (!text.empty()) {
    InputShape one;
    const auto close = text.find(']');
    for (const auto& [name, size] : Literals::parse(text.substr(1, close - 1)))
      one.sizes.push_back(size.number.to<int64_t>());
    text.remove_prefix(close + 1);
    const auto blank = text.find(' ');
    const std::string_view kind = text.substr(0, blank);
    if (kind == "fixed") one.kind = InputShape::Kind::fixed;
    if (kind == "bool") one.kind = InputShape::Kind::mask;
    if (kind.starts_with("index")) {
      one.kind = InputShape::Kind::index;
      one.below = std::stoll(std::string(kind.substr(5)));
    }
    text = blank == std::string_view::npos ? "" : text.substr(blank + 1);
    all.push_back(one);
  }
  return all;
}

// Numbers in [low, high], all different, and away from the multiples of 0.1, where samples have
// their kinks.
inline Tensor values_between(double low, double high, const Shape& sizes, Splitmix& random,
                             int& made) {
  Tensor t = Tensor::empty(sizes, DType::Float64);
  for (int64_t i = 0; i < t.numel(); ++i) {
    const double u = static_cast<double>(random.next() >> 11) * 0x1p-53;
    const double cells = std::floor((high - low) * 10 + 1e-9);
    t.data<double>()[i] = low + std::floor(u * cells) / 10 + 0.03 + 0.0007 * (made++ % 60);
  }
  return t;
}

inline Tensors inputs_of(const Sample& sample, DType dtype, uint64_t seed = 1) {
  Splitmix random(seed);
  int made = 0;
  Tensors inputs;
  NoGrad no_grad;
  for (const InputShape& shape : shapes_of(sample.shapes)) {
    Tensor t;
    if (shape.kind <= InputShape::Kind::fixed) {
      t = values_between(sample.low, sample.high, shape.sizes, random, made).to(dtype);
    } else {
      t = Tensor::empty(shape.sizes,
                        shape.kind == InputShape::Kind::mask ? DType::Bool : DType::Int64);
      for (int64_t i = 0; i < t.numel(); ++i) {
        if (t.dtype() == DType::Bool)
          t.data<bool>()[i] = random.next() >> 20 & 1;
        else
          t.data<int64_t>()[i] =
              shape.below ? (2 + 3 * i) % shape.below : 0;  // different as long as they can be
      }
    }
    inputs.push_back(t);
  }
  return inputs;
}

// ---- running ---------------------------------------------------------------------------------

inline Tensors run(const Entry& entry, const Sample& sample, const Tensors& inputs) {
  if (entry.info->draws) manual_seed(3);
  const Attributes attributes(entry, sample.attributes);
  return apply(*entry.op, Tensors(inputs), attributes.get());
}
inline Tensor run_inplace(const Entry& entry, const Sample& sample, const Tensors& inputs) {
  const Attributes attributes(entry, sample.attributes);
  return apply_inplace(*entry.op, Tensors(inputs), attributes.get());
}
inline std::string title(const Entry& entry, const Sample& sample) {
  return std::string(entry.name()) + " " + sample.shapes + " (" + sample.attributes + ")";
}

// Calls f(entry, sample) for every sample of the list.
template <class F>
void each_sample(F&& f) {
  for (const Entry& entry : entries()) {
    for (const Sample& sample : entry.op->samples) f(entry, sample);
  }
}

// The largest difference, relative to the values beyond 1; NaNs and equal infinities agree, NaN
// with a number is infinitely far.
inline double distance(const Tensor& a, const Tensor& b) {
  if (!(a.sizes() == b.sizes())) return INFINITY;
  const auto x = a.to_vector<double>(), y = b.to_vector<double>();
  double most = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i]))) continue;
    const double d = std::fabs(x[i] - y[i]) / std::max(1.0, std::fabs(y[i]));
    most = std::isnan(d) ? INFINITY : std::max(most, d);
  }
  return most;
}

// Fixed weights, so that a result of any shape becomes one number.
inline Tensor weights_like(const Tensor& t, uint64_t seed = 7) {
  Splitmix random(seed);
  int made = 0;
  NoGrad no_grad;
  return values_between(-1, 1, t.sizes(), random, made).to(t.dtype());
}

}  // namespace downhill::test
