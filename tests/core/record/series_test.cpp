// The recorder's series: exact as long as it fits, then bounded with every extreme kept; what is
// drained piece by piece is always the whole.
#include <downhill/autograd/engine.h>
#include <downhill/ops/list.h>
#include <downhill/record/series.h>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "../math/inputs.h"

using namespace downhill;
using namespace downhill::record;
using downhill::test::Splitmix;

namespace {

using Row = std::vector<double>;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool equal(const Row& a, const Row& b) {  // NaN equals NaN
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
           return test::bits(x) == test::bits(y) || (std::isnan(x) && std::isnan(y));
         });
}

// One parameter that a test moves as it likes, its gradient from a backward run.
struct Training {
  Tensor x = Tensor::full({1}, 0, DType::Float64);
  Training() { x.set_requires_grad(true); }
  void set(double value, double loss_scale = 1) {
    x.data<double>()[0] = value;
    x.set_grad({});
    sum(mul(x, loss_scale)).backward();
  }
};

// What the page keeps: blocks replace all rows from `from` on.
struct Mirror {
  std::size_t width;
  Row rows;
  void take(const Block& block) {
    if (block.rows.empty()) return;
    REQUIRE(static_cast<std::size_t>(block.from) * width <= rows.size());
    rows.resize(static_cast<std::size_t>(block.from) * width);
    rows.insert(rows.end(), block.rows.begin(), block.rows.end());
  }
  std::size_t count() const { return rows.size() / width; }
  Row row(std::size_t i) const {
    const auto at = rows.begin() + static_cast<std::ptrdiff_t>(i * width);
    return {at, at + static_cast<std::ptrdiff_t>(width)};
  }
  double low(std::size_t column) const {
    return extreme(column, [](double a, double b) { return a < b; });
  }
  double high(std::size_t column) const {
    return extreme(column, [](double a, double b) { return a > b; });
  }

 private:
  template <class Better>
  double extreme(std::size_t column, Better better) const {
    double best = kNan;
    for (std::size_t i = 0; i < count(); ++i) {
      const double v = rows[i * width + column];
      if (std::isnan(best) || better(v, best)) best = v;
    }
    return best;
  }
};

std::size_t width(const Series& s) { return s.columns().size() + 1; }

}  // namespace

TEST_CASE(
    "columns: loss, learning rate, each element and its gradient; large parameters by their norm") {
  const Tensor a = Tensor::full({2}, 1), b = Tensor::full({6, 6}, 0.5), none = Tensor::full({0}, 1);
  const Series s(3, {a, b, none}, "{}");
  REQUIRE(s.columns().size() == 2 + 4 + 2);
  CHECK(s.columns()[0].part == Column::Part::loss);
  CHECK(s.columns()[1].part == Column::Part::lr);
  CHECK(s.columns()[2].part == Column::Part::value);
  CHECK(s.columns()[3].element == 1);
  CHECK(s.columns()[4].part == Column::Part::grad);
  CHECK(s.columns()[6].param == 1);
  CHECK(s.columns()[6].element == -1);
  CHECK(s.shapes()[1] == Shape{6, 6});
  CHECK(s.id() == 3);
  CHECK(s.text() == "{}");
}

TEST_CASE("a step records the state before it, with its loss; close adds the final state") {
  Training t;
  Series s(1, {t.x}, "");
  t.set(2, 3);
  s.step(0.5);
  t.set(4, 5);
  s.step(0.25);
  t.x.data<double>()[0] = 8;
  CHECK(s.total() == 2);
  CHECK(s.changed());
  Mirror m{width(s), {}};
  m.take(s.drain());
  CHECK_FALSE(s.changed());
  CHECK(s.drain().rows.empty());
  REQUIRE(m.count() == 2);
  CHECK(equal(m.row(0), {0, 6, 0.5, 2, 3}));
  CHECK(equal(m.row(1), {1, 20, 0.25, 4, 5}));
  s.close();
  CHECK(s.closed());
  m.take(s.drain());
  REQUIRE(m.count() == 3);
  CHECK(equal(m.row(2), {2, kNan, 0.25, 8, kNan}));
  SUBCASE("then nothing more") {
    s.step(1);
    s.close();
    CHECK(s.total() == 2);
    CHECK_FALSE(s.changed());
  }
  CHECK(t.x.impl()->refs == 1);  // and the parameters are let go
}

TEST_CASE("a series without steps closes empty") {
  Series s(1, {Tensor::full({2}, 1)}, "");
  s.close();
  CHECK(s.closed());
  CHECK(s.drain().rows.empty());
}

TEST_CASE("norms of large parameters, strided ones too") {
  const Tensor w = transpose(Tensor::full({5, 8}, 0.5), 0, 1);
  Series s(1, {w}, "");
  s.step(1);
  CHECK(s.drain().rows[3] == std::sqrt(40 * 0.25));
}

TEST_CASE("every row is exact while they fit") {
  Training t;
  Series s(1, {t.x}, "");
  Mirror m{width(s), {}};
  for (int i = 0; i < Series::kRows; ++i) {
    t.set(std::sin(i));
    s.step(0.1);
    if (i % 97 == 0) m.take(s.drain());
  }
  m.take(s.drain());
  CHECK(s.stride() == 1);
  REQUIRE(m.count() == static_cast<std::size_t>(Series::kRows));
  for (std::size_t i = 0; i < m.count(); ++i) {
    CHECK(m.row(i)[0] == static_cast<double>(i));
    CHECK(m.row(i)[3] == std::sin(static_cast<double>(i)));
  }
}

