// What the recorder noted since the last look, as plain objects with one Float64Array each.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "../api/state.h"

using downhill::api::all_series;
using downhill::record::Column;
using downhill::record::Series;
using emscripten::val;

namespace {

val column_object(const Column& c) {
  constexpr const char* parts[] = {"loss", "lr", "value", "grad"};
  val o = val::object();
  o.set("part", std::string(parts[static_cast<int>(c.part)]));
  if (c.param >= 0) {
    o.set("param", c.param);
    o.set("element", c.element < 0 ? val::null() : val(static_cast<double>(c.element)));
  }
  return o;
}

val block_object(Series& s) {
  const downhill::record::Block block = s.drain();
  val o = val::object();
  o.set("id", s.id());
  o.set("text", s.text());
  val columns = val::array(), shapes = val::array();
  for (const Column& c : s.columns()) columns.call<void>("push", column_object(c));
  for (const auto& shape : s.shapes()) {
    val sizes = val::array();
    for (const int64_t n : shape) sizes.call<void>("push", static_cast<double>(n));
    shapes.call<void>("push", sizes);
  }
  o.set("columns", columns);
  o.set("shapes", shapes);
  o.set("stride", static_cast<double>(s.stride()));
  o.set("total", static_cast<double>(s.total()));
  o.set("from", block.from);
  o.set("closed", s.closed());
  if (const auto curve = s.curve()) {
    val c = val::object();
    c.set("x", val::array(curve->x));
    c.set("y", val::array(curve->y));
    o.set("curve", c);
  }
  // A copy of its own: memory of the core may move when it grows.
  o.set("rows", val::global("Float64Array")
                    .new_(emscripten::typed_memory_view(block.rows.size(), block.rows.data())));
  return o;
}

}  // namespace

val records_drain() {
  val blocks = val::array();
  for (auto& s : all_series()) {
    if (s->changed()) blocks.call<void>("push", block_object(*s));
  }
  // A closed series that has been sent whole is forgotten.
  std::erase_if(all_series(), [](const auto& s) { return s->closed(); });
  return blocks;
}

void records_close() {
  for (auto& s : all_series()) s->close();
}

EMSCRIPTEN_BINDINGS(records) {
  emscripten::function("records_drain", &records_drain);
  emscripten::function("records_close", &records_close);
}
