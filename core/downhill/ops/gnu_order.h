// The selections and sorts of GNU's standard library, step by step. They are not stable, and
// PyTorch's topk uses them: which of several equal elements it takes, and in which order, depends
// on these steps. Other standard libraries (Emscripten's libc++) have others.
#pragma once
#include <cstdint>
#include <utility>

namespace downhill::gnu {

// An element by its place in the order (smaller first) and where it was.
struct Keyed {
  int64_t key, index;
  bool operator<(const Keyed& other) const { return key < other.key; }
};

// [first, nth) are not larger, (nth, last) not smaller than *nth, which is where a sort puts it.
void nth_element(Keyed* first, Keyed* nth, Keyed* last);
// [first, middle) are the smallest, in order.
void partial_sort(Keyed* first, Keyed* middle, Keyed* last);
void sort(Keyed* first, Keyed* last);

}  // namespace downhill::gnu
