// Backward passes. The core never calls out: where it meets a Python function (a hook, the backward
// of an autograd.Function) it asks, and the function is called here, in Python's own frames.
#include "extension.h"

// id -> callable: until they are taken off or used up, or the core says that nothing can ask for
// them any more.
static PyObject *hooks, *leaf_hooks, *backwards;
static long last_function;

static void forget(PyObject* where, int id) {
  PyObject* key = PyLong_FromLong(id);
  if (!key || PyDict_DelItem(where, key) < 0) PyErr_Clear();
  Py_DecRef(key);
}

void forget_dead_functions(void) {
  for (int dead; (dead = dh_dead_function()) >= 0;) {
    forget(hooks, dead);
    forget(leaf_hooks, dead);
    forget(backwards, dead);
  }
}

static int remember(PyObject* where, PyObject* callable) {
  forget_dead_functions();
  PyObject* key = PyLong_FromLong(++last_function);
  int failed = !key || PyDict_SetItem(where, key, callable) < 0;
  Py_DecRef(key);
  return failed ? 0 : (int)last_function;
}

static PyObject* gradients(void) {
  int count = dh_outputs();
  PyObject* list = PyTuple_New(count);
  for (int i = 0; list && i < count; ++i) {
    PyObject* gradient = wrap_or_none(dh_output(i));
    if (!gradient) {
      Py_DecRef(list);
      return NULL;
    }
    PyTuple_SetItem(list, i, gradient);
  }
  return list;
}

static int push_answer(PyObject* answer) {
  int single = !PyTuple_Check(answer) && !PyList_Check(answer);
  Py_ssize_t count = single ? 1 : PySequence_Size(answer);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* one = single                  ? answer
                    : PyTuple_Check(answer) ? PyTuple_GetItem(answer, i)
                                            : PyList_GetItem(answer, i);
    if (one == Py_None || is_tensor(one)) continue;
    char name[200];
    PyErr_Format(PyExc_TypeError, "expected Variable or None (got %s)",
                 type_name(one, name, sizeof name));
    return 0;
  }
  dh_arg_open();
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* one = single                  ? answer
                    : PyTuple_Check(answer) ? PyTuple_GetItem(answer, i)
                                            : PyList_GetItem(answer, i);
    if (one == Py_None)
      dh_arg_none();
    else
      dh_arg_tensor(handle_of(one));
  }
  dh_arg_close();
  return 1;
}

// What a hook may put in a gradient's place: a tensor of its size and type.
static int check_hooked(PyObject* hook, PyObject* before, PyObject* after) {
  static const char* const types[] = {"torch.BoolTensor", "torch.LongTensor", "torch.FloatTensor",
                                      "torch.DoubleTensor"};
  PyObject *old_size = tensor_shape(before), *new_size = tensor_shape(after);
  int same = old_size && new_size ? PyObject_RichCompareBool(old_size, new_size, Py_EQ) : -1;
  Py_DecRef(old_size);
  Py_DecRef(new_size);
  int had = dh_dtype(handle_of(before)), has = dh_dtype(handle_of(after));
  if (same < 0 || (same && had == has)) return same > 0;
  PyObject* name = PyObject_GetAttrString(hook, "__name__");
  if (!name) {
    PyErr_Clear();
    name = PyUnicode_FromString("<unknown>");
  }
  if (name && !same)
    PyErr_Format(PyExc_RuntimeError, "hook '%S' has changed the size of value", name);
  else if (name)
    PyErr_Format(PyExc_RuntimeError, "hook '%S' has changed the type of value (was %s got %s)",
                 name, types[had], types[has]);
  Py_DecRef(name);
  return 0;
}

// Pushes what a function from `where` returned, if it may return that.
static int take_answer(PyObject* where, PyObject* callable, PyObject* given, PyObject* result) {
  if (where == backwards) return push_answer(result);
  // A hook that returns nothing leaves the gradient as it is.
  if (result == Py_None) return push_answer(given);
  char type[200];
  if (!is_tensor(result)) {
    PyErr_Format(PyExc_TypeError, "expected Variable, but hook returned '%s'",
                 type_name(result, type, sizeof type));
    return 0;
  }
  PyObject* first = PyTuple_GetItem(given, 0);
  if (!check_hooked(callable, first, result)) return 0;
  if (where == leaf_hooks && result != first) {  // the leaf itself is let through
    PyErr_SetString(PyExc_RuntimeError, "Tensor post accumulate grad hooks should return None.");
    return 0;
  }
  return push_answer(result);
}

