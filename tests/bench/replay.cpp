#include "workloads.h"

namespace bench {
std::unique_ptr<Case> make_replay(const std::string&) { return nullptr; }
}  // namespace bench
