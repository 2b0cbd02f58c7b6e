// The options of an entry (an optimizer's rule, a schedule): their fields, checks and defaults.
#pragma once
#include <downhill/ops/arguments.h>

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace downhill {

// A check over several options, for what a field's range cannot say: the same condition as a Python
// expression (for the generated class) and as a function, and its text, in which "{etas[0]}" stands
// for the value of that field.
struct CheckText {
  const char *fail, *text;
  ErrorKind kind;
};
template <class O>
struct Check {
  const char* fail;
  bool (*fails)(const O&);
  const char* text;
  ErrorKind kind = ErrorKind::value;
};

using NamedArgument = std::pair<std::string, Argument>;

// With their type erased.
struct OptionSet {
  const char* name;  // of the entry, for messages
  const StructKind* options;
  std::span<const CheckText> checks;
  int (*failing)(const void* options);  // index of the first check that fails, or -1

  // PyTorch's defaults, or a copy.
  std::shared_ptr<void> new_options(const void* copied = nullptr) const {
    return make_struct(*options, copied);
  }

  // From arguments in the order of the fields. Not checked: PyTorch checks what its constructors
  // get, and takes what is written into a group later as it is.
  std::shared_ptr<void> make_options(std::span<const Argument> arguments) const;
  // A copy with some changed. Throws Python's TypeError for a name that is none.
  std::shared_ptr<void> with(const void* options, const std::vector<NamedArgument>& changes) const;
  // PyTorch's defaults with some changed, and checked; throws for a required one that is missing.
  std::shared_ptr<void> given(const std::vector<NamedArgument>& arguments) const;
  void check_options(const void* options) const;  // throws the constructor's errors
};
std::string checks_schema(const OptionSet& set);

template <class R>
constexpr auto check_texts() {
  if constexpr (requires { R::checks; }) {
    std::array<CheckText, std::size(R::checks)> texts{};
    for (std::size_t i = 0; i < texts.size(); ++i)
      texts[i] = {R::checks[i].fail, R::checks[i].text, R::checks[i].kind};
    return texts;
  } else {
    return std::array<CheckText, 0>{};
  }
}
template <class R>
inline constexpr auto kCheckTexts = check_texts<R>();

template <class R>
constexpr OptionSet option_set() {
  using O = typename R::Options;
  return {R::info.name, &kStruct<O>, kCheckTexts<R>, [](const void* options) {
            (void)options;
            if constexpr (requires { R::checks; }) {
              for (std::size_t i = 0; i < std::size(R::checks); ++i)
                if (R::checks[i].fails(*static_cast<const O*>(options))) return static_cast<int>(i);
            }
            return -1;
          }};
}

}  // namespace downhill
