// The table of operators' signatures. Generated Python fills it by define(): this file knows no
// operator by name.
#include "extension.h"

#include <string.h>

Op** ops;
int ops_count;

static const struct {
  const char* name;
  enum Kind kind;
} kinds[] = {
    {"tensor", KIND_TENSOR},   {"tensor|number", KIND_TENSOR_OR_NUMBER},
    {"tensors", KIND_TENSORS}, {"bool", KIND_BOOL},
    {"int", KIND_INT},         {"float", KIND_FLOAT},
    {"number", KIND_NUMBER},   {"ints", KIND_INTS},
    {"floats", KIND_FLOATS},   {"dtype", KIND_DTYPE},
    {"str", KIND_STR},         {"ints|str", KIND_INTS_OR_STR},
};

// kind: a name of the list above, with ? where None is allowed (for "tensors": elements may be
// None).
static int read_kind(Param* param, const char* kind) {
  size_t length = strlen(kind);
  int optional = length && kind[length - 1] == '?';
  for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; ++i)
    if (strlen(kinds[i].name) == length - optional &&
        !strncmp(kinds[i].name, kind, length - optional)) {
      param->kind = (char)kinds[i].kind;
      param->none_elements = optional && kinds[i].kind == KIND_TENSORS;
      param->optional = optional && !param->none_elements;
      return 1;
    }
  PyErr_Format(PyExc_ValueError, "define(): unknown kind '%s'", kind);
  return 0;
}

// A parameter is (name, kind, default or Ellipsis, flags): '*' keyword-only, 'v' takes several.
static int read_param(Param* param, PyObject* row) {
  PyObject *name, *missing;
  const char *kind, *flags;
  if (!PyArg_ParseTuple(row, "OsOs", &name, &kind, &missing, &flags) || !read_kind(param, kind))
    return 0;
  Py_IncRef(name);
  param->name = name;
  if (missing != Py_Ellipsis) {
    Py_IncRef(missing);
    param->missing = missing;
  }
  param->keyword = strchr(flags, '*') != NULL;
  param->varargs = strchr(flags, 'v') != NULL;
  return 1;
}

static int make_room(int id) {
  if (id < ops_count) return 1;
  int count = id + 64;
  // The table is one of pointers. NOLINTNEXTLINE(bugprone-sizeof-expression)
  Op** bigger = PyMem_Realloc(ops, count * sizeof *ops);
  if (!bigger) {
    PyErr_NoMemory();
    return 0;
  }
  for (int i = ops_count; i < count; ++i) bigger[i] = NULL;
  ops = bigger;
  ops_count = count;
  return 1;
}

// define(id, name, number of inputs, parameters, result class or None)
static PyObject* define(PyObject* module, PyObject* args) {
  (void)module;
  int id, inputs;
  PyObject *name, *rows, *result;
  if (!PyArg_ParseTuple(args, "iOiOO", &id, &name, &inputs, &rows, &result)) return NULL;
  Py_ssize_t count = PyTuple_Size(rows);
  if (count < 0 || id < 0 || count > MAX_PARAMS || !make_room(id)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "define(): too many parameters");
    return NULL;
  }
  Op* op = PyMem_Calloc(1, sizeof *op);
  if (!op) return PyErr_NoMemory();
  for (Py_ssize_t i = 0; i < count; ++i)
    if (!read_param(&op->params[i], PyTuple_GetItem(rows, i))) {
      PyMem_Free(op);
      return NULL;
    }
  Py_IncRef(name);
  op->name = name;
  op->count = (int)count;
  op->inputs = inputs;
  if (result != Py_None) {
    Py_IncRef(result);
    op->result = result;
  }
  ops[id] = op;  // an entry lives as long as the program
  return none();
}

// The table is filled on first need, so that numpy works without torch.
static int fill_table(void) {
  static int tried;
  if (tried) return 0;
  tried = 1;
  PyObject* module = PyImport_ImportModule("_dh_ops");
  if (!module) return -1;
  Py_DecRef(module);
  return 0;
}

int op_search(const char* name) {
  if (!ops_count && fill_table() < 0) return -1;
  for (int id = 0; id < ops_count; ++id)
    if (ops[id] && !strcmp(PyUnicode_AsUTF8AndSize(ops[id]->name, NULL), name)) return id;
  return -1;
}

int op_find(const char* name) {
  int id = op_search(name);
  if (id < 0 && !PyErr_Occurred())
    PyErr_Format(PyExc_AttributeError, "Downhill does not have the operator '%s'", name);
  return id;
}

Op* op_at(int id) {
  if (!ops_count && fill_table() < 0) return NULL;
  if (id >= 0 && id < ops_count && ops[id]) return ops[id];
  PyErr_Format(PyExc_ValueError, "there is no operator %d", id);
  return NULL;
}

static PyObject* op(PyObject* module, PyObject* name) {
  (void)module;
  const char* text = PyUnicode_AsUTF8AndSize(name, NULL);
  int id = text ? op_find(text) : -1;
  return id < 0 ? NULL : PyLong_FromLong(id);
}

static PyMethodDef functions[] = {
    {"define", define, METH_VARARGS, NULL},
    {"op", op, METH_O, "The id of the first operator of that name."},
    {NULL, NULL, 0, NULL},
};

int add_signatures(PyObject* module) { return PyModule_AddFunctions(module, functions); }
