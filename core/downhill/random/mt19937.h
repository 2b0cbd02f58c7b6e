// The Mersenne Twister with 32-bit output (Matsumoto and Nishimura 1998).
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace downhill {

struct Mt19937 {
  static constexpr int kSize = 624;

  std::array<uint32_t, kSize> words;
  int position;  // index of the next word; kSize: all are used up

  friend bool operator==(const Mt19937&, const Mt19937&) = default;

  void seed(uint32_t value);
  // Matsumoto's init_by_array; `key` is not empty.
  void seed(std::span<const uint32_t> key);
  uint32_t next() {
    if (position >= kSize) refill();
    uint32_t y = words[static_cast<size_t>(position++)];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }

 private:
  void refill();
};

}  // namespace downhill
