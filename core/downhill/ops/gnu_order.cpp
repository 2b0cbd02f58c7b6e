#include <downhill/ops/gnu_order.h>

namespace downhill::gnu {
namespace {

constexpr int64_t kShort = 16;  // so few elements are sorted by insertion

// ---- heaps: the largest element first ----------------------------------------------------------

// Puts `value` where `hole` is, and what is larger above it, up to `top`.
void push(Keyed* heap, int64_t hole, int64_t top, Keyed value) {
  for (int64_t parent = (hole - 1) / 2; hole > top && heap[parent] < value;
       parent = (hole - 1) / 2) {
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = value;
}

// The hole goes down to a leaf, along the larger children, and `value` up from there.
void adjust(Keyed* heap, int64_t hole, int64_t length, Keyed value) {
  const int64_t top = hole;
  int64_t child = hole;
  while (child < (length - 1) / 2) {
    child = 2 * (child + 1);
    if (heap[child] < heap[child - 1]) --child;
    heap[hole] = heap[child];
    hole = child;
  }
  if (length % 2 == 0 && child == (length - 2) / 2) {
    child = 2 * (child + 1);
    heap[hole] = heap[child - 1];
    hole = child - 1;
  }
  push(heap, hole, top, value);
}

// The largest goes to `to`, and what was there into the heap.
void pop(Keyed* first, Keyed* last, Keyed* to) {
  const Keyed value = *to;
  *to = *first;
  adjust(first, 0, last - first, value);
}

// The smallest into [first, middle), as a heap.
void heap_select(Keyed* first, Keyed* middle, Keyed* last) {
  const int64_t length = middle - first;
  for (int64_t parent = (length - 2) / 2; length > 1 && parent >= 0; --parent)
    adjust(first, parent, length, first[parent]);
  for (Keyed* i = middle; i < last; ++i)
    if (*i < *first) pop(first, middle, i);
}

// ---- insertion and partition -------------------------------------------------------------------

// *at goes down to its place; something before it is not larger.
void insert_unguarded(Keyed* at) {
  const Keyed value = *at;
  for (; value < at[-1]; --at) *at = at[-1];
  *at = value;
}

void insertion_sort(Keyed* first, Keyed* last) {
  for (Keyed* i = first + 1; first != last && i < last; ++i) {
    if (!(*i < *first)) {
      insert_unguarded(i);
      continue;
    }
    const Keyed value = *i;
    for (Keyed* j = i; j > first; --j) *j = j[-1];
    *first = value;
  }
}

// The median of three to `to`.
void median_to(Keyed* to, Keyed* a, Keyed* b, Keyed* c) {
  Keyed* median = nullptr;
  if (*a < *b)
    median = *b < *c ? b : *a < *c ? c : a;
  else
    median = *a < *c ? a : *b < *c ? c : b;
  std::swap(*to, *median);
}

// Around the median of the second, the middle and the last element, which goes first.
Keyed* partition(Keyed* first, Keyed* last) {
  median_to(first, first + 1, first + (last - first) / 2, last - 1);
  const Keyed* pivot = first++;
  while (true) {
    while (*first < *pivot) ++first;
    --last;
    while (*pivot < *last) --last;
    if (first >= last) return first;
    std::swap(*first++, *last);
  }
}

int64_t depth_limit(int64_t n) {  // twice the whole logarithm
  int64_t depth = 0;
  while (n >>= 1) depth += 2;
  return depth;
}

void sort_roughly(Keyed* first, Keyed* last, int64_t depth) {
  while (last - first > kShort) {
    if (depth-- == 0) return partial_sort(first, last, last);
    Keyed* cut = partition(first, last);
    sort_roughly(cut, last, depth);
    last = cut;
  }
}

}  // namespace

void nth_element(Keyed* first, Keyed* nth, Keyed* last) {
  if (first == last || nth == last) return;
  for (int64_t depth = depth_limit(last - first); last - first > 3; --depth) {
    if (depth == 0) {
      heap_select(first, nth + 1, last);
      return std::swap(*first, *nth);
    }
    Keyed* cut = partition(first, last);
    (cut <= nth ? first : last) = cut;
  }
  insertion_sort(first, last);
}

void partial_sort(Keyed* first, Keyed* middle, Keyed* last) {
  heap_select(first, middle, last);
  while (middle - first > 1) {
    --middle;
    pop(first, middle, middle);
  }
}

void sort(Keyed* first, Keyed* last) {
  if (first == last) return;
  sort_roughly(first, last, depth_limit(last - first));
  const bool few = last - first <= kShort;
  insertion_sort(first, few ? last : first + kShort);
  for (Keyed* i = first + kShort; !few && i < last; ++i) insert_unguarded(i);
}

}  // namespace downhill::gnu
