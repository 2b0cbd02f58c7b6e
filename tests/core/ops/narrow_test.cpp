// The narrow dtypes, whose values are kept in wider types. The numbers are those of PyTorch 2.13.
#include <downhill/downhill.h>
#include <downhill/tensor/narrow.h>

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "autograd/check.h"

using namespace downhill;
using downhill::test::error_of;

namespace {
using Doubles = std::vector<double>;

Tensor of(DType dtype, const Doubles& values) {
  return Tensor::of<double>({static_cast<int64_t>(values.size())}, values).to(dtype);
}
Doubles values(const Tensor& t) { return t.to_vector<double>(); }

const Doubles kHard = {0.1, 2049, 2051, 65519, 65520, 1e-5, 3e-8, 2.9e-8, -6.1e-5, 1.0 / 3};
}  // namespace

TEST_CASE("two dtypes meet where PyTorch's meet") {
  using enum DType;
  const DType all[] = {Bool, Int64, Float32, Float64, Int32, Int16, Int8, UInt8, Half, BFloat16};
  const DType table[10][10] = {
      {Bool, Int64, Float32, Float64, Int32, Int16, Int8, UInt8, Half, BFloat16},
      {Int64, Int64, Float32, Float64, Int64, Int64, Int64, Int64, Half, BFloat16},
      {Float32, Float32, Float32, Float64, Float32, Float32, Float32, Float32, Float32, Float32},
      {Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64},
      {Int32, Int64, Float32, Float64, Int32, Int32, Int32, Int32, Half, BFloat16},
      {Int16, Int64, Float32, Float64, Int32, Int16, Int16, Int16, Half, BFloat16},
      {Int8, Int64, Float32, Float64, Int32, Int16, Int8, Int16, Half, BFloat16},
      {UInt8, Int64, Float32, Float64, Int32, Int16, Int16, UInt8, Half, BFloat16},
      {Half, Half, Float32, Float64, Half, Half, Half, Half, Half, Float32},
      {BFloat16, BFloat16, Float32, Float64, BFloat16, BFloat16, BFloat16, BFloat16, Float32,
       BFloat16}};
  for (int a = 0; a < 10; ++a) {
    for (int b = 0; b < 10; ++b) {
      CAPTURE(a);
      CAPTURE(b);
      const auto one = all[a], other = all[b];
      CHECK(promote(one, other) == table[a][b]);
      CHECK(add(of(one, {1}), of(other, {1})).dtype() == table[a][b]);
      CHECK(can_cast(one, other) == (b == 0 ? a == 0 : is_floating(other) || !is_floating(one)));
    }
  }
}

TEST_CASE("numbers and tensors without dimensions widen no dtype of their kind") {
  CHECK(add(of(DType::Int8, {1}), 300).dtype() == DType::Int8);
  CHECK(add(of(DType::Int8, {1}), Tensor::scalar<int64_t>(1)).dtype() == DType::Int8);
  CHECK(add(of(DType::Int8, {1}), 1.5).dtype() == DType::Float32);
  CHECK(add(of(DType::Half, {1}), 1.5).dtype() == DType::Half);
  CHECK(add(of(DType::Half, {1}), Tensor::scalar<double>(1)).dtype() == DType::Half);
  CHECK(add(of(DType::Int16, {1}), Tensor::full({}, 1, DType::Half)).dtype() == DType::Half);
  CHECK(downhill::div(of(DType::Int8, {1}), 2).dtype() == DType::Float32);
  CHECK(sum(of(DType::UInt8, {200, 100})).dtype() == DType::Int64);
  CHECK(sum(of(DType::UInt8, {200, 100})).item() == 300);
}

TEST_CASE("integers wrap around") {
  CHECK(values(add(of(DType::Int32, {2147483647}), 1)) == Doubles{-2147483648.0});
  CHECK(values(add(of(DType::UInt8, {200, 100}), of(DType::UInt8, {100, 100}))) ==
        Doubles{44, 200});
  CHECK(values(downhill::abs(of(DType::Int8, {-128}))) == Doubles{-128});
  CHECK(values(mul(of(DType::Int16, {3}), 20000)) == Doubles{-5536});
  CHECK(values(neg(of(DType::UInt8, {1, 0}))) == Doubles{255, 0});
  CHECK(values(eq(of(DType::Int8, {44}), 300)) == Doubles{1});
  Tensor t = of(DType::Int8, {100, 1});
  add.inplace(t, t);
  CHECK(values(t) == Doubles{-56, 2});
  Tensor matrix = view(of(DType::UInt8, {1, 2, 3, 4}), Ints{2, 2});
  const Tensor column = downhill::select(matrix, 1, 1);
  mul.inplace(column, 100);
  CHECK(values(matrix) == Doubles{1, 200, 3, 144});
}

TEST_CASE("floats become narrow integers by way of int32") {
  const Doubles from = {3e9, -3e9, 1e19, std::nan(""), 300.7, -1.5, 70000};
  const double low = -2147483648.0;
  CHECK(values(of(DType::Int32, from)) == Doubles{low, low, low, low, 300, -1, 70000});
  CHECK(values(of(DType::Int16, from)) == Doubles{0, 0, 0, 0, 300, -1, 4464});
  CHECK(values(of(DType::Int8, from)) == Doubles{0, 0, 0, 0, 44, -1, 112});
  CHECK(values(of(DType::UInt8, from)) == Doubles{0, 0, 0, 0, 44, 255, 112});
  CHECK(values(Tensor::of<int64_t>({2}, {int64_t{1} << 40, (int64_t{1} << 40) - 1})
                   .to(DType::Int32)) == Doubles{0, -1});
}

