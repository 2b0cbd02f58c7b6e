// Calls of operators by id. Arguments come in the order of the signature.
#include "extension.h"

#include <string.h>

// `first` is the handle of the first output, or -1 where there is none.
static PyObject* several(PyObject* result, int first) {
  int count = first < 0 ? 0 : dh_outputs() > 1 ? dh_outputs() : 1;
  PyObject* values = PyTuple_New(count);
  // All handles first: making objects may run other code.
  int* handles = PyMem_Malloc((size_t)(count + 1) * sizeof *handles);
  if (!values || !handles) {
    if (count) dh_release(first);
    PyMem_Free(handles);
    Py_DecRef(values);
    return PyErr_NoMemory();
  }
  for (int i = 0; i < count; ++i) handles[i] = i ? dh_output(i) : first;
  for (int i = 0; i < count; ++i) {
    PyObject* value = wrap_or_none(handles[i]);
    if (!value) {
      for (int k = i + 1; k < count; ++k)
        if (handles[k]) dh_release(handles[k]);
      PyMem_Free(handles);
      Py_DecRef(values);
      return NULL;
    }
    PyTuple_SetItem(values, i, value);
  }
  PyMem_Free(handles);
  if (!result || result == (PyObject*)&PyTuple_Type) return values;
  PyObject* named = PyObject_CallFunctionObjArgs(result, values, NULL);
  Py_DecRef(values);
  return named;
}

PyObject* result_of(const Op* op, int handle) {
  if (!handle) return raise_core();
  return op->result || dh_outputs() > 1 ? several(op->result, handle) : wrap(handle);
}

// Checks and pushes all arguments; nothing is pushed unless all fit.
static int push_all(const Op* op, PyObject* const* args, Py_ssize_t n, int first,
                    const char* suffix) {
  PyObject *values[MAX_PARAMS], *keep[MAX_PARAMS] = {0};
  int done = 0, ok = 1;
  if (n > op->count) {
    PyErr_Format(PyExc_TypeError, "%U%s() takes %d arguments but %zd were given", op->name, suffix,
                 op->count, n);
    return 0;
  }
  for (; ok && done < op->count; ++done) {
    PyObject* value = done < n ? args[done] : op->params[done].missing;
    if (!value) {
      PyErr_Format(PyExc_TypeError, "%U%s() missing 1 required positional argument: '%U'", op->name,
                   suffix, op->params[done].name);
      ok = 0;
      break;
    }
    values[done] = value;
    int fit = fits(op, done, &values[done], &keep[done]);
    if (fit == 0) raise_misfit(op, done, value, first, suffix);
    ok = fit > 0;
  }
  if (ok)
    for (int i = 0; i < op->count; ++i) push(&op->params[i], values[i]);
  for (int i = 0; i < done; ++i) Py_DecRef(keep[i]);
  return ok;
}

// How many arguments are tensors, if these are all inputs and all others are left at their
// defaults; else 0. For these commonest calls the core has a short way, where it fills in the
// defaults itself.
static int tensors_alone(const Op* op, PyObject* const* args, Py_ssize_t n) {
  int tensors = 0;
  while (tensors < n && tensors < op->count && op->params[tensors].kind <= KIND_TENSOR_OR_NUMBER &&
         is_tensor(args[tensors]))
    ++tensors;
  if (!tensors || tensors != op->inputs || n > op->count) return 0;
  for (int i = tensors; i < op->count; ++i)
    if (!op->params[i].missing || (i < n && args[i] != op->params[i].missing)) return 0;
  return tensors;
}

PyObject* call_op(int id, PyObject* const* args, Py_ssize_t n, int first) {
  Op* op = op_at(id);
  if (!op) return NULL;
  switch (tensors_alone(op, args, n)) {
    case 1:
      return result_of(op, dh_call1(id, handle_of(args[0])));
    case 2:
      return result_of(op, dh_call2(id, handle_of(args[0]), handle_of(args[1])));
    default:
      break;
  }
  if (!push_all(op, args, n, first, "")) return NULL;
  return result_of(op, dh_call(id));
}

static int read_id(PyObject* const* args, Py_ssize_t n) {
  if (n < 1) {
    PyErr_SetString(PyExc_TypeError, "an operator's id is missing");
    return -1;
  }
  int id = (int)PyLong_AsLong(args[0]);
  return id;
}

static PyObject* call(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int id = read_id(args, n);
  return id < 0 && PyErr_Occurred() ? NULL : call_op(id, args + 1, n - 1, AS_FUNCTION);
}

static PyObject* method(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int id = read_id(args, n);
  return id < 0 && PyErr_Occurred() ? NULL : call_op(id, args + 1, n - 1, AS_METHOD);
}

// In place: overwrites the first argument and returns it.
static PyObject* call_(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int id = read_id(args, n);
  Op* op = id < 0 && PyErr_Occurred() ? NULL : op_at(id);
  if (!op || !push_all(op, args + 1, n - 1, AS_METHOD, "_")) return NULL;
  if (!dh_call_inplace(id)) return raise_core();
  Py_IncRef(args[1]);
  return args[1];
}

static PyMethodDef functions[] = {
    {"call", (PyCFunction)(void*)call, METH_FASTCALL, "call(id, *args): as a function of torch."},
    {"method", (PyCFunction)(void*)method, METH_FASTCALL,
     "The same, errors count positions without self."},
    {"call_", (PyCFunction)(void*)call_, METH_FASTCALL,
     "call_(id, self, *args): in place, returns self."},
    {NULL, NULL, 0, NULL},
};

int add_calls(PyObject* module) { return PyModule_AddFunctions(module, functions); }
