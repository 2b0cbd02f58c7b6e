#include <downhill/autograd/meta.h>
#include <downhill/ops/list.h>
#include <downhill/record/series.h>

#include <cmath>
#include <limits>
#include <set>

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
  std::set<uint64_t> seen;
  for (const Tensor& p : parameters) {
    const Tensor g = p.grad();
    if (!g.defined() || !g.impl()->autograd) continue;
    for (const RootNote& note : g.impl()->autograd->notes) {
      if (seen.insert(note.run).second) loss += note.value;
    }
  }
  return seen.empty() ? kUnknown : loss;
}

std::pair<std::vector<double>, std::vector<double>> extremes(
    const std::vector<std::vector<double>>& rows) {
  std::vector<double> first = rows.front(), second = rows.back();
  for (std::size_t c = 1; c < first.size(); ++c) {
    std::size_t low = 0, high = 0, unknown = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (std::isnan(rows[r][c])) {
        ++unknown;
        continue;
      }
      if (std::isnan(rows[low][c]) || rows[r][c] < rows[low][c]) low = r;
      if (std::isnan(rows[high][c]) || rows[r][c] > rows[high][c]) high = r;
    }
    first[c] = rows[std::min(low, high)][c];
    second[c] = rows[std::max(low, high)][c];
    if (unknown * 2 > rows.size()) second[c] = kUnknown;  // mostly a gap: stays one
  }
  return {first, second};
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

Series::Row Series::read(double lr, bool with_loss) const {
  Row row{static_cast<double>(total_), with_loss ? loss_of(parameters_) : kUnknown, lr};
  for (const Tensor& p : parameters_) {
    read_tensor(p, p.numel(), row);
    read_tensor(with_loss ? p.grad() : Tensor(), p.numel(), row);
  }
  row.resize(static_cast<std::size_t>(width()), kUnknown);  // a parameter may have changed its size
  return row;
}

void Series::step(double lr) {
  if (closed_) return;
  lr_ = lr;
  const Row row = read(lr, true);
  add(row);
  if (curve_) curve_->step(row[1]);
  ++total_;
}

void Series::close() {
  if (closed_) return;
  if (total_ > 0) add(read(lr_, false));
  closed_ = true;
  if (curve_) curve_->stop();
  parameters_.clear();
}

void Series::add(const Row& row) {
  changed_ = true;
  if (!last_.empty()) settle(last_);
  last_ = row;
}

void Series::settle(const Row& row) {
  const bool full = static_cast<int>(rows_.size()) >= kRows * width();
  if (level_ == 0 && full) merge();
  if (level_ == 0) {
    rows_.insert(rows_.end(), row.begin(), row.end());
    return;
  }
  pending_.push_back(row);
  if (pending_.size() > 2) {
    const auto [a, b] = extremes(pending_);
    pending_ = {a, b};
  }
  if (++pending_count_ < bucket()) return;
  if (full)
    merge();  // buckets are twice as long now: this one goes on filling
  else
    flush();
}

void Series::flush() {
  for (const Row& r : pending_) rows_.insert(rows_.end(), r.begin(), r.end());
  pending_.clear();
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
    const auto [a, b] = extremes(four);
    merged.insert(merged.end(), a.begin(), a.end());
    merged.insert(merged.end(), b.begin(), b.end());
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
  for (const Row& r : pending_) block.rows.insert(block.rows.end(), r.begin(), r.end());
  block.rows.insert(block.rows.end(), last_.begin(), last_.end());
  return block;
}

}  // namespace downhill::record