TEST_CASE("numbers that do not fit into an integer are refused") {
  const auto filled = [](Number n, DType dtype) {
    return error_of([&] { Tensor::full({1}, n, dtype); });
  };
  CHECK(filled(300, DType::Int8) == "value cannot be converted to type int8_t without overflow");
  CHECK(filled(-256, DType::UInt8) == "value cannot be converted to type uint8_t without overflow");
  CHECK(filled(int64_t{1} << 40, DType::Int32) ==
        "value cannot be converted to type int without overflow");
  CHECK(values(Tensor::full({1}, -1, DType::UInt8)) == Doubles{255});
}

TEST_CASE("halves are rounded to nearest, ties to even") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(values(of(DType::Half, kHard)) ==
        Doubles{0.0999755859375, 2048.0, 2052.0, 65504.0, infinity, 1.0013580322265625e-05,
                5.960464477539063e-08, 0.0, -6.097555160522461e-05, 0.333251953125});
  CHECK(values(of(DType::BFloat16, kHard)) ==
        Doubles{0.10009765625, 2048.0, 2048.0, 65536.0, 65536.0, 1.0013580322265625e-05,
                3.003515303134918e-08, 2.898741513490677e-08, -6.103515625e-05, 0.333984375});
  const Tensor special = of(DType::Half, {-0.0, std::nan(""), -1e6});
  CHECK(std::signbit(values(special)[0]));
  CHECK(std::isnan(values(special)[1]));
  CHECK(values(special)[2] == -infinity);
  CHECK(Tensor::full({}, 0.1, DType::Half).item() == 0.0999755859375);
}

TEST_CASE("operators of halves round once, and numbers beside them as PyTorch does") {
  const Tensor x = of(DType::Half, {1, 3, 7, 100});
  CHECK(values(mul(x, 0.1)) == Doubles{0.0999755859375, 0.300048828125, 0.7001953125, 10.0});
  CHECK(values(mul(x, Tensor::full({1}, 0.1, DType::Half))) ==
        Doubles{0.0999755859375, 0.2998046875, 0.69970703125, 10.0});
  CHECK(values(softmax(of(DType::Half, {.1, .2, .3}), 0)) ==
        Doubles{0.300537109375, 0.332275390625, 0.3671875});
  CHECK(values(downhill::exp(of(DType::BFloat16, {.1, .2, .3}))) ==
        Doubles{1.1015625, 1.21875, 1.3515625});
  CHECK(sum(Tensor::full({4096}, 0.1, DType::Half)).item() == 409.5);
  CHECK(sum(arange(3000).to(DType::Half)).item() == std::numeric_limits<double>::infinity());
  Tensor t = of(DType::Half, {1, 2});
  add.inplace(t, Tensor::of<float>({2}, {0.3F, 5000.5F}));
  CHECK(t.dtype() == DType::Half);
  CHECK(values(t) == Doubles{1.2998046875, 5004});
}

TEST_CASE("gradients of halves are halves, and optimizers round every step") {
  const auto train = [](auto& optimizer, Tensor& p) {
    for (int i = 0; i < 5; ++i) {
      optimizer.zero_grad();
      sum(mul(mul(p, p), 0.3)).backward();
      optimizer.step();
    }
  };
  Tensor p = of(DType::Half, {1, 2, 3}).set_requires_grad(true);
  Optimizer<optim::SGD> plain({p}, {.lr = 0.1});
  train(plain, p);
  CHECK(p.grad().dtype() == DType::Half);
  CHECK(values(p) == Doubles{0.73388671875, 1.4677734375, 2.201171875});
  CHECK(values(p.grad()) == Doubles{0.468505859375, 0.93701171875, 1.4052734375});

  Tensor q = of(DType::Half, {1, 2, 3}).set_requires_grad(true);
  Optimizer<optim::SGD> heavy({q}, {.lr = 0.1, .momentum = 0.9, .weight_decay = 0.01});
  train(heavy, q);
  CHECK(values(q) == Doubles{0.30859375, 0.6171875, 0.92333984375});
  CHECK(values(q.grad()) == Doubles{0.299072265625, 0.59814453125, 0.896484375});

  Tensor r = of(DType::Half, {1, 2, 3}).set_requires_grad(true);
  Optimizer<optim::Adam> adam({r}, {.lr = 0.1});
  train(adam, r);
  CHECK(values(r) == Doubles{0.50830078125, 1.50390625, 2.501953125});

  Tensor w = Tensor::of<float>({2, 2}, {.1F, .2F, .3F, .4F}).to(DType::Half);
  w.set_requires_grad(true);
  sum(downhill::tanh(downhill::linear(view(of(DType::Half, {1, 2}), Ints{1, 2}), w, Tensor())))
      .backward();
  CHECK(values(w.grad()) == Doubles{0.78662109375, 1.5732421875, 0.359619140625, 0.71923828125});
}

TEST_CASE("narrow indices and masks") {
  const Tensor x = Tensor::of<float>({3}, {5, 6, 7});
  CHECK(values(gather(x, of(DType::Int32, {2, 0}), 0)) == Doubles{7, 5});
  CHECK(error_of([&] {
          gather(x, of(DType::Int16, {2, 0}), 0);
        }) == "gather(): Expected dtype int32/int64 for index");
  CHECK(values(where(of(DType::UInt8, {1, 0, 2}), x, 0)) == Doubles{5, 0, 7});
}
