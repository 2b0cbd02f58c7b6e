// Operators of one name with several signatures: the first that takes the arguments is called.
#include "extension.h"

#include <stdio.h>
#include <string.h>

// NumPy's names, which PyTorch takes as well.
static int same_name(PyObject* wanted, PyObject* given) {
  if (wanted == given || PyUnicode_Compare(wanted, given) == 0) return 1;
  static const char* const aliases[][2] = {
      {"dim", "axis"}, {"keepdim", "keepdims"}, {"input", "x"}, {"other", "x2"}};
  for (unsigned i = 0; i < sizeof aliases / sizeof *aliases; ++i)
    if (PyUnicode_CompareWithASCIIString(wanted, aliases[i][0]) == 0 &&
        PyUnicode_CompareWithASCIIString(given, aliases[i][1]) == 0)
      return 1;
  return 0;
}

// Distributes the arguments over the parameters (borrowed; *rest owns what several became). 0: not
// so.
static int bind(const Op* op, PyObject* args, PyObject* names, PyObject** values, PyObject** rest) {
  Py_ssize_t given = PyTuple_Size(args), at = 0;
  memset(values, 0, sizeof(PyObject*) * MAX_PARAMS);
  for (int i = 0; i < op->count && at < given; ++i) {
    const Param* param = &op->params[i];
    if (param->keyword) break;
    PyObject* value = PyTuple_GetItem(args, at);
    if (param->varargs && value != Py_None && !PyTuple_Check(value) && !PyList_Check(value)) {
      // sum(0, True): the bool is no size any more.
      Py_ssize_t end = at + 1;
      while (end < given && !PyBool_Check(PyTuple_GetItem(args, end))) ++end;
      values[i] = *rest = PyTuple_GetSlice(args, at, end);
      at = end;
    } else {
      values[i] = value;
      ++at;
    }
  }
  if (at < given) return 0;
  PyObject *key, *value;
  Py_ssize_t position = 0;
  while (names && PyDict_Next(names, &position, &key, &value)) {
    int i = 0;
    while (i < op->count && !same_name(op->params[i].name, key)) ++i;
    if (i == op->count || values[i]) return 0;
    values[i] = value;
  }
  for (int i = 0; i < op->count; ++i) {
    if (!values[i]) values[i] = op->params[i].missing;
    if (!values[i]) return 0;
  }
  return 1;
}

// 1: *result is set (NULL with an exception); 0: this signature does not take the arguments.
static int attempt(int id, PyObject* args, PyObject* names, int first, int in_place, int strict,
                   PyObject** result) {
  Op* op = op_at(id);
  PyObject *values[MAX_PARAMS], *keep[MAX_PARAMS] = {0}, *rest = NULL;
  *result = NULL;
  if (!op) return 1;
  int ok = bind(op, args, names, values, &rest);
  for (int i = 0; ok > 0 && i < op->count; ++i) {
    PyObject* given = values[i];
    ok = fits(op, i, &values[i], &keep[i]);
    if (ok == 0 && strict) {
      raise_misfit(op, i, given, first, in_place ? "_" : "");
      ok = -1;
    }
  }
  if (ok > 0) {
    for (int i = 0; i < op->count; ++i) push(&op->params[i], values[i]);
    if (!in_place) {
      *result = result_of(op, dh_call(id));
    } else if (dh_call_inplace(id)) {
      *result = values[0];
      Py_IncRef(*result);
    } else {
      raise_core();
    }
  }
  for (int i = 0; i < op->count; ++i) Py_DecRef(keep[i]);
  Py_DecRef(rest);
  return ok != 0;
}

static const char* kind_text(const Param* param) {
  static const char* const texts[] = {
      "Tensor", "Tensor",        "tuple of Tensors", "bool",        "int", "float",
      "Number", "tuple of ints", "tuple of floats",  "torch.dtype", "str", "tuple of ints"};
  return texts[(int)param->kind];
}

static PyObject* joined(PyObject* text, PyObject* more) {  // takes both
  PyObject* both = text && more ? PyUnicode_Concat(text, more) : NULL;
  Py_DecRef(text);
  Py_DecRef(more);
  return both;
}

