#include <downhill/optim/fused.h>

namespace downhill::optim {

namespace {
FusedListener listener = nullptr;
void* listener_context = nullptr;
}  // namespace

void set_fused_listener(FusedListener f, void* context) {
  listener = f;
  listener_context = context;
}

void run(const FusedCall& c) {
  c();
  if (listener) [[unlikely]]
    listener(c, listener_context);
}

}  // namespace downhill::optim
