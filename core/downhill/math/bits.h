// std::bit_cast, which the C++ library of older Emscriptens (3.1.6 among them) lacks.
#pragma once

namespace downhill::math {

template <class To, class From>
constexpr To bit_cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, from);  // g++ 11, clang 9, MSVC 19.27 and later
}

}  // namespace downhill::math
