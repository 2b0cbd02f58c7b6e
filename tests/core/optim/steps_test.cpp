// 200 steps of every optimizer with every option, against real PyTorch:
// tests/golden/optim/steps.txt names the cases, steps.bin holds their bits (make_steps.py there
// says how), bounds.txt says which need not be equal. A rule that is new in the list is tested as
// soon as it is there.
#include <downhill/downhill.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "bounds.h"

namespace downhill {

namespace {

constexpr int kSteps = 200, kEvery = 10;
const std::string kFolder = std::string(DOWNHILL_GOLDEN) + "/optim/";

// tests/golden/ops/generator.py
uint32_t hash(uint32_t seed, uint32_t i) {
  uint32_t h = i + seed * 0x9E3779B9u;
  h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
  h = (h ^ (h >> 13)) * 0xC2B2AE35u;
  return h ^ (h >> 16);
}
double unit(uint32_t seed, uint32_t i) {
  return (hash(seed, i) * 2097152.0 + (hash(seed + 1000, i) >> 11)) / 9007199254740992.0;
}

// tests/golden/optim/cases.py
std::vector<double> numbers(int t, int64_t n) {
  std::vector<double> g;
  for (int i = 0; i < n; ++i) {
    double v = 4 * unit(7, static_cast<uint32_t>(64 * t + i)) - 2;
    if (t % 20 == 7) v = 0;
    if (t % 20 == 13) v *= 1e-30;
    if (t > 170 && t % 10 == 5 && i % 5 == 3) v *= 1e30;
    if (t == 191 && i % 5 == 2) v = std::nan("");
    if (t == 195 && i % 5 == 4) v = HUGE_VAL;
    g.push_back(v);
  }
  return g;
}

// "[3,4]t": its sizes, and whether it is not contiguous.
std::pair<Shape, bool> shape_of(const std::string& key) {
  Shape shape;
  for (const char c : key) {
    if (c >= '0' && c <= '9') shape.push_back(c - '0');
  }
  return {shape, key.back() == 't'};
}

Tensor tensor(const std::vector<double>& values, const std::string& key, DType dtype) {
  const auto [shape, transposed] = shape_of(key);
  const Tensor t = cast(Tensor::of<double>(shape, values), dtype);
  return transposed ? transpose(transpose(t, 0, 1).contiguous(), 0, 1) : t;
}

Argument argument_of(const std::string& text) {
  Argument a;
  if (const auto comma = text.find(','); comma != std::string::npos) {
    a.kind = Argument::Kind::list;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) a.list.push_back(argument_of(part));
    return a;
  }
  if (text == "None") return a;
  if (text == "True" || text == "False") return argument(text == "True");
  if (std::isalpha(static_cast<unsigned char>(text[0]))) {
    a.kind = Argument::Kind::text;
    a.text = text;
    return a;
  }
  if (text.find_first_of(".e") == std::string::npos) return argument(Number(std::stoi(text)));
  return argument(Number(std::strtod(text.c_str(), nullptr)));
}

std::vector<NamedArgument> options_of(const std::string& text) {
  std::vector<NamedArgument> options;
  std::istringstream parts(text);
  for (std::string part; parts >> part;) {
    const auto equals = part.find('=');
    options.emplace_back(part.substr(0, equals), argument_of(part.substr(equals + 1)));
  }
  return options;
}

uint32_t crc32(const std::string& bytes, uint32_t crc = 0) {
  static const auto table = [] {
    std::array<uint32_t, 256> t{};
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t c = i;
      for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
      t[i] = c;
    }
    return t;
  }();
  crc = ~crc;
  for (const char c : bytes) crc = table[(crc ^ static_cast<uint8_t>(c)) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

// Little-endian, every NaN with the same bits.
std::string bytes_of(const Tensor& t) {
  const Tensor plain = t.detach().contiguous();
  std::string bytes;
  visit(plain.dtype(), [&](auto zero) {
    using T = decltype(zero);
    for (int64_t i = 0; i < plain.numel(); ++i) {
      T value = plain.data<T>()[i];
      if (value != value) value = static_cast<T>(std::nan(""));
      bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
  });
  return bytes;
}

struct Case {
  std::string optimizer, dtype, shape, options;
  uint32_t whole = 0;
  std::vector<std::string> kept;
};

std::vector<Case> read_cases() {
  std::ifstream index(kFolder + "steps.txt"), values(kFolder + "steps.bin", std::ios::binary);
  REQUIRE(index.good());
  REQUIRE(values.good());
  std::vector<Case> cases;
  for (std::string line; std::getline(index, line);) {
    if (line[0] == '#') continue;
    Case c;
    std::istringstream parts(line);
    parts >> c.optimizer >> c.dtype >> c.shape;
    std::getline(parts, c.options);
    int64_t size = c.dtype == "float32" ? 4 : 8;
    for (const int64_t n : shape_of(c.shape).first) size *= n;
    values.read(reinterpret_cast<char*>(&c.whole), 4);
    values.seekg(2 * kSteps, std::ios::cur);  // each step's hash, which check_steps.py counts by
    for (int i = 0; i < kSteps / kEvery; ++i) {
      c.kept.emplace_back(static_cast<std::size_t>(size), '\0');
      values.read(c.kept.back().data(), size);
    }
    cases.push_back(std::move(c));
  }
  REQUIRE(values.good());
  return cases;
}

// The bytes as numbers.
std::vector<double> numbers_of(const std::string& bytes, DType dtype) {
  std::vector<double> values;
  visit(dtype, [&](auto zero) {
    using T = decltype(zero);
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(T)) {
      T value;
      std::memcpy(&value, &bytes[i], sizeof(T));
      values.push_back(static_cast<double>(value));
    }
  });
  return values;
}

struct Ran {
  uint32_t whole = 0;
  std::vector<std::string> kept;
};

Ran run(const Rule& rule, const Case& c, DType dtype) {
  int64_t n = 1;
  for (const int64_t size : shape_of(c.shape).first) n *= size;
  Tensor p = tensor(numbers(0, n), c.shape, dtype);
  p.set_requires_grad(true);
  OptimizerBase optimizer(rule, {{"", p}}, options_of(c.options));
  Ran ran;
  for (int t = 1; t <= kSteps; ++t) {
    p.set_grad(tensor(numbers(t, n), c.shape, dtype));
    optimizer.step();
    const std::string now = bytes_of(p);
    std::map<std::string, Tensor> state;  // in the order of the names
    const std::vector<Tensor>& states = optimizer.groups()[0].params[0].state;
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (states[i].defined()) state[rule.state_names[i]] = states[i];
    }
    uint32_t step = crc32(now);
    for (const auto& [name, value] : state) step = crc32(bytes_of(value), step);
    ran.whole = crc32(std::string(reinterpret_cast<const char*>(&step), 4), ran.whole);
    if (t % kEvery == 0) ran.kept.push_back(now);
  }
  return ran;
}

}  // namespace

