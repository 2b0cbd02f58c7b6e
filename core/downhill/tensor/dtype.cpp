#include <downhill/tensor/dtype.h>

namespace downhill {

DType promote(DType a, DType b) {
  // bool < uint8, int8 < int16 < int32 < int64 < halves < float32 < float64; 0 at the gaps
  static constexpr uint8_t ranks[kDTypes] = {0, 4, 6, 7, 0, 3, 5, 0, 0, 2, 5, 0, 0, 1, 0, 0, 0, 1};
  const int x = ranks[static_cast<int>(a)], y = ranks[static_cast<int>(b)];
  if (a == b || x != y) return x < y ? b : a;
  return is_half(a) ? DType::Float32 : DType::Int16;
}

namespace {
struct Names {
  const char *scalar = "", *c = "", *tensor = "";
};
const Names& names_of(DType t) {
  static constexpr Names names[kDTypes] = {{"Bool", "bool", "torch.BoolTensor"},
                                           {"Long", "long int", "torch.LongTensor"},
                                           {"Float", "float", "torch.FloatTensor"},
                                           {"Double", "double", "torch.DoubleTensor"},
                                           {},
                                           {"Int", "int", "torch.IntTensor"},
                                           {"Half", "c10::Half", "torch.HalfTensor"},
                                           {},
                                           {},
                                           {"Short", "short int", "torch.ShortTensor"},
                                           {"BFloat16", "c10::BFloat16", "torch.BFloat16Tensor"},
                                           {},
                                           {},
                                           {"Char", "signed char", "torch.CharTensor"},
                                           {},
                                           {},
                                           {},
                                           {"Byte", "unsigned char", "torch.ByteTensor"}};
  return names[static_cast<int>(t)];
}
}  // namespace
const char* scalar_type_name(DType t) { return names_of(t).scalar; }
const char* c_type_name(DType t) { return names_of(t).c; }
const char* tensor_type_name(DType t) { return names_of(t).tensor; }

}  // namespace downhill
