#include <cstdio>
#include <downhill/random/generator.h>

int main() {
  downhill::Generator generator;
  generator.manual_seed(0);
  float numbers[2];
  generator.uniform(numbers, 2);
  std::printf("%.4f %.4f\n", numbers[0], numbers[1]);
}