// Calls the function that the core asks for. 0: raised.
static int answer(void) {
  PyObject* const places[] = {hooks, leaf_hooks, backwards};
  int id = dh_ask_function();
  PyObject* key = PyLong_FromLong(id);
  PyObject* given = key ? gradients() : NULL;
  PyObject *callable = NULL, *where = NULL;
  for (int i = 0; i < 3 && given && !callable && !PyErr_Occurred(); ++i) {
    where = places[i];
    callable = PyDict_GetItemWithError(where, key);
  }
  if (given && !callable && !PyErr_Occurred())
    PyErr_SetString(PyExc_RuntimeError, "the function that a node asks for is gone");
  Py_IncRef(callable);
  PyObject* result = callable ? PyObject_Call(callable, given, NULL) : NULL;
  int ok = result && take_answer(where, callable, given, result);
  Py_DecRef(callable);
  Py_DecRef(result);
  Py_DecRef(given);
  Py_DecRef(key);
  return ok;
}

// Takes a run from what it said (dh_backward) to its end. 0: raised, and the task is gone.
static int finish(int state) {
  while (state == 2) {
    if (!answer()) {
      dh_backward_cancel();
      return 0;
    }
    state = dh_backward_answer();
  }
  if (!state) raise_core();
  return state;
}

static int all_tensors(PyObject* list, int none_allowed, const char* what) {
  Py_ssize_t count = PyTuple_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* one = PyTuple_GetItem(list, i);
    if (is_tensor(one) || (none_allowed && one == Py_None)) continue;
    char name[200];
    PyErr_Format(PyExc_TypeError, "%s %zd must be a Tensor%s, not %s", what, i,
                 none_allowed ? " or None" : "", type_name(one, name, sizeof name));
    return 0;
  }
  return 1;
}

static void push_list(PyObject* list) {
  Py_ssize_t count = PyTuple_Size(list);
  dh_arg_open();
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* one = PyTuple_GetItem(list, i);
    if (one == Py_None)
      dh_arg_none();
    else
      dh_arg_tensor(handle_of(one));
  }
  dh_arg_close();
}

// run_backward(roots, gradients, inputs or None, retain_graph, create_graph, allow_unused): tuples;
// returns the tuple of gradients of the inputs, or None when they were accumulated into the leaves.
static PyObject* run_backward(PyObject* module, PyObject* args) {
  (void)module;
  PyObject *roots, *grads, *inputs;
  int retain_graph, create_graph, allow_unused;
  if (!PyArg_ParseTuple(args, "OOOppp", &roots, &grads, &inputs, &retain_graph, &create_graph,
                        &allow_unused))
    return NULL;
  if (!PyTuple_Check(roots) || !PyTuple_Check(grads) ||
      (inputs != Py_None && !PyTuple_Check(inputs))) {
    PyErr_SetString(PyExc_TypeError, "run_backward() takes tuples");
    return NULL;
  }
  if (!all_tensors(roots, 0, "element") || !all_tensors(grads, 1, "gradient") ||
      (inputs != Py_None && !all_tensors(inputs, 0, "input")))
    return NULL;
  push_list(roots);
  push_list(grads);
  if (inputs != Py_None) push_list(inputs);
  if (!finish(dh_backward(retain_graph, create_graph, allow_unused))) return NULL;
  return inputs == Py_None ? none() : gradients();
}

// The common call `loss.backward()` goes straight to the core; what is rarer goes by
// torch.autograd.backward.
PyObject* tensor_backward(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names) {
  if (n == 0 && !names) return finish(dh_backward_of(handle_of(self))) ? none() : NULL;
  PyObject* autograd = PyImport_ImportModule("torch.autograd");
  PyObject* function = autograd ? PyObject_GetAttrString(autograd, "_tensor_backward") : NULL;
  PyObject* all = PyTuple_New(n + 1);
  PyObject* named = PyDict_New();
  PyObject* result = NULL;
  if (function && all && named) {
    Py_IncRef(self);
    PyTuple_SetItem(all, 0, self);
    for (Py_ssize_t i = 0; i < n; ++i) {
      Py_IncRef(args[i]);
      PyTuple_SetItem(all, i + 1, args[i]);
    }
    for (Py_ssize_t i = 0; names && i < PyTuple_Size(names); ++i)
      PyDict_SetItem(named, PyTuple_GetItem(names, i), args[n + i]);
    result = PyObject_Call(function, all, named);
  }
  Py_DecRef(autograd);
  Py_DecRef(function);
  Py_DecRef(all);
  Py_DecRef(named);
  return result;
}

static PyObject* add_hook(PyObject* where, int (*add)(int, int), PyObject* const* args,
                          Py_ssize_t n) {
  if (n != 2 || !check_tensor(args[0], "hook", "tensor", 1)) return NULL;
  int id = remember(where, args[1]);
  if (!id) return NULL;
  if (add(handle_of(args[0]), id)) return PyLong_FromLong(id);
  forget(where, id);
  return raise_core();
}

// hook(tensor, callable) -> id, leaf_hook(leaf, callable) -> id; unhook(tensor, id)
static PyObject* hook(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return add_hook(hooks, dh_hook, args, n);
}

