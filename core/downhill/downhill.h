// The whole library: tensors, autograd, operators, modules, optimizers,
// learning-rate schedulers.
#pragma once
#include <downhill/autograd/anomaly.h>
#include <downhill/autograd/engine.h>
#include <downhill/nn/init.h>
#include <downhill/nn/list.h>
#include <downhill/nn/sequential.h>
#include <downhill/ops/list.h>
#include <downhill/optim/optimizer.h>
#include <downhill/random/default_generator.h>
#include <downhill/schedule/compound.h>
