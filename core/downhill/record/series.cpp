#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>
#include <downhill/record/series.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::record {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double norm(const Tensor& t) {
  double squares = 0;
  visit(t.dtype(), [&](auto zero) {
    const auto* x = t.data<decltype(zero)>();
    for_each_offset(
        t, [&](int64_t at) { squares += static_cast<double>(x[at]) * static_cast<double>(x[at]); });
  });
  return std::sqrt(squares);
}

// The elements of t, or its norm, appended to row.
void read_tensor(const Tensor& t, int64_t numel, std::vector<double>& row) {
  const bool each = numel <= Series::kElements;
  if (!t.defined()) {
    row.insert(row.end(), static_cast<std::size_t>(each ? numel : 1), kUnknown);
  } else if (each) {
    visit(t.dtype(), [&](auto zero) {
      const auto* x = t.data<decltype(zero)>();
      for_each_offset(t, [&](int64_t at) { row.push_back(static_cast<double>(x[at])); });
    });
  } else {
    row.push_back(norm(t));
  }
}

}  // namespace

double loss_of(const Tensors& parameters) {
  double loss = 0;
  SmallVector<uint64_t, 8> seen;  // in order: mostly one
  for (const Tensor& p : parameters) {
    const AutogradMeta* meta = p.impl()->autograd;
    if (!meta || !meta->grad.defined()) continue;
    for_each_note(*meta->grad.impl(), [&](const RootNote& note) {
      const auto* at = std::lower_bound(seen.begin(), seen.end(), note.run);
      if (at != seen.end() && *at == note.run) return;
      loss += note.value;
      seen.insert(static_cast<int>(at - seen.begin()), note.run);
    });
  }
  return seen.empty() ? kUnknown : loss;
}

void keep_extremes(std::span<std::vector<double>> rows) {
  const std::size_t width = rows.front().size();
  const double start = rows.front()[0], end = rows.back()[0];
  for (std::size_t c = 1; c < width; ++c) {
    std::size_t low = 0, high = 0, unknown = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (std::isnan(rows[r][c])) {
        ++unknown;
        continue;
      }
      if (std::isnan(rows[low][c]) || rows[r][c] < rows[low][c]) low = r;
      if (std::isnan(rows[high][c]) || rows[r][c] > rows[high][c]) high = r;
    }
    const double first = rows[std::min(low, high)][c], second = rows[std::max(low, high)][c];
    rows[0][c] = first;
    rows[1][c] = unknown * 2 > rows.size() ? kUnknown : second;  // mostly a gap: stays one
  }
  rows[0][0] = start;
  rows[1][0] = end;
}

Series::Series(int id, const Tensors& parameters, std::string text)
    : id_(id), parameters_(parameters), text_(std::move(text)) {
  columns_.push_back({Column::Part::loss});
  columns_.push_back({Column::Part::lr});
  for (int p = 0; p < parameters.size(); ++p) {
    shapes_.push_back(parameters[p].sizes());
    const int64_t n = parameters[p].numel();
    for (const auto part : {Column::Part::value, Column::Part::grad}) {
      if (n > kElements)
        columns_.push_back({part, p, -1});
      else
        for (int64_t e = 0; e < n; ++e) columns_.push_back({part, p, e});
    }
  }
  if (parameters.size() == 1 && parameters[0].numel() == 1)
    curve_ = std::make_unique<Curve>(parameters[0]);
}

// The state as it is becomes the newest row.
void Series::read(double lr, bool with_loss) {
  const auto wide = static_cast<std::size_t>(width());
  Row& row = spare_;
  row.clear();
  row.reserve(wide);
  row.push_back(static_cast<double>(total_));
  row.push_back(with_loss ? loss_of(parameters_) : kUnknown);
  row.push_back(lr);
  for (const Tensor& p : parameters_) {
    read_tensor(p, p.numel(), row);
    read_tensor(with_loss ? p.grad() : Tensor(), p.numel(), row);
  }
  row.resize(wide, kUnknown);  // a parameter may have changed its size
  if (!last_.empty()) settle(last_);
  last_.swap(row);
  changed_ = true;
}

void Series::step(double lr) {
  if (closed_) return;
  lr_ = lr;
  read(lr, true);
  if (curve_) curve_->step(last_[1]);
  ++total_;
}

void Series::close() {
  if (closed_) return;
  if (total_ > 0) read(lr_, false);
  closed_ = true;
  if (curve_) curve_->stop();
  parameters_.clear();
}

void Series::settle(const Row& row) {
  const bool full = static_cast<int>(rows_.size()) >= kRows * width();
  if (level_ == 0 && full) merge();
  if (level_ == 0) {
    rows_.insert(rows_.end(), row.begin(), row.end());
    return;
  }
  pending_[pending_rows_++] = row;
  if (pending_rows_ > 2) {
    keep_extremes(pending_);
    pending_rows_ = 2;
  }
  if (++pending_count_ < bucket()) return;
  if (full)
    merge();  // buckets are twice as long now: this one goes on filling
  else
    flush();
}

void Series::flush() {
  for (const Row& r : pending()) rows_.insert(rows_.end(), r.begin(), r.end());
  pending_rows_ = 0;
  pending_count_ = 0;
}

// Four settled rows become two; the very first row stays as it is.
void Series::merge() {
  const auto w = static_cast<std::size_t>(width());
  std::vector<double> merged(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(w));
  std::size_t at = w;
  for (; at + 4 * w <= rows_.size(); at += 4 * w) {
    std::vector<Row> four;
    for (std::size_t r = 0; r < 4; ++r) {
      const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(at + r * w);
      four.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(w));
    }
    keep_extremes(four);
    for (std::size_t r = 0; r < 2; ++r) merged.insert(merged.end(), four[r].begin(), four[r].end());
  }
  merged.insert(merged.end(), rows_.begin() + static_cast<std::ptrdiff_t>(at), rows_.end());
  rows_ = std::move(merged);
  ++level_;
  sent_ = 0;
}

Block Series::drain() {
  Block block;
  if (!changed_) return block;
  changed_ = false;
  block.from = sent_;
  block.rows.assign(rows_.begin() + static_cast<std::ptrdiff_t>(sent_) * width(), rows_.end());
  sent_ = static_cast<int>(rows_.size()) / width();
  for (const Row& r : pending()) block.rows.insert(block.rows.end(), r.begin(), r.end());
  block.rows.insert(block.rows.end(), last_.begin(), last_.end());
  return block;
}

}  // namespace downhill::record
