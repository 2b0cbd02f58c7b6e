// What a chart shows of one optimizer: loss, learning rate, parameters and gradients, step by step.
// Bounded in memory however long the run: when the rows are full, neighbours are merged keeping
// every column's extremes.
#pragma once
#include <downhill/record/curve.h>

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace downhill::record {

struct Column {
  enum class Part { loss, lr, value, grad };
  Part part;
  int param = -1;        // index of the parameter
  int64_t element = -1;  // index in it, or -1: the norm of the whole
};

// NumberList to send: rows that replace all those from `from` on.
struct Block {
  int from = 0;
  std::vector<double> rows;  // iteration, then one number per column; NaN where unknown
};

class Series {
 public:
  static constexpr int kRows = 2048;        // settled rows kept at most
  static constexpr int64_t kElements = 32;  // a larger parameter is recorded by its norm

  // Holds the parameters until close(): the final state is theirs.
  Series(int id, const Tensors& parameters, std::string text);

  // One optimizer step, told before the update: the state and its loss.
  void step(double lr);
  // The final state, once; afterwards the series takes nothing more.
  void close();
  bool closed() const { return closed_; }
  bool changed() const { return changed_; }  // since the last drain

  int id() const { return id_; }
  const std::string& text() const { return text_; }  // the label, as the caller gave it
  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<Shape>& shapes() const { return shapes_; }
  int64_t total() const { return total_; }                       // steps so far
  int64_t stride() const { return level_ == 0 ? 1 : bucket(); }  // iterations per pair of rows
  // What changed since the last drain; empty rows if nothing did.
  Block drain();
  // Of a single scalar parameter: the loss around its path, when it has become known or its range
  // has grown.
  std::optional<Curve::Samples> curve() { return curve_ ? curve_->samples() : std::nullopt; }

 private:
  using Row = std::vector<double>;
  int64_t bucket() const { return int64_t{2} << level_; }
  int width() const { return static_cast<int>(columns_.size()) + 1; }
  void read(double lr, bool with_loss);
  void settle(const Row& row);
  std::span<const Row> pending() const { return {pending_.data(), pending_rows_}; }
  void flush();
  void merge();

  int id_;
  Tensors parameters_;
  std::string text_;
  std::vector<Column> columns_;
  std::vector<Shape> shapes_;
  int64_t total_ = 0;
  double lr_ = 0;
  bool closed_ = false, changed_ = false;
  int level_ = 0;
  std::vector<double> rows_;  // settled rows
  // Of the bucket that is not full yet: the extremes so far, and room for a row.
  std::array<Row, 3> pending_;
  std::size_t pending_rows_ = 0;
  int64_t pending_count_ = 0;
  Row last_;   // the newest row, exactly; it settles when the next one comes
  Row spare_;  // its memory before: a step of a small problem is soon over, and asks for none
  std::unique_ptr<Curve> curve_;
  int sent_ = 0;  // settled rows that the last drain knew
};

// Makes the first two of `rows` hold, for every column, the extremes of all in the order in which
// they came.
void keep_extremes(std::span<std::vector<double>> rows);

// The loss of a step: the sum of the roots whose gradients the parameters hold; NaN if none is
// known.
double loss_of(const Tensors& parameters);

}  // namespace downhill::record
