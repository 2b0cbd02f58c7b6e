// bench [--smoke] [--seconds S] [--only W1,...]: runs the workloads in every mode, checks the
// values that they end with, and prints a line of JSON per figure: ns are the median of the
// repetitions, with the least and the most. scripts/bench.mjs makes a table of them.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "workloads.h"

namespace {

using bench::Case;
using bench::Workload;

#if defined(__EMSCRIPTEN__)
constexpr const char* kWhere = "wasm";
#else
constexpr const char* kWhere = "native";
#endif

double timed_runs(Case& c, const Workload& w, int64_t runs) {
  using Clock = std::chrono::steady_clock;
  if (w.rebuilds) c.rebuild();
  const auto start = Clock::now();
  for (int64_t i = 0; i < runs; ++i) c.run();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Measured {
  const char* mode;
  std::unique_ptr<Case> run;
  int64_t runs = 1;                // between two looks at the clock
  std::vector<double> means = {};  // of the repetitions, ns
  double spent = 0;                // in this repetition
  int64_t done = 0;
};

// Repetitions of at least `seconds` of each mode, after one that only warms up. The modes take
// turns every few hundredths of a second: whatever else slows the machine down, it slows them all.
void measure(std::vector<Measured>& modes, const Workload& w, double seconds) {
  for (Measured& m : modes) {
    while (!w.rebuilds && timed_runs(*m.run, w, m.runs) < 0.02) m.runs *= 2;
  }
  for (int rep = 0; rep < 6; ++rep) {
    for (Measured& m : modes) m.spent = 0, m.done = 0;
    const auto unfinished = [&](const Measured& m) { return m.spent < seconds; };
    while (std::any_of(modes.begin(), modes.end(), unfinished)) {
      for (Measured& m : modes) {
        m.spent += timed_runs(*m.run, w, m.runs);
        m.done += m.runs;
      }
    }
    if (rep == 0) continue;
    for (Measured& m : modes)
      m.means.push_back(m.spent * 1e9 / static_cast<double>(m.done * w.steps * w.per));
  }
  for (Measured& m : modes) std::sort(m.means.begin(), m.means.end());
}

bool right(const Workload& w, const char* mode, const std::vector<double>& values,
           const std::vector<double>& floor) {
  bool ok = values.size() == w.expected.size();
  for (std::size_t i = 0; ok && i < values.size(); ++i) {
    ok = std::fabs(values[i] - w.expected[i]) <= w.within * std::fabs(w.expected[i]) &&
         (floor.empty() || values[i] == floor[i]);
  }
  if (ok) return true;
  std::fprintf(stderr, "%s %s %s ends with wrong values (%s):\n", w.id, kWhere, mode, w.values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::fprintf(stderr, "  %.17g, should be %.17g%s", values[i], w.expected[i],
                 w.within == 0 ? "" : " or near it");
    if (!floor.empty()) std::fprintf(stderr, ", the floor has %.17g", floor[i]);
    std::fprintf(stderr, "\n");
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  bool smoke = false, products = true;
  double seconds = 0.25;
  const char *only = nullptr, *mode_only = nullptr;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--smoke")) smoke = true;
    if (!std::strcmp(argv[i], "--seconds") && i + 1 < argc) seconds = std::atof(argv[++i]);
    if (!std::strcmp(argv[i], "--only") && i + 1 < argc) only = argv[++i], products = false;
    if (!std::strcmp(argv[i], "--mode") && i + 1 < argc) mode_only = argv[++i], products = false;
    if (!std::strcmp(argv[i], "--products")) only = "none", products = true;
  }
  struct Mode {
    const char* name;
    std::unique_ptr<Case> (*make)(const std::string&);
  };
  const Mode modes[] = {
      {"floor", bench::make_floor}, {"eager", bench::make_eager}, {"replay", bench::make_replay}};
  bool all_right = true;
  for (const Workload& w : bench::workloads()) {
    if (only && !std::strstr(only, w.id)) continue;
    std::vector<Measured> measured;
    for (const Mode& mode : modes) {
      if (mode_only && std::strcmp(mode_only, mode.name) != 0) continue;
      if (auto c = mode.make(w.id)) measured.push_back({mode.name, std::move(c)});
    }
    if (smoke) {
      for (Measured& m : measured) timed_runs(*m.run, w, 1);
    } else {
      measure(measured, w, seconds);
    }
    std::vector<double> floor;
    for (Measured& m : measured) {
      const std::vector<double> values = m.run->values();
      all_right = right(w, m.mode, values, floor) && all_right;
      if (!std::strcmp(m.mode, "floor")) floor = values;
      if (smoke) continue;
      std::printf(
          R"({"workload":"%s","where":"%s","mode":"%s","ns":%.6g,"min":%.6g,"max":%.6g,"values":[)",
          w.id, kWhere, m.mode, m.means[m.means.size() / 2], m.means.front(), m.means.back());
      for (std::size_t i = 0; i < values.size(); ++i)
        std::printf("%s%.17g", i ? "," : "", values[i]);
      std::printf("]}\n");
      std::fflush(stdout);
    }
  }
  const int sizes[][3] = {{256, 64, 64}, {64, 784, 256}};
  for (const auto& s : sizes) {
    if (!products) break;
    const bench::Product p = bench::measure_product(s[0], s[1], s[2], smoke ? 0 : seconds);
    all_right = all_right && p.ours > 0;
    if (smoke) continue;
    std::printf(R"({"gemm":"%dx%dx%d","where":"%s","gflops":%.4g,"eigen":%.4g,"eigen_flags":"%s"})"
                "\n",
                s[0], s[1], s[2], kWhere, p.ours, p.eigen, p.eigen_flags);
  }
  return all_right ? 0 : 1;
}