TEST_CASE("however long the run: bounded, first and last row exact, extremes kept, in order") {
  for (const int steps : {2049, 2050, 2051, 2052, 3000, 4096, 5000, 8191, 30000}) {
    CAPTURE(steps);
    Training t;
    Series s(1, {t.x}, "");
    Splitmix random(static_cast<uint64_t>(steps));
    double low = kInfinity, high = -kInfinity, last = 0;
    for (int i = 0; i < steps; ++i) {
      last = static_cast<double>(random.next() >> 40);
      low = std::min(low, last);
      high = std::max(high, last);
      t.set(last, 2);
      s.step(i);
      CHECK(s.total() == i + 1);
    }
    Mirror m{width(s), {}};
    m.take(s.drain());
    CHECK(m.count() <= static_cast<std::size_t>(Series::kRows) + 3);
    CHECK(m.count() >= static_cast<std::size_t>(Series::kRows) / 2 - 3);
    CHECK(m.row(0)[0] == 0);
    CHECK(m.row(0)[2] == 0);
    CHECK(equal(m.row(m.count() - 1), {static_cast<double>(steps - 1), 2 * last,
                                       static_cast<double>(steps - 1), last, 2}));
    CHECK(m.low(3) == low);
    CHECK(m.high(3) == high);
    CHECK(m.low(1) == 2 * low);
    CHECK(m.high(1) == 2 * high);
    for (std::size_t i = 1; i < m.count(); ++i) CHECK(m.row(i - 1)[0] < m.row(i)[0]);

    t.x.data<double>()[0] = -5;
    s.close();
    m.take(s.drain());
    CHECK(equal(m.row(m.count() - 1),
                {static_cast<double>(steps), kNan, static_cast<double>(steps - 1), -5, kNan}));
    CHECK(m.low(3) == std::min(low, -5.0));
  }
}

TEST_CASE("a mirror fed block by block always equals the series") {
  for (const uint64_t seed : {1U, 2U, 3U}) {
    Training t;
    Series drained(1, {t.x}, "");
    Splitmix random(seed);
    Mirror m{width(drained), {}};
    Row values;
    for (int round = 0; round < 60; ++round) {
      const auto steps = random.next() % (seed * 120);
      for (uint64_t k = 0; k < steps; ++k) {
        values.push_back(static_cast<double>(random.next() >> 40));
        t.set(values.back());
        drained.step(0.1);
      }
      m.take(drained.drain());
      // A twin that saw the same and is drained once has everything in one block.
      if (round % 10 != 9) continue;
      Series twin(2, {t.x}, "");
      for (const double v : values) {
        t.set(v);
        twin.step(0.1);
      }
      const Block whole = twin.drain();
      CHECK(whole.from == 0);
      CHECK(equal(m.rows, whole.rows));
    }
  }
}

TEST_CASE("infinities and gaps are recorded as such") {
  Training t;
  Series s(1, {t.x}, "");
  Mirror m{width(s), {}};
  const Row values{1, kInfinity, -kInfinity, kNan, 2};
  for (const double v : values) {
    t.set(v);
    s.step(0.1);
  }
  m.take(s.drain());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(equal({m.row(i)[3], m.row(i)[1]}, {values[i], values[i]}));
  SUBCASE("a diverged run ends in a gap") {
    for (int i = 0; i < 6000; ++i) {
      t.set(i < 1000 ? i : kNan);
      s.step(0.1);
    }
    m.take(s.drain());
    CHECK(m.high(3) == kInfinity);
    CHECK(m.low(3) == -kInfinity);
    for (std::size_t i = 0; i < m.count(); ++i) {
      if (m.row(i)[0] > 1010) CHECK(std::isnan(m.row(i)[3]));
    }
  }
}

TEST_CASE("extremes of rows, column by column, in their order") {
  std::vector<std::vector<double>> rows{
      {0, 5, 1, kNan}, {1, 9, 1, 3}, {2, 1, 1, kNan}, {3, 4, 1, kNan}};
  keep_extremes(rows);
  CHECK(equal(rows[0], {0, 9, 1, 3}));
  CHECK(equal(rows[1], {3, 1, 1, kNan}));
}

TEST_CASE("a parameter that changes its size does not break the rows") {
  Tensor x = Tensor::full({3}, 1);
  Series s(1, {x}, "");
  s.step(0.1);
  x.set_data(Tensor::full({5}, 2));
  s.step(0.1);
  x.set_data(Tensor::full({1}, 3));
  s.step(0.1);
  CHECK(s.drain().rows.size() == 3 * width(s));
}

TEST_CASE("the curve of a run that is over does not tell how often somebody looked") {
  const auto sampled = [](bool often) {
    const Tensor x = Tensor::of<double>({1}, {15}).set_requires_grad(true);
    Series series(1, {x}, "");
    std::optional<Curve::Samples> last;
    for (int i = 0; i < 50; ++i) {
      x.set_grad({});
      downhill::pow(x, 2).backward();
      series.step(0.05);
      NoGrad no_grad;
      add.inplace(x, x.grad(), -0.05);
      if (often) {
        if (auto seen = series.curve()) last = std::move(seen);
      }
    }
    series.close();
    if (auto seen = series.curve()) last = std::move(seen);
    CHECK(!series.curve());  // nothing new
    REQUIRE(last);
    return *last;
  };
  const Curve::Samples once = sampled(false), often = sampled(true);
  CHECK(equal(once.x, often.x));
  CHECK(equal(once.y, often.y));
  CHECK(once.x.front() < -2);  // a margin below the least that was visited
}
