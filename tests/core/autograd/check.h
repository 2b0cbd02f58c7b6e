// Small things that the suites share.
#pragma once

#include <downhill/tensor/error.h>

#include <string>

namespace downhill::test {

// The text of the Error that f throws, or "" if it throws none.
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace downhill::test
