// THE list of optimizers: a rule that is named here has a C++ optimizer, a Python class, a
// TypeScript type, a form, a place in the schema, and tests.
#pragma once
#include <downhill/optim/adadelta.h>
#include <downhill/optim/adafactor.h>
#include <downhill/optim/adagrad.h>
#include <downhill/optim/adam.h>
#include <downhill/optim/adamax.h>
#include <downhill/optim/asgd.h>
#include <downhill/optim/lbfgs.h>
#include <downhill/optim/lion.h>
#include <downhill/optim/muon.h>
#include <downhill/optim/nadam.h>
#include <downhill/optim/newton.h>
#include <downhill/optim/radam.h>
#include <downhill/optim/rmsprop.h>
#include <downhill/optim/rprop.h>
#include <downhill/optim/sgd.h>
#include <downhill/optim/sparse_adam.h>

namespace downhill {

namespace optim {
using List = std::tuple<SGD, Adam, AdamW, RMSprop, Adagrad, Adadelta, Adamax, ASGD, NAdam, RAdam,
                        Rprop, Adafactor, Muon, SparseAdam, LBFGS, Lion, Newton>;
}
inline constexpr int kRuleCount = std::tuple_size_v<optim::List>;
const Rule& rule_at(int id);
template <class R>
constexpr int rule_id() {
  return []<class... Rs>(std::tuple<Rs...>*) {
    int id = -1, i = 0;
    ((id = std::is_same_v<R, Rs> ? i : id, ++i), ...);
    return id;
  }(static_cast<optim::List*>(nullptr));
}
std::string optimizers_schema();

}  // namespace downhill
