#include <downhill/nn/list.h>
#include <downhill/ops/list.h>

namespace downhill::nn {
namespace {

constexpr int kEntries = std::tuple_size_v<List>;
constexpr int make_id(int entry) { return kOpCount + 2 * entry; }
constexpr int reset_id(int entry) { return make_id(entry) + 1; }

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

// ---- the schema ------------------------------------------------------------------------------

std::string words(std::string text) {
  std::string json, word;
  text += ' ';
  for (const char c : text) {
    if (c != ' ' && c != ',') {
      word += c;
    } else if (!word.empty()) {
      json += (json.empty() ? "" : ",") + json_text(word);
      word.clear();
    }
  }
  return "[" + json + "]";
}

void append_text(std::string& json, const char* key, const std::string& text) {
  if (!text.empty()) json += std::string(",\"") + key + "\":" + json_text(text);
}
void append_words(std::string& json, const char* key, const std::string& text) {
  if (!text.empty()) json += std::string(",\"") + key + "\":" + words(text);
}

std::string entry_schema(const ModuleInfo& info, const std::string& args,
                         const std::string& parameters, const std::string& buffers, int make,
                         int reset) {
  std::string json = concat({"{\"name\":", json_text(info.name), ",\"file\":", json_text(info.file),
                             ",\"doc\":", json_text(info.doc), ",\"inputs\":", words(info.inputs),
                             ",\"args\":", args});
  append_text(json, "call", info.call);
  append_text(json, "base", info.base);
  append_text(json, "super", info.super);
  append_words(json, "parameters", parameters);
  append_words(json, "buffers", buffers);
  append_words(json, "repr", info.repr);
  append_words(json, "constants", info.constants);
  append_words(json, "signature", info.signature);
  if (make) json += ",\"make\":" + std::to_string(make);
  if (reset) json += ",\"reset\":" + std::to_string(reset);
  return json + "}";
}

template <class E>
std::string entry_schema(int i) {
  std::string parameters, buffers;
  std::apply(
      [&](const auto&... f) {
        (((f.is_buffer ? buffers : parameters) += f.name + std::string(" ")), ...);
      },
      E::Parameters::fields());
  return entry_schema(E::info, fields_schema<typename E::Args>(), parameters, buffers,
                      // Members whose names depend on the arguments are made by Python's base.
                      HasMake<E> && !HasNames<E> ? make_id(i) : 0,
                      HasReset<E> && !HasNames<E> ? reset_id(i) : 0);
}

template <class... E>
std::string schema_of(std::tuple<E...>*) {
  std::string json;
  int i = 0;
  ((json += (json.empty() ? "" : ",\n") + entry_schema<E>(i++)), ...);
  return "[" + json + "]";
}

}  // namespace

const Op& maker_at(int id) {
  static const std::vector<Op> all = makers_of(static_cast<List*>(nullptr));
  const auto at = static_cast<std::size_t>(id - kOpCount);
  if (id < kOpCount || id >= make_id(kEntries) || !all[at].info) fail("there is no operator ", id);
  return all[at];
}

std::string modules_schema() { return schema_of(static_cast<List*>(nullptr)); }

}  // namespace downhill::nn
