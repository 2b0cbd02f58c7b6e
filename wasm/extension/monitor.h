// Events of the user's own Python code, looked at by the clock: what lets Stop and pause in.
#pragma once

#define Py_LIMITED_API 0x030b0000
#include <Python.h>

// Adds monitor_start and monitor_code to the module; -1 with an exception on failure.
int monitor_add(PyObject* module);
