// A vector whose first N elements need no allocation: shapes, strides, argument lists. What is not
// used of the N is not made: most of these live for one operator call.
#pragma once
#include <downhill/math/inline.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

namespace downhill {

template <class T, int N>
class SmallVector {
 public:
  using value_type = T;
  SmallVector() {}
  explicit SmallVector(int size) { resize(size); }
  SmallVector(int size, const T& value) { resize(size, value); }
  SmallVector(std::initializer_list<T> values) { append(values.begin(), values.end()); }
  template <class It>
  requires requires(It it) { *it; }
  SmallVector(It first, It last) { append(first, last); }
  SmallVector(const SmallVector& other) { append(other.begin(), other.end()); }
  SmallVector(SmallVector&& other) noexcept { take(other); }
  ~SmallVector() { drop(); }
  SmallVector& operator=(const SmallVector& other) {
    if (this == &other) return *this;
    clear();
    append(other.begin(), other.end());
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this == &other) return *this;
    drop();
    data_ = inline_data();
    capacity_ = N;
    size_ = 0;
    take(other);
    return *this;
  }

  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](int i) {
    assert(i >= 0 && i < size_);
    return data_[i];
  }
  const T& operator[](int i) const {
    assert(i >= 0 && i < size_);
    return data_[i];
  }
  T& back() { return data_[size_ - 1]; }
  const T& back() const { return data_[size_ - 1]; }
  operator std::span<const T>() const { return {data_, static_cast<std::size_t>(size_)}; }

  template <class... A>
  T& emplace_back(A&&... arguments) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    T* at = new (data_ + size_) T{std::forward<A>(arguments)...};
    ++size_;
    return *at;
  }
  // By value: an element of this very vector may be pushed.
  void push_back(T value) { emplace_back(std::move(value)); }
  void pop_back() { data_[--size_].~T(); }
  // Of what a function returns, made in its place.
  template <class F>
  T& emplace_made(F&& make) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    T* at = new (data_ + size_) T(make());
    ++size_;
    return *at;
  }
  void clear() {
    T* const data = data_;  // what a destructor calls could change data_, for all a compiler knows
    for (int i = 0, n = size_; i < n; ++i) data[i].~T();
    size_ = 0;
  }
  // As one that has just been made.
  void reset() {
    clear();
    if (on_heap()) [[unlikely]]
      leave_heap();
  }
  void resize(int size) {
    while (size_ > size) pop_back();
    while (capacity_ < size) [[unlikely]] grow();
    for (T* const data = data_; size_ < size; ++size_) new (data + size_) T{};
  }
  void resize(int size, const T& value) {
    while (size_ > size) pop_back();
    while (size_ < size) push_back(value);
  }
  void insert(int at, const T& value) {
    push_back(value);
    std::rotate(begin() + at, end() - 1, end());
  }
  void erase(int at) {
    std::rotate(begin() + at, begin() + at + 1, end());
    pop_back();
  }
  friend bool operator==(const SmallVector& a, const SmallVector& b) {
    if (a.size_ != b.size_) return false;
    for (int i = 0; i < a.size_; ++i) {
      if (!(a.data_[i] == b.data_[i])) return false;
    }
    return true;
  }

 private:
  static std::allocator<T> heap() { return {}; }
  T* inline_data() { return reinterpret_cast<T*>(inline_.bytes); }
  bool on_heap() const { return capacity_ != N; }

  // Word by word: a wide load of what has just been written in words waits for the cache.
  template <class It>
  void append(It first, It last) {
    for (; first != last; ++first) emplace_back(*first);
  }
  void drop() {
    T* const data = data_;  // what a destructor calls could change data_, for all a compiler knows
    for (int i = 0, n = size_; i < n; ++i) data[i].~T();
    if (on_heap()) [[unlikely]]
      heap().deallocate(data, static_cast<std::size_t>(capacity_));
  }
  DOWNHILL_SELDOM void grow() {
    T* bigger = heap().allocate(static_cast<std::size_t>(capacity_) * 2);
    std::uninitialized_move(begin(), end(), bigger);
    drop();
    data_ = bigger;
    capacity_ *= 2;
  }
  DOWNHILL_SELDOM void leave_heap() { *this = SmallVector(); }
  void take(SmallVector& other) {
    if (other.on_heap()) [[unlikely]] {
      data_ = std::exchange(other.data_, other.inline_data());
      capacity_ = std::exchange(other.capacity_, N);
      size_ = std::exchange(other.size_, 0);
    } else {
      for (T& v : other) {
        new (data_ + size_++) T(std::move(v));
        v.~T();  // NOLINT(bugprone-use-after-move)
      }
      other.size_ = 0;
    }
  }

  T* data_ = inline_data();
  int size_ = 0, capacity_ = N;
  struct Inline {
    Inline() {}  // NOLINT(modernize-use-equals-default): leaves the bytes alone
    alignas(T) std::byte bytes[sizeof(T) * N];  // NOLINT(bugprone-sizeof-expression)
  } inline_;
};

using Shape = SmallVector<int64_t, 4>;  // sizes or strides, in elements
using Ints = SmallVector<int64_t, 4>;

std::string part(const Shape& sizes);  // as PyTorch prints sizes: [2, 3]

}  // namespace downhill
