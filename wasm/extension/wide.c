// Whole numbers of 64 bits to and from Python without a 64-bit argument or result in a call of
// Python's C interface: a side module sees those as pairs of 32 bits, Pyodide as one.
#include "extension.h"

// The low 32 bits of value >> shift, as they are.
static unsigned bits(PyObject* value, long shift) {
  PyObject* by = PyLong_FromLong(shift);
  PyObject* moved = by ? PyNumber_Rshift(value, by) : NULL;
  unsigned low = moved ? (unsigned)PyLong_AsUnsignedLongMask(moved) : 0;
  Py_DecRef(by);
  Py_DecRef(moved);
  return low;
}

unsigned long long wide_mask(PyObject* value) {
  return (unsigned long long)bits(value, 32) << 32 | bits(value, 0);
}

long long wide_of(PyObject* value, int* overflow) {
  long narrow = PyLong_AsLongAndOverflow(value, overflow);
  if (!*overflow) return narrow;
  double about = PyLong_AsDouble(value);
  if (about == -1 && PyErr_Occurred()) {  // beyond a double
    PyErr_Clear();
    return 0;
  }
  if (about > 9223372036854775808.0 || about < -9223372036854775808.0) return 0;
  *overflow = 0;
  if (about < 9007199254740992.0 && about > -9007199254740992.0) return (long long)about;
  long long exact = (long long)wide_mask(value);
  // At the very ends the double may have been rounded over the border; then the sign flips.
  *overflow = (exact < 0) != (about < 0);
  return exact;
}

PyObject* wide_from(long long value) {
  if (value >= -2147483648LL && value <= 2147483647LL) return PyLong_FromLong((long)value);
  if (value <= 9007199254740992LL && value >= -9007199254740992LL)
    return PyLong_FromDouble((double)value);
  PyObject* high = PyLong_FromLong((long)(value >> 32));
  PyObject* low = PyLong_FromUnsignedLong((unsigned long)(value & 0xffffffffLL));
  PyObject* by = PyLong_FromLong(32);
  PyObject* moved = high && by ? PyNumber_Lshift(high, by) : NULL;
  PyObject* result = moved && low ? PyNumber_Or(moved, low) : NULL;
  Py_DecRef(high);
  Py_DecRef(low);
  Py_DecRef(by);
  Py_DecRef(moved);
  return result;
}
