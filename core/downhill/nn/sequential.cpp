#include <downhill/nn/sequential.h>

namespace downhill::nn {

Sequential::Sequential(Sequential&& other) noexcept : Module(other) {
  for (auto& module : other.modules_) append(std::move(module));
  other.modules_.clear();
}

Sequential& Sequential::append(std::unique_ptr<Module> module) {
  register_modules({{std::to_string(modules_.size()), *module}});
  modules_.push_back(std::move(module));
  return *this;
}

Tensor Sequential::forward(const Tensor& input) {
  Tensor x = input;
  for (const auto& module : modules_) x = (*module)(x);
  return x;
}

}  // namespace downhill::nn
