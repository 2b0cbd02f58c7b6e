// Modules one after another: nn::Sequential net{nn::Linear(2, 8), nn::Tanh(), nn::Linear(8, 1)};
//
// With braces: C++ promises their order from left to right, so that each layer draws its initial
// values when PyTorch's does. In parentheses the order is the compiler's.
#pragma once
#include <downhill/nn/module.h>

#include <memory>

namespace downhill::nn {

class Sequential : public Module {
 public:
  template <class... M>
  requires(sizeof...(M) > 0 && (std::is_base_of_v<Module, M> && ...) &&
           !(sizeof...(M) == 1 &&
             (std::is_same_v<M, Sequential> && ...))) explicit Sequential(M... modules)
      : Module("Sequential") {
    (append(std::make_unique<M>(std::move(modules))), ...);
  }
  Sequential() : Module("Sequential") {}
  Sequential(Sequential&& other) noexcept;
  Sequential& append(std::unique_ptr<Module> module);

  Tensor forward(const Tensor& input) override;
  Module& operator[](std::size_t i) { return *modules_.at(i); }
  std::size_t size() const { return modules_.size(); }

 private:
  std::vector<std::unique_ptr<Module>> modules_;
};

}  // namespace downhill::nn
