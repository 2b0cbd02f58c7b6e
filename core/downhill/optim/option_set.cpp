#include <downhill/optim/option_set.h>

#include <algorithm>

namespace downhill {

std::shared_ptr<void> OptionSet::make_options(std::span<const Argument> arguments) const {
  auto made = new_options(nullptr);
  parse_fields(options->fields, name, arguments, made.get());
  return made;
}

std::shared_ptr<void> OptionSet::with(const void* values,
                                      const std::vector<NamedArgument>& changes) const {
  auto made = new_options(values);
  const Fields& fields = options->fields;
  for (const auto& [key, value] : changes) {
    int i = 0;
    while (i < fields.size && key != fields.infos[i].name) ++i;
    if (i == fields.size)
      fail(ErrorKind::type, name, ".__init__() got an unexpected keyword argument '", key, "'");
    fields.infos[i].kind->convert(name, fields.infos[i].name, value, fields.at(made.get(), i));
  }
  return made;
}

std::shared_ptr<void> OptionSet::given(const std::vector<NamedArgument>& arguments) const {
  auto made = with(nullptr, arguments);
  for (int i = 0; i < options->fields.size; ++i) {
    const FieldInfo& f = options->fields.infos[i];
    const bool is_given = std::any_of(arguments.begin(), arguments.end(),
                                      [&](const NamedArgument& a) { return a.first == f.name; });
    if (f.is_required && !is_given)
      fail(ErrorKind::type, name, ".__init__() missing 1 required positional argument: '", f.name,
           "'");
  }
  check_options(made.get());
  return made;
}

namespace {
std::string in_text(const Argument& a) {
  return a.kind == Argument::Kind::text ? a.text : literal_of(a);
}

// A check's text with its gaps filled.
std::string filled(const char* text, const Fields& fields, const void* options) {
  std::string message = text;
  const auto put = [&](const std::string& gap, const Argument& value) {
    if (const auto at = message.find(gap); at != std::string::npos)
      message.replace(at, gap.size(), in_text(value));
  };
  for (const auto& [name, value] : list_fields(fields, options)) {
    put(concat({"{", name, "}"}), value);
    for (std::size_t i = 0; i < value.list.size(); ++i)
      put(concat({"{", name, "[", part(i), "]}"}), value.list[i]);
  }
  return message;
}
}  // namespace

void OptionSet::check_options(const void* values) const {
  check_fields(options->fields, values);
  const int i = failing(values);
  if (i < 0) return;
  const CheckText& check = checks[static_cast<std::size_t>(i)];
  fail(check.kind, filled(check.text, options->fields, values));
}

std::string checks_schema(const OptionSet& set) {
  std::string json;
  for (const CheckText& c : set.checks) {
    json += concat(
        {json.empty() ? "" : ",", "{\"fail\":", json_text(c.fail), ",\"text\":", json_text(c.text),
         ",\"error\":", c.kind == ErrorKind::runtime ? "\"RuntimeError\"}" : "\"ValueError\"}"});
  }
  return concat({"[", json, "]"});
}

}  // namespace downhill
