// A vector whose first N elements need no allocation: shapes, strides, argument lists.
#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>

namespace downhill {

template <class T, int N>
class SmallVector {
 public:
  using value_type = T;
  SmallVector() {}
  explicit SmallVector(int size, const T& value = T()) { resize(size, value); }
  SmallVector(std::initializer_list<T> values) {
    for (const T& v : values) push_back(v);
  }
  template <class It>
  requires requires(It it) { *it; }
  SmallVector(It first, It last) {
    for (; first != last; ++first) push_back(*first);
  }
  SmallVector(const SmallVector& other) : SmallVector(other.begin(), other.end()) {}
  SmallVector(SmallVector&& other) noexcept { take(other); }
  ~SmallVector() { delete[] heap_; }
  SmallVector& operator=(const SmallVector& other) {
    if (this != &other) {
      clear();
      for (const T& v : other) push_back(v);
    }
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this != &other) {
      clear();
      delete[] std::exchange(heap_, nullptr);
      capacity_ = N;
      take(other);
    }
    return *this;
  }

  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return heap_ ? heap_ : inline_; }
  const T* data() const { return heap_ ? heap_ : inline_; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](int i) { return data()[i]; }
  const T& operator[](int i) const { return data()[i]; }
  T& back() { return data()[size_ - 1]; }
  const T& back() const { return data()[size_ - 1]; }
  operator std::span<const T>() const { return {data(), static_cast<std::size_t>(size_)}; }

  void push_back(T value) {
    if (size_ == capacity_) grow();
    data()[size_++] = std::move(value);
  }
  void pop_back() { data()[--size_] = T(); }
  void clear() {
    for (T& v : *this) v = T();
    size_ = 0;
  }
  void resize(int size, const T& value = T()) {
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
    return a.size_ == b.size_ && std::equal(a.begin(), a.end(), b.begin());
  }

 private:
  void grow() {
    T* bigger = new T[static_cast<std::size_t>(capacity_) * 2];
    std::move(begin(), end(), bigger);
    delete[] std::exchange(heap_, bigger);
    capacity_ *= 2;
  }
  void take(SmallVector& other) {
    if (other.heap_) {
      heap_ = std::exchange(other.heap_, nullptr);
      capacity_ = std::exchange(other.capacity_, N);
    } else {
      std::move(other.begin(), other.end(), inline_);
    }
    size_ = std::exchange(other.size_, 0);
  }
  int size_ = 0, capacity_ = N;
  T* heap_ = nullptr;
  T inline_[N] = {};
};

using Shape = SmallVector<int64_t, 4>;  // sizes or strides, in elements
using Ints = SmallVector<int64_t, 4>;

std::string part(const Shape& sizes);  // as PyTorch prints sizes: [2, 3]

}  // namespace downhill