TEST_CASE("200 steps of every optimizer with every option are PyTorch's") {
  std::map<std::string, const Rule*> rules;
  for (int id = 0; id < kRuleCount; ++id) rules[rule_at(id).info->name] = &rule_at(id);
  const auto bounds = test::read_bounds();
  std::set<std::string> tested;
  for (const Case& c : read_cases()) {
    const auto rule = rules.find(c.optimizer);
    if (rule == rules.end()) continue;  // not in the list yet
    tested.insert(c.optimizer);
    INFO(c.optimizer, " ", c.dtype, " ", c.shape, c.options);
    const DType dtype = c.dtype == "float32" ? DType::Float32 : DType::Float64;
    const Ran ran = run(*rule->second, c, dtype);
    if (const auto bound = bounds.find(c.optimizer + " " + c.dtype); bound != bounds.end()) {
      double off = 0;
      for (std::size_t i = 0; i < ran.kept.size(); ++i)
        off = std::max(
            off, test::relative(numbers_of(ran.kept[i], dtype), numbers_of(c.kept[i], dtype)));
      CHECK(off <= bound->second);
    } else {
      const auto differs = std::mismatch(ran.kept.begin(), ran.kept.end(), c.kept.begin());
      INFO("first kept step that differs, of 20: ", differs.first - ran.kept.begin() + 1);
      CHECK(ran.whole == c.whole);
    }
  }
  for (const auto& entry : rules) {
    const std::string& name = entry.first;  // clang 14: no binding inside CAPTURE
    // By sparse gradients, or by closures: tests of their own.
    if (name == "SparseAdam" || entry.second->task) continue;
    CAPTURE(name);
    CHECK(tested.count(name) == 1);
  }
}

}  // namespace downhill
