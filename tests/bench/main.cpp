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

struct Times {
  double median, min, max;
};

double timed_runs(Case& c, const Workload& w, int64_t runs) {
  using Clock = std::chrono::steady_clock;
  if (w.rebuilds) c.rebuild();
  const auto start = Clock::now();
  for (int64_t i = 0; i < runs; ++i) c.run();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Repetitions of at least `seconds` each, after one that only warms up.
Times measure(Case& c, const Workload& w, double seconds) {
  int64_t runs = 1;  // between two looks at the clock
  while (!w.rebuilds && timed_runs(c, w, runs) < 0.02) runs *= 2;
  std::vector<double> means;
  for (int rep = 0; rep < 6; ++rep) {
    double spent = 0;
    int64_t done = 0;
    do {
      spent += timed_runs(c, w, runs);
      done += runs;
    } while (spent < seconds);
    const double units = static_cast<double>(done * w.steps * w.per);
    if (rep > 0) means.push_back(spent * 1e9 / units);
  }
  std::sort(means.begin(), means.end());
  return {means[means.size() / 2], means.front(), means.back()};
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
    std::vector<double> floor;
    for (const Mode& mode : modes) {
      if (mode_only && std::strcmp(mode_only, mode.name) != 0) continue;
      const auto c = mode.make(w.id);
      if (!c) continue;
      Times t{0, 0, 0};
      if (smoke)
        timed_runs(*c, w, 1);
      else
        t = measure(*c, w, seconds);
      const std::vector<double> values = c->values();
      all_right = right(w, mode.name, values, floor) && all_right;
      if (!std::strcmp(mode.name, "floor")) floor = values;
      if (smoke) continue;
      std::printf(
          R"({"workload":"%s","where":"%s","mode":"%s","ns":%.6g,"min":%.6g,"max":%.6g,"values":[)",
          w.id, kWhere, mode.name, t.median, t.min, t.max);
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
