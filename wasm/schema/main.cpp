// Prints the schema: every operator, optimizer, scheduler and layer as described data, from which
// scripts/generate.mjs makes files. A program of its own, so that no page downloads it.
#include <downhill/nn/list.h>
#include <downhill/ops/list.h>
#include <downhill/optim/list.h>
#include <downhill/schedule/list.h>

#include <cstdio>

int main() {
  const std::string schema = downhill::concat(
      {"{\"ops\":", downhill::ops_schema(), ",\n\"optimizers\":", downhill::optimizers_schema(),
       ",\n\"schedulers\":", downhill::schedulers_schema(),
       ",\n\"modules\":", downhill::nn::modules_schema(), "}"});
  std::puts(schema.c_str());
}
