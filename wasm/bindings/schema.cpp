// The schema: every operator and optimizer as described data, for generated files and forms.
#include <downhill/ops/list.h>
#include <downhill/optim/list.h>
#include <emscripten/bind.h>

namespace {
std::string schema() {
  return "{\"ops\":" + downhill::ops_schema() +
         ",\n\"optimizers\":" + downhill::optimizers_schema() + "}";
}
}  // namespace

EMSCRIPTEN_BINDINGS(schema) { emscripten::function("schema", &schema); }
