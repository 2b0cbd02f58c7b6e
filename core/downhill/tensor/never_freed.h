// A static that is there before the program starts and stays: what other statics hold may end late.
#pragma once

namespace downhill {

template <class T>
union NeverFreed {
  T value;
  constexpr NeverFreed() : value() {}
  ~NeverFreed() {}  // NOLINT(modernize-use-equals-default): frees nothing
};

}  // namespace downhill