static PyObject* signature_text(const Op* op, int first) {
  PyObject* text = PyUnicode_FromString(" * (");
  int keyword = 0;
  for (int i = 1 - first; i < op->count; ++i) {
    const Param* param = &op->params[i];
    if (i > 1 - first) text = joined(text, PyUnicode_FromString(", "));
    if (param->keyword && !keyword) text = joined(text, PyUnicode_FromString("*, "));
    keyword |= param->keyword;
    text =
        joined(text, param->missing ? PyUnicode_FromFormat("%s %U = %S", kind_text(param),
                                                           param->name, param->missing)
                                    : PyUnicode_FromFormat("%s %U", kind_text(param), param->name));
  }
  return joined(text, PyUnicode_FromString(")\n"));
}

static void raise_invalid(PyObject* ids, PyObject* name, PyObject* args, PyObject* names,
                          int first) {
  char type[200];
  PyObject* text =
      PyUnicode_FromFormat("%U() received an invalid combination of arguments - got (", name);
  Py_ssize_t count = PyTuple_Size(args), position = 0;
  int some = 0;
  for (Py_ssize_t i = 1 - first; i < count; ++i)
    text =
        joined(text, PyUnicode_FromFormat("%s%s", some++ ? ", " : "",
                                          type_name(PyTuple_GetItem(args, i), type, sizeof type)));
  PyObject *key, *value;
  while (names && PyDict_Next(names, &position, &key, &value))
    text = joined(text, PyUnicode_FromFormat("%s%U=%s", some++ ? ", " : "", key,
                                             type_name(value, type, sizeof type)));
  text = joined(text, PyUnicode_FromString("), but expected one of:\n"));
  for (Py_ssize_t i = 0; i < PyTuple_Size(ids); ++i) {
    Op* op = op_at((int)PyLong_AsLong(PyTuple_GetItem(ids, i)));
    if (op) text = joined(text, signature_text(op, first));
  }
  if (text) PyErr_SetObject(PyExc_TypeError, text);
  Py_DecRef(text);
}

static PyObject* choose(PyObject* const* given, Py_ssize_t n, int first, int in_place) {
  if (n != 4 || !PyTuple_Check(given[0]) || !PyTuple_Check(given[2])) {
    PyErr_SetString(PyExc_TypeError, "overload() takes ids, a name, a tuple and a dict or None");
    return NULL;
  }
  PyObject *ids = given[0], *args = given[2], *names = PyDict_Check(given[3]) ? given[3] : NULL,
           *result;
  Py_ssize_t count = PyTuple_Size(ids);
  for (Py_ssize_t i = 0; i < count; ++i)
    if (attempt((int)PyLong_AsLong(PyTuple_GetItem(ids, i)), args, names, first, in_place, 0,
                &result))
      return result;
  // Say what is wrong with the only signature whose number of arguments is right; PyTorch does so
  // too.
  int plausible = -1, several = 0;
  Py_ssize_t total = PyTuple_Size(args) + (names ? PyDict_Size(names) : 0);
  for (Py_ssize_t i = 0; i < count; ++i) {
    Op* op = op_at((int)PyLong_AsLong(PyTuple_GetItem(ids, i)));
    int least = 0;
    for (int k = 0; op && k < op->count; ++k) least += op->params[k].missing == NULL;
    if (op && total >= least && total <= op->count) {
      several += plausible >= 0;
      plausible = (int)PyLong_AsLong(PyTuple_GetItem(ids, i));
    }
  }
  PyObject* self = PyTuple_Size(args) ? PyTuple_GetItem(args, 0) : NULL;
  if (plausible < 0 || (several && self && !is_tensor(self)))
    plausible = count && first && self && !is_tensor(self)
                    ? (int)PyLong_AsLong(PyTuple_GetItem(ids, 0))
                    : plausible;
  else if (several)
    plausible = -1;
  if (plausible >= 0 && attempt(plausible, args, names, first, in_place, 1, &result)) return result;
  raise_invalid(ids, given[1], args, names, first);
  return NULL;
}

static PyObject* overload(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return choose(args, n, AS_FUNCTION, 0);
}

static PyObject* method_overload(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return choose(args, n, AS_METHOD, 0);
}

static PyObject* overload_(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return choose(args, n, AS_METHOD, 1);
}

static PyMethodDef functions[] = {
    {"overload", (PyCFunction)(void*)overload, METH_FASTCALL, "overload(ids, name, args, kwargs)"},
    {"method_overload", (PyCFunction)(void*)method_overload, METH_FASTCALL, NULL},
    {"overload_", (PyCFunction)(void*)overload_, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

int add_overloads(PyObject* module) { return PyModule_AddFunctions(module, functions); }
