// The kernels of a step, recorded from one evaluation of its loss.
#pragma once
#include <downhill/optim/optimizer.h>
#include <downhill/random/generator.h>
#include <downhill/replay/instruction.h>
#include <downhill/replay/kept.h>

#include <deque>
#include <functional>
#include <set>

namespace downhill {

class Program {
 public:
  using Loss = std::function<Tensor()>;

  // Evaluates the loss, and once more elsewhere, where what was recorded must do the same to the
  // bit. `kept` puts back what they change.
  Program(const OptimizerBase& optimizer, const Loss& f, Kept& kept);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Why it is not what the loss does; "" if it is.
  const std::string& reason() const { return reason_; }

  // What a run does once, as it is the same in every step; what a step does; and what the last
  // does, whose loss is asked for.
  std::vector<Instruction> once, step, with_loss;
  std::vector<Tensor> parameters, grads;  // undefined where there is none
  Tensor loss;
  std::vector<Tensor> written;  // tensors from before the step that it writes into

 private:
  using Storages = std::set<const Storage*>;
  struct Values {  // of one evaluation
    Tensor loss;
    std::vector<Tensor> grads;
  };

  Values evaluate(const Loss& f) const;
  void record(const Loss& f);
  static void before_call(const Call& c, void* self);
  static void on_call(const Call& c, void* self);
  static void on_read(void* self);
  void write(const Tensor& t);
  void add(const Call& c);
  void add_written(const Call& c, Tensors&& inputs);

  void take_without_copy();
  std::vector<RecordedCall*> leading_to(Storages live);
  std::set<const RecordedCall*> varying() const;
  void compile();

  void verify(const Loss& f);
  bool agrees(const Loss& f);
  void refuse(std::string why) {
    if (reason_.empty()) reason_ = std::move(why);
  }

  const OptimizerBase& optimizer_;
  Kept* kept_;  // until it is made
  std::deque<RecordedCall> calls_;
  Storages made_;           // by the step
  int depth_ = 0;           // kernels call operators
  bool inferring_ = false;  // what a call's inputs become
  std::string reason_;
};

std::vector<Tensor> parameters_of(const OptimizerBase& optimizer);

}  // namespace downhill
