#include <downhill/downhill.h>
#include <cstdio>

int main() {
  downhill::Tensor x = downhill::Tensor::of<float>({1}, {15}).set_requires_grad(true);
  downhill::Optimizer<downhill::optim::SGD> optimizer({x}, {.lr = 0.05});
  for (int i = 0; i < 100; ++i) {
    optimizer.zero_grad();
    downhill::pow(x, 2).backward();
    optimizer.step();
  }
  std::printf("%.16g\n", x.item());
  return x.item() == 0.0003984206705354154 ? 0 : 1;
}
