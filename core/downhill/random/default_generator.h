// The generator that random functions use when they are given none: torch's default one.
#pragma once
#include <downhill/random/generator.h>

namespace downhill {

Generator& default_generator();
// torch.manual_seed.
void manual_seed(uint64_t seed);

}  // namespace downhill
