// The schema: every operator, optimizer, scheduler and layer as described data, for generated files and forms.
#include <downhill/nn/list.h>
#include <downhill/ops/list.h>
#include <downhill/optim/list.h>
#include <downhill/schedule/list.h>
#include <emscripten/bind.h>

namespace {
std::string schema() {
  return "{\"ops\":" + downhill::ops_schema() +
         ",\n\"optimizers\":" + downhill::optimizers_schema() + ",\n\"schedulers\":" +
         downhill::schedulers_schema() + ",\n\"modules\":" +
         downhill::nn::modules_schema() + "}";
}
}  // namespace

EMSCRIPTEN_BINDINGS(schema) { emscripten::function("schema", &schema); }
