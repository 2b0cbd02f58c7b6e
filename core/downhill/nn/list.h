// THE list of layers and losses: an entry that is named here has a place in the schema and tests.
#pragma once
#include <downhill/nn/activation.h>
#include <downhill/nn/linear.h>
#include <downhill/nn/loss.h>

namespace downhill::nn {

using List = std::tuple<entries::Linear, entries::Identity, entries::Flatten, entries::ReLU,
                        entries::Tanh, entries::Sigmoid, entries::Softmax, entries::MSELoss,
                        entries::L1Loss, entries::CrossEntropyLoss>;

// The modules as JSON, for the schema:
// [{"name","doc","inputs":[..],"args":[fields],"parameters":[names],"repr":[..]}].
std::string modules_schema();

}  // namespace downhill::nn
