// Questions about nodes of the graph (grad_fn).
#include "extension.h"

int is_node(PyObject* object) {
  if (PyType_IsSubtype(Py_TYPE(object), node_base)) return 1;
  PyErr_SetString(PyExc_TypeError, "a node of the graph is wanted");
  return 0;
}

// node_next(node) -> ((node or None, output), ...)
static PyObject* node_next(PyObject* module, PyObject* node) {
  (void)module;
  if (!is_node(node)) return NULL;
  int handle = handle_of(node), count = dh_node_next_count(handle);
  PyObject* all = PyTuple_New(count);
  for (int i = 0; all && i < count; ++i) {
    PyObject* next = wrap_node(dh_node_next(handle, i));
    PyObject* pair = next ? PyTuple_Pack(2, next, Py_None) : NULL;
    Py_DecRef(next);
    if (!pair) {
      Py_DecRef(all);
      return NULL;
    }
    PyTuple_SetItem(pair, 1, PyLong_FromLong(dh_node_next_output(handle, i)));
    PyTuple_SetItem(all, i, pair);
  }
  return all;
}

static PyObject* node_variable(PyObject* module, PyObject* node) {
  (void)module;
  return is_node(node) ? wrap_or_none(dh_node_variable(handle_of(node))) : NULL;
}

static PyObject* node_sequence(PyObject* module, PyObject* node) {
  (void)module;
  return is_node(node) ? PyLong_FromLong(dh_node_sequence(handle_of(node))) : NULL;
}

static PyMethodDef functions[] = {
    {"node_next", node_next, METH_O, NULL},
    {"node_variable", node_variable, METH_O, NULL},
    {"node_sequence", node_sequence, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

int add_nodes(PyObject* module) { return PyModule_AddFunctions(module, functions); }
