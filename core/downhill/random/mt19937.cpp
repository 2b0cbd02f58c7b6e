#include <downhill/random/mt19937.h>

#include <algorithm>

namespace downhill {

namespace {
constexpr int kShift = 397;
}

void Mt19937::seed(uint32_t value) {
  words[0] = value;
  for (uint32_t j = 1; j < kSize; ++j) {
    words[j] = 1812433253u * (words[j - 1] ^ (words[j - 1] >> 30)) + j;
  }
  position = kSize;
}

void Mt19937::seed(std::span<const uint32_t> key) {
  seed(19650218u);
  size_t i = 1;
  const auto advance = [&] {
    if (++i == kSize) {
      words[0] = words[kSize - 1];
      i = 1;
    }
  };
  const auto mixed = [&](uint32_t factor) {
    return words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * factor);
  };
  size_t j = 0;
  for (size_t count = std::max<size_t>(kSize, key.size()); count > 0; --count) {
    words[i] = mixed(1664525u) + key[j] + static_cast<uint32_t>(j);
    advance();
    if (++j == key.size()) j = 0;
  }
  for (size_t count = kSize - 1; count > 0; --count) {
    words[i] = mixed(1566083941u) - static_cast<uint32_t>(i);
    advance();
  }
  words[0] = 0x80000000u;
}

void Mt19937::refill() {
  const auto twist = [&](int k, int next, int shifted) {
    const auto word = [&](int index) { return words[static_cast<size_t>(index)]; };
    const uint32_t y = (word(k) & 0x80000000u) | (word(next) & 0x7fffffffu);
    words[static_cast<size_t>(k)] = word(shifted) ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908b0dfu : 0u);
  };
  int k = 0;
  for (; k < kSize - kShift; ++k) twist(k, k + 1, k + kShift);
  for (; k < kSize - 1; ++k) twist(k, k + 1, k + kShift - kSize);
  twist(k, 0, kShift - 1);
  position = 0;
}

}  // namespace downhill
