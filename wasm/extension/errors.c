// Errors of the core become Python's; texts name types as PyTorch does.
#include "extension.h"

#include <stdio.h>
#include <string.h>

PyObject* none(void) {
  Py_IncRef(Py_None);
  return Py_None;
}

PyObject* not_implemented(void) {
  Py_IncRef(Py_NotImplemented);
  return Py_NotImplemented;
}

// torch.linalg.LinAlgError; for numpy alone, what that derives from.
static PyObject* linalg_error(void) {
  static PyObject* type;
  if (!type) {
    PyObject* name = PyUnicode_FromString("torch.linalg");
    PyObject* module = name ? PyImport_GetModule(name) : NULL;
    type = module ? PyObject_GetAttrString(module, "LinAlgError") : NULL;
    Py_DecRef(name);
    Py_DecRef(module);
    PyErr_Clear();
  }
  return type ? type : PyExc_RuntimeError;
}

PyObject* raise_core(void) {
  PyObject* type = PyExc_SystemError;
  switch (dh_error_kind()) {
    case DH_RUNTIME_ERROR:
      type = PyExc_RuntimeError;
      break;
    case DH_VALUE_ERROR:
      type = PyExc_ValueError;
      break;
    case DH_TYPE_ERROR:
      type = PyExc_TypeError;
      break;
    case DH_INDEX_ERROR:
      type = PyExc_IndexError;
      break;
    case DH_NOT_IMPLEMENTED_ERROR:
      type = PyExc_NotImplementedError;
      break;
    case DH_ASSERTION_ERROR:
      type = PyExc_AssertionError;
      break;
    case DH_ZERO_DIVISION_ERROR:
      type = PyExc_ZeroDivisionError;
      break;
    case DH_LINALG_ERROR:
      type = linalg_error();
      break;
    default:
      PyErr_SetString(type, "the core failed without an error");
      return NULL;
  }
  int length = dh_error_text();
  char* text = PyMem_Malloc(length + 1);
  if (!text) return PyErr_NoMemory();
  dh_copy_out(text, length);
  text[length] = 0;
  PyErr_SetString(type, text);
  PyMem_Free(text);
  return NULL;
}

PyObject* checked(int ok) { return ok ? none() : raise_core(); }

// PyTorch prints the C name of a type, which for compiled types includes the module.
const char* type_name(PyObject* object, char* buffer, int size) {
  PyObject* type = (PyObject*)Py_TYPE(object);
  PyObject* name = PyObject_GetAttrString(type, "__name__");
  PyObject* module = PyObject_GetAttrString(type, "__module__");
  const char* n = name ? PyUnicode_AsUTF8AndSize(name, NULL) : NULL;
  const char* m = module && PyUnicode_Check(module) ? PyUnicode_AsUTF8AndSize(module, NULL) : NULL;
  PyErr_Clear();
  if (!n) n = "object";
  int compiled_in_torch = m && !strncmp(m, "torch", 5) &&
                          (!strcmp(n, "Size") || !strcmp(n, "dtype") || !strcmp(n, "device"));
  if (m && !strncmp(m, "numpy", 5))
    snprintf(buffer, size, "numpy.%s", n);
  else
    snprintf(buffer, size, "%s%s", compiled_in_torch ? "torch." : "", n);
  Py_DecRef(name);
  Py_DecRef(module);
  return buffer;
}

int check_tensor(PyObject* object, const char* function, const char* argument, int position) {
  if (is_tensor(object)) return 1;
  char name[200];
  type_name(object, name, sizeof name);
  PyErr_Format(PyExc_TypeError, "%s(): argument '%s' (position %d) must be Tensor, not %s",
               function, argument, position, name);
  return 0;
}
