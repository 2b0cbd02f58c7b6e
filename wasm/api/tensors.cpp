// Looking at tensors, and their bytes.
#include <downhill/tensor/narrow.h>

#include <cstring>

#include "state.h"

using namespace downhill;
using namespace downhill::api;

namespace {
int64_t whole(const Tensor& t) { return t.number().to<int64_t>(); }
}  // namespace

extern "C" {

int dh_dtype(int h) {
  return guarded([&] { return static_cast<int>(tensor(h).dtype()); });
}
int dh_dim(int h) {
  return guarded([&] { return tensor(h).dim(); });
}
double dh_size(int h, int d) {
  return guarded([&] { return static_cast<double>(tensor(h).size(d)); });
}
double dh_stride(int h, int d) {
  return guarded(
      [&] { return static_cast<double>(tensor(h).strides()[wrap_dim(d, tensor(h).dim())]); });
}
double dh_offset(int h) {
  return guarded([&] { return static_cast<double>(tensor(h).offset()); });
}
double dh_numel(int h) {
  return guarded([&] { return static_cast<double>(tensor(h).numel()); });
}
int dh_is_contiguous(int h) {
  return guarded([&] { return static_cast<int>(tensor(h).is_contiguous()); });
}
int dh_same_storage(int a, int b) {
  return guarded([&] { return static_cast<int>(tensor(a).same_storage(tensor(b))); });
}
double dh_storage_id(int h) {
  return guarded([&] {
    return static_cast<double>(reinterpret_cast<uintptr_t>(tensor(h).impl()->storage->data()));
  });
}
int dh_version(int h) {
  return guarded([&] { return static_cast<int>(tensor(h).version()); });
}
double dh_item(int h) {
  return guarded([&] { return tensor(h).item(); });
}
int dh_item_high(int h) {
  return guarded([&] { return static_cast<int>(whole(tensor(h)) >> 32); });
}
int dh_item_low(int h) {
  return guarded([&] { return static_cast<int>(static_cast<uint32_t>(whole(tensor(h)))); });
}

int dh_to_stage(int h) {
  return guarded([&] {
    const Tensor& t = tensor(h);
    stage().resize(static_cast<std::size_t>(t.numel() * item_size(t.dtype())));
    const Tensor plain = t.is_contiguous() ? t : [&] {
      Tensor copy = Tensor::empty(t.sizes(), t.dtype());
      copy_into(copy, t);
      return copy;
    }();
    std::memcpy(stage().data(), plain.raw(), stage().size());
    return static_cast<int>(stage().size());
  });
}

int dh_from_stage(int dtype) {
  return guarded([&] {
    const std::vector<Argument> arguments = take_arguments();
    Ints sizes;
    if (!arguments.empty()) convert("tensor", "size", arguments[0], sizes);
    Tensor t = Tensor::empty(sizes, dtype_at(dtype));
    if (stage().size() != static_cast<std::size_t>(t.numel() * item_size(t.dtype()))) {
      fail("a tensor of sizes ", sizes, " needs ", t.numel() * item_size(t.dtype()), " bytes, not ",
           stage().size());
    }
    std::memcpy(t.raw(), stage().data(), stage().size());
    check_and_fit(t);
    return own(t);
  });
}

int dh_copy_from_stage(int h) {
  return guarded([&] {
    const Tensor& t = tensor(h);
    if (stage().size() != static_cast<std::size_t>(t.numel() * item_size(t.dtype())))
      fail("wrong number of bytes");
    Tensor plain = Tensor::empty(t.sizes(), t.dtype());
    std::memcpy(plain.raw(), stage().data(), stage().size());
    fit(plain);
    copy_into(t, plain);
    t.bump_version();
    return 1;
  });
}
}
