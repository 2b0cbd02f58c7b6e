// Handle -> Python object, so that one tensor is one object while it lives. The references are
// borrowed: an object takes itself out before it gives its handle back.
#include "extension.h"

static struct Slot {
  int handle;
  PyObject* object;
} * slots;
static unsigned capacity, used;

// Handles are dense small integers, perhaps with a generation in the high bits: spread by
// multiplying.
static unsigned home(int handle) { return ((unsigned)handle * 2654435769u) & (capacity - 1); }

static unsigned find(int handle) {
  unsigned i = home(handle);
  while (slots[i].handle && slots[i].handle != handle) i = (i + 1) & (capacity - 1);
  return i;
}

static int grow(void) {
  struct Slot* old = slots;
  unsigned before = capacity;
  unsigned wanted = before ? before * 2 : 1024;
  struct Slot* bigger = PyMem_Calloc(wanted, sizeof *bigger);
  if (!bigger) return -1;
  slots = bigger;
  capacity = wanted;
  for (unsigned i = 0; i < before; ++i)
    if (old[i].handle) slots[find(old[i].handle)] = old[i];
  PyMem_Free(old);
  return 0;
}

PyObject* table_get(int handle) {
  if (!used) return NULL;
  PyObject* object = slots[find(handle)].object;
  // An object whose attributes are being cleared is already lost; it must not come back to life.
  return object && Py_REFCNT(object) > 0 ? object : NULL;
}

int table_put(int handle, PyObject* object) {
  if (used * 2 >= capacity && grow() < 0) {
    PyErr_NoMemory();
    return -1;
  }
  unsigned i = find(handle);
  used += slots[i].handle == 0;
  slots[i] = (struct Slot){handle, object};
  return 0;
}

void table_drop(int handle, PyObject* object) {
  if (!used) return;
  unsigned hole = find(handle);
  if (slots[hole].object != object) return;
  --used;
  // Close the gap: what was pushed past the hole moves back into it.
  for (unsigned i = (hole + 1) & (capacity - 1); slots[i].handle; i = (i + 1) & (capacity - 1)) {
    unsigned wanted = home(slots[i].handle);
    if (((i - wanted) & (capacity - 1)) >= ((i - hole) & (capacity - 1))) {
      slots[hole] = slots[i];
      hole = i;
    }
  }
  slots[hole] = (struct Slot){0, NULL};
}
