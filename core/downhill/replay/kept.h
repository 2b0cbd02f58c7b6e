// What evaluations of a loss change besides what they give, to be put back.
#pragma once
#include <downhill/random/generator.h>
#include <downhill/tensor/tensor.h>

#include <string>
#include <vector>

namespace downhill {

// Parameters and their gradients, the default generator, and the tensors named with keep(). When
// this ends, all are as they were.
class Kept {
 public:
  explicit Kept(std::vector<Tensor> parameters);
  ~Kept();
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  // To be called before something writes into the tensor's memory.
  void keep(const Tensor& t);
  // The values as they were; the parameters somewhere else, exactly representable or not.
  void move() const;
  // The values as they are now, as bytes.
  std::vector<std::string> contents() const;

 private:
  struct Memory {
    Ref<Storage> storage;
    std::string before;
  };
  void restore() const;

  std::vector<Tensor> parameters_, grads_, moved_;
  std::vector<Memory> memories_;
  Generator::State generator_;
};

}  // namespace downhill
