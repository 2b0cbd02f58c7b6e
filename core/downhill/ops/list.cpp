#include <downhill/ops/list.h>

#include <algorithm>

namespace downhill {
namespace {

template <class... Es>
constexpr std::array<Op, sizeof...(Es)> table_of(std::tuple<Es...>*) {
  int id = 0;
  return {make_op<Es>(id++)...};
}
constexpr std::array<Op, static_cast<std::size_t>(kOpCount)> kTable =
    table_of(static_cast<ops::List*>(nullptr));

// "input, other|number, bias?, tensors..." as JSON.
std::string inputs_schema(std::string_view text) {
  std::string json;
  while (!text.empty()) {
    auto comma = text.find(", ");
    std::string_view one = text.substr(0, comma);
    text = comma == std::string_view::npos ? "" : text.substr(comma + 2);
    const char* kind = "tensor";
    auto ends = [&](std::string_view suffix, const char* k) {
      if (!one.ends_with(suffix)) return false;
      one.remove_suffix(suffix.size());
      kind = k;
      return true;
    };
    ends("...?", "tensors?") || ends("...", "tensors") || ends("|number", "tensor|number") ||
        ends("?", "tensor?");
    json += (json.empty() ? "" : ",");
    json += "{\"name\":" + json_text(std::string(one)) + ",\"kind\":\"" + kind + "\"}";
  }
  return "[" + json + "]";
}

std::string attributes_schema(const Op& op) {
  const std::size_t size = std::max<std::size_t>(op.attributes->size, 1);
  void* defaults = pool::allocate(size);
  op.attributes->make(defaults, nullptr);
  std::string json = fields_schema(op.attributes->fields, defaults);
  op.destroy_attributes(defaults);
  pool::release(defaults, size);
  return json;
}

std::string words(std::string_view text, std::string_view separator) {
  std::string json;
  while (!text.empty()) {
    const auto end = text.find(separator);
    json += (json.empty() ? "" : ",") + json_text(std::string(text.substr(0, end)));
    text = end == std::string_view::npos ? "" : text.substr(end + separator.size());
  }
  return "[" + json + "]";
}

}  // namespace

const Op& op_at(int id) {
  if (id < 0 || id >= kOpCount) fail("there is no operator ", id);
  return kTable[static_cast<std::size_t>(id)];
}

std::string ops_schema() {
  std::string json;
  for (const Op& op : kTable) {
    const Info& info = *op.info;
    json += concat(
        {json.empty() ? "" : ",\n", "{\"id\":", part(op.id), ",\"name\":", json_text(info.name),
         ",\"node\":", json_text(info.node), ",\"inputs\":", inputs_schema(info.inputs),
         ",\"attrs\":", attributes_schema(op), ",\"outputs\":", words(info.outputs, ", "),
         ",\"in\":", words(info.where, " "), ",\"doc\":", json_text(info.doc), "}"});
  }
  return concat({"[", json, "]"});
}

Tensor clone_contiguous(const Tensor& t) {
  // clone() keeps a permuted layout; this one does not, and records the same node.
  Tensor c = clone(t);
  if (c.is_contiguous()) return c;
  Tensor plain;
  {
    const NoGrad no_grad;
    plain = cat.list({t}, 0);  // through the funnel, so that a replay copies too
  }
  if (c.impl()->autograd)
    set_history(plain, c.impl()->autograd->grad_fn, c.impl()->autograd->output_nr);
  return plain;
}

}  // namespace downhill