static PyObject* leaf_hook(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return add_hook(leaf_hooks, dh_leaf_hook, args, n);
}

static PyObject* unhook(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n != 2 || !check_tensor(args[0], "unhook", "tensor", 1)) return NULL;
  int id = (int)PyLong_AsLong(args[1]);
  if (PyErr_Occurred()) return NULL;
  int ok = dh_unhook(handle_of(args[0]), id);
  forget(hooks, id);
  forget(leaf_hooks, id);
  return checked(ok);
}

// function_node(callable, name, (inputs, outputs, saved, modified, constant)) -> id: the outputs
// become results of a node whose backward is the callable.
static PyObject* function_node(PyObject* module, PyObject* args) {
  (void)module;
  PyObject *callable, *lists;
  const char* name;
  Py_ssize_t length;
  if (!PyArg_ParseTuple(args, "Os#O!", &callable, &name, &length, &PyTuple_Type, &lists))
    return NULL;
  Py_ssize_t count = PyTuple_Size(lists);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* list = PyTuple_GetItem(lists, i);
    if (!PyTuple_Check(list)) {
      PyErr_SetString(PyExc_TypeError, "function_node() takes tuples");
      return NULL;
    }
    if (!all_tensors(list, i == 2, "element")) return NULL;
  }
  int id = remember(backwards, callable);
  if (!id) return NULL;
  dh_copy_in(name, (int)length);
  for (Py_ssize_t i = 0; i < count; ++i) push_list(PyTuple_GetItem(lists, i));
  if (dh_function_node(id)) return PyLong_FromLong(id);
  forget(backwards, id);
  return raise_core();
}

// asking_node(): the node whose backward runs now. node_saved(node): what it saved.
// node_function(node): the callable of a Function's node, or None.
static PyObject* asking_node(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module, (void)args, (void)n;
  return wrap_node(dh_ask_node());
}

static PyObject* node_saved(PyObject* module, PyObject* node) {
  (void)module;
  if (!is_node(node)) return NULL;
  return dh_node_saved(handle_of(node)) ? gradients() : raise_core();
}

static PyObject* node_function(PyObject* module, PyObject* node) {
  (void)module;
  if (!is_node(node)) return NULL;
  PyObject* key = PyLong_FromLong(dh_node_function(handle_of(node)));
  PyObject* callable = key ? PyDict_GetItemWithError(backwards, key) : NULL;
  Py_DecRef(key);
  if (!callable) return PyErr_Occurred() ? NULL : none();
  Py_IncRef(callable);
  return callable;
}

// detach_(tensor): cuts it out of the graph that made it
static PyObject* detach_in_place(PyObject* module, PyObject* tensor) {
  (void)module;
  return check_tensor(tensor, "detach_", "input", 1)
             ? checked(dh_detach_in_place(handle_of(tensor)))
             : NULL;
}

static PyObject* set_nan_check(PyObject* module, PyObject* on) {
  (void)module;
  int value = PyObject_IsTrue(on);
  if (value < 0) return NULL;
  dh_set_nan_check(value);
  return none();
}

static PyObject* grad_enabled(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module, (void)args, (void)n;
  return PyBool_FromLong(dh_grad_enabled());
}

// set_grad_enabled(mode) -> the mode before
static PyObject* set_grad_enabled(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n != 1) {
    PyErr_SetString(PyExc_TypeError, "set_grad_enabled() takes 1 argument");
    return NULL;
  }
  int value = PyObject_IsTrue(args[0]);
  return value < 0 ? NULL : PyBool_FromLong(dh_set_grad_enabled(value));
}

static PyMethodDef functions[] = {
    {"run_backward", run_backward, METH_VARARGS, NULL},
    {"hook", (PyCFunction)(void*)hook, METH_FASTCALL, NULL},
    {"leaf_hook", (PyCFunction)(void*)leaf_hook, METH_FASTCALL, NULL},
    {"unhook", (PyCFunction)(void*)unhook, METH_FASTCALL, NULL},
    {"function_node", function_node, METH_VARARGS, NULL},
    {"asking_node", (PyCFunction)(void*)asking_node, METH_FASTCALL, NULL},
    {"node_saved", node_saved, METH_O, NULL},
    {"node_function", node_function, METH_O, NULL},
    {"detach_", detach_in_place, METH_O, NULL},
    {"set_nan_check", set_nan_check, METH_O, NULL},
    {"grad_enabled", (PyCFunction)(void*)grad_enabled, METH_FASTCALL, NULL},
    {"set_grad_enabled", (PyCFunction)(void*)set_grad_enabled, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

int add_autograd(PyObject* module) {
  hooks = PyDict_New();
  leaf_hooks = PyDict_New();
  backwards = PyDict_New();
  if (!hooks || !leaf_hooks || !backwards) return -1;
  return PyModule_AddFunctions(module, functions);
}
