// The module `_dh`.
#include "extension.h"

#include "monitor.h"

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                                        "_dh",
                                        "Python's way to Downhill's core.",
                                        -1,
                                        NULL,
                                        NULL,
                                        NULL,
                                        NULL,
                                        NULL};

PyMODINIT_FUNC PyInit__dh(void) {
  PyObject* module = PyModule_Create(&definition);
  if (!module) return NULL;
  int (*const parts[])(PyObject*) = {add_objects, add_signatures, add_calls,    add_overloads,
                                     add_data,    add_values,     add_nodes,    add_autograd,
                                     add_optim,   add_random,     add_schedule, monitor_add};
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; ++i)
    if (parts[i](module) < 0) {
      Py_DecRef(module);
      return NULL;
    }
  return module;
}
