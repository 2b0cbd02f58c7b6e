// What the flat API keeps between calls: handles, pushed arguments, outputs, the stage, the waiting
// error.
#pragma once
#include <downhill/autograd/engine.h>
#include <downhill/nn/list.h>
#include <downhill/ops/list.h>
#include <downhill/random/generator.h>
#include <downhill/random/numpy_random_state.h>
#include <downhill/record/series.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "dh.h"

namespace downhill::api {

using AnyGenerator = std::variant<Generator, NumpyRandomState>;
using GeneratorRef = std::variant<Generator*, NumpyRandomState*>;

// ---- handles (handles.cpp) -------------------------------------------------------------------
int own(const Tensor& t);  // a handle, one owner more; 0 for an undefined tensor
int own(const Ref<Node>& node);
int own(std::unique_ptr<AnyGenerator> generator);
const Tensor& tensor(int handle);  // throws for what is no tensor's handle
Node& node(int handle);
GeneratorRef generator(int handle);  // 0: the default generator of the core

// ---- arguments and outputs (arguments.cpp) ---------------------------------------------------
std::vector<Argument> take_arguments();  // all that were pushed
Tensors take_tensors();  // the same where none is a list; undefined for what is no tensor
// The operator of an id; after the core's own come those that make and reset modules' parameters.
inline const Op& op_of_id(int id) { return id < kOpCount ? op_at(id) : nn::maker_at(id); }
// Throws a TypeError unless an operator's inputs are as many as it wants, and there.
void check_inputs(const Op& op, const Tensors& inputs);
DType dtype_at(int code);
void set_outputs(Tensors outputs);
const Tensors& outputs();
Tensors tensors_of(const Argument& list);  // of a pushed list; None gives undefined ones
Tensors inputs_of(const std::vector<Argument>& arguments, const Op& op,
                  std::vector<Argument>& attributes);

// ---- stage and errors (stage.cpp) ------------------------------------------------------------
std::vector<char>& stage();
std::string stage_text();
void set_error(ErrorKind kind, const std::string& text);

// ---- series (series.cpp) ---------------------------------------------------------------------
std::vector<std::unique_ptr<record::Series>>& all_series();

// Runs f; what it throws becomes the waiting error, and the result `failed`. Pushed arguments are
// dropped.
void drop_arguments();
template <class F>
auto guarded(F&& f) -> decltype(f()) {
  using R = decltype(f());
  try {
    return f();
  } catch (const Error& e) {
    set_error(e.kind(), e.what());
  } catch (const std::exception& e) {
    set_error(ErrorKind::runtime, e.what());
  }
  drop_arguments();
  return R();
}

}  // namespace downhill::api
