// Intrusive reference counts, not atomic: the core has one thread.
#pragma once
#include <cstdint>
#include <utility>

namespace downhill {

// T needs `uint32_t refs` starting at 0 and `static void destroy(T*)`.
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* object) : object_(object) {
    if (object_) ++object_->refs;
  }
  Ref(const Ref& other) : Ref(other.object_) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ~Ref() { drop(); }
  Ref& operator=(const Ref& other) {
    Ref copy(other);
    std::swap(object_, copy.object_);
    return *this;
  }
  Ref& operator=(Ref&& other) noexcept {
    // Moved to itself it first leaves, then comes back.
    T* old = std::exchange(object_, std::exchange(other.object_, nullptr));
    if (old && --old->refs == 0) [[unlikely]]
      T::destroy(old);
    return *this;
  }
  void reset() {
    T* old = std::exchange(object_, nullptr);
    if (old && --old->refs == 0) [[unlikely]]
      T::destroy(old);
  }
  // Gives what it held to the caller, who counts as its owner now.
  T* leave() { return std::exchange(object_, nullptr); }
  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  friend bool operator==(const Ref& a, const Ref& b) { return a.object_ == b.object_; }

 private:
  void drop() {
    if (object_ && --object_->refs == 0) [[unlikely]]
      T::destroy(object_);
  }
  T* object_ = nullptr;
};

}  // namespace downhill
