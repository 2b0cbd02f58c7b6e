// The function under a path: the loss as a function of one scalar parameter, found by recording one
// step's operators and running them again elsewhere.
#pragma once
#include <downhill/ops/op.h>

#include <optional>
#include <vector>

namespace downhill::record {

class Curve {
 public:
  static constexpr int kPoints = 241;
  explicit Curve(const Tensor& parameter) : parameter_(parameter) {}
  ~Curve();
  Curve(const Curve&) = delete;
  Curve& operator=(const Curve&) = delete;

  // Told at each optimizer step, before the update, with the loss there. The first call begins to
  // listen, the second ends it; the next ones compare: a step that drew random numbers, branched or
  // left the graph gives other values than its replay, and then there is no curve.
  void step(double loss);
  void stop();  // stops listening; what is known stays known

  // Samples over the visited range and a margin, if the curve is known and the range has left what
  // the last ones covered, or has grown and the run is over; else empty.
  struct Samples {
    std::vector<double> x, y;
  };
  std::optional<Samples> samples();

 private:
  struct Entry {
    const Op* op;
    Tensors inputs, outputs;
    std::shared_ptr<void> attributes;
  };
  enum class State { waiting, listening, checking, known, none };
  static constexpr std::size_t kEntries = 400;
  static constexpr int kChecks = 3;

  static void on_call(const Call& call, void* self);
  static void on_backward(std::span<const Tensor> roots, void* self);
  void listen(bool on);
  void give_up();
  std::optional<double> at(
      const Tensor& x) const;  // the loss there; nothing if it does not depend on x

  Tensor parameter_, root_;
  std::vector<Entry> tape_;
  State state_ = State::waiting;
  int checked_ = 0, backwards_ = 0;
  bool listening_ = false, ended_ = false;
  double low_ = 0, high_ = 0, drawn_low_ = 0, drawn_high_ = -1;
};

}  // namespace downhill::record
