// Powers of numbers of Python, rounded once: what bias corrections (1 - beta ** step) ask for.
#pragma once

namespace downhill::optim {

double pow(double base, double exponent);

}  // namespace downhill::optim
