// What goes through embind shares: owners by id, and options as JavaScript's values.
#pragma once
#include <downhill/optim/optimizer.h>
#include <emscripten/val.h>

namespace downhill::api {

std::shared_ptr<OptimizerBase> shared_optimizer(int id);  // throws if it was disposed of

Argument argument_of(const emscripten::val& v);
emscripten::val value_of(const Argument& a);
std::vector<NamedArgument> options_of(const emscripten::val& object);

}  // namespace downhill::api
