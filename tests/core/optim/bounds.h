// How far an optimizer's steps may be from PyTorch's: tests/golden/optim/bounds.txt, THE table.
#pragma once
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace downhill::test {

// The relative bounds by "optimizer dtype"; what is not there is equal in every bit.
inline std::map<std::string, double> read_bounds() {
  std::map<std::string, double> bounds;
  std::ifstream file(DOWNHILL_GOLDEN "/optim/bounds.txt");
  for (std::string line; std::getline(file, line);) {
    std::string name, dtype, kind;
    double bound = 0;
    if (line[0] != '#' && std::istringstream(line) >> name >> dtype >> kind >> bound)
      bounds[name + " " + dtype] = bound;
  }
  return bounds;
}

// The largest difference over the largest of PyTorch's numbers. Infinities, and NaN against a
// number, are infinitely far from what is not the same.
inline double relative(const std::vector<double>& ours, const std::vector<double>& theirs) {
  double off = 0, size = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const double a = ours[i], b = theirs[i], distance = std::abs(a - b);
    if (std::abs(b) < 1e300) size = std::max(size, std::abs(b));
    if (a == b || (a != a && b != b)) continue;
    off = distance < 1e300 ? std::max(off, distance) : HUGE_VAL;
  }
  return off == 0 ? 0 : off / size;
}

}  // namespace downhill::test
