#include <downhill/nn/list.h>
#include <downhill/ops/list.h>

namespace downhill::nn {
namespace {

constexpr int kEntries = std::tuple_size_v<List>;

template <class E>
struct Maker {
  using Attrs = typename E::Args;
  static constexpr Info info{.name = E::info.name, .inputs = "", .where = ""};
  static Tensors run(const Tensors&, const void* given) {
    Tensors made{Tensor::empty({0}, DType::Bool)};
    const Attrs& args = *static_cast<const Attrs*>(given);
    check_fields(args);
    const auto members = E::make(args);
    std::apply([&](const auto&... f) { (made.push_back(members.*f.member), ...); },
               E::Parameters::fields());
    return made;
  }
};

template <class E>
struct Resetter {
  using Attrs = typename E::Args;
  static constexpr Info info{.name = E::info.name, .inputs = "parameters...?", .where = ""};
  static Tensors run(const Tensors& given, const void* args) {
    typename E::Parameters members{};
    int i = 0;
    std::apply(
        [&](const auto&... f) {
          ((members.*f.member = i < given.size() ? given[i] : Tensor(), ++i), ...);
        },
        E::Parameters::fields());
    E::reset_parameters(*static_cast<const Attrs*>(args), members);
    return {Tensor::empty({0}, DType::Bool)};
  }
};

// What a call by id needs of an operator; these are never in a graph nor in the operators' schema.
template <class O>
constexpr Op with_run(int id) {
  using A = typename O::Attrs;
  Op op{};
  op.info = &O::info;
  op.id = id;
  op.composite = true;
  op.compose = &O::run;
  op.attributes = &kStruct<A>;
  return op;
}

// Entries without parameters have neither (and cost nothing).
template <class E>
void add_makers(std::vector<Op>& to, int entry) {
  if constexpr (HasMake<E>)
    to.push_back(with_run<Maker<E>>(make_id(entry)));
  else
    to.push_back({});
  if constexpr (HasReset<E>)
    to.push_back(with_run<Resetter<E>>(reset_id(entry)));
  else
    to.push_back({});
}
template <class... E>
std::vector<Op> makers_of(std::tuple<E...>*) {
  std::vector<Op> all;
  int i = 0;
  (add_makers<E>(all, i++), ...);
  return all;
}

}  // namespace

const Op& maker_at(int id) {
  static const std::vector<Op> all = makers_of(static_cast<List*>(nullptr));
  const auto at = static_cast<std::size_t>(id - kOpCount);
  if (id < kOpCount || id >= make_id(kEntries) || !all[at].info) fail("there is no operator ", id);
  return all[at];
}

}  // namespace downhill::nn
