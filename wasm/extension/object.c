// The heap types that own a handle, and the registry of the Python classes that results belong to.
#include "extension.h"

#include <string.h>

PyTypeObject *tensor_base, *tensor_type, *node_base;
PyObject *parameter_type, *size_type, *node_class, *ndarray_type, *dtype_objects[DTYPES];
static allocfunc tensor_alloc;

void handle_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  int handle = handle_of(self);
  if (handle) {
    table_drop(handle, self);
    dh_release(handle);
  }
  ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
  Py_DecRef((PyObject*)type);
}

static PyObject* own(PyTypeObject* type, allocfunc alloc, int handle) {
  PyObject* object = alloc(type, 0);
  if (!object || table_put(handle, object) < 0) {
    dh_release(handle);
    Py_DecRef(object);
    return NULL;
  }
  ((Handle*)object)->handle = handle;
  return object;
}

PyObject* wrap(int handle) {
  if (!handle) return raise_core();
  PyObject* known = table_get(handle);
  if (known) {
    Py_IncRef(known);
    dh_release(handle);
    return known;
  }
  return own(tensor_type, tensor_alloc, handle);
}

PyObject* wrap_or_none(int handle) { return handle ? wrap(handle) : none(); }

PyObject* wrap_as(PyTypeObject* type, int handle) {
  if (!handle) return raise_core();
  return own(type, (allocfunc)PyType_GetSlot(type, Py_tp_alloc), handle);
}

PyObject* wrap_node(int handle) {
  if (!handle) return none();
  PyObject* known = table_get(handle);
  if (known) {
    Py_IncRef(known);
    dh_release(handle);
    return known;
  }
  PyTypeObject* type = node_base;
  Py_IncRef((PyObject*)type);
  if (node_class) {
    int length = dh_node_name(handle);
    char name[256];
    if (length >= (int)sizeof name) length = sizeof name - 1;
    dh_copy_out(name, length);
    name[length] = 0;
    PyObject* made = PyObject_CallFunction(node_class, "s", name);
    if (!made) {
      dh_release(handle);
      Py_DecRef((PyObject*)type);
      return NULL;
    }
    Py_DecRef((PyObject*)type);
    type = (PyTypeObject*)made;
  }
  PyObject* node = wrap_as(type, handle);
  Py_DecRef((PyObject*)type);
  return node;
}

// make(cls, handle): an object of a subclass of TensorBase; plain(handle): of TensorBase itself.
static PyObject* make(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n != 2 || !PyType_Check(args[0]) || !PyType_IsSubtype((PyTypeObject*)args[0], tensor_base)) {
    PyErr_SetString(PyExc_TypeError, "make() takes a subclass of TensorBase and a handle");
    return NULL;
  }
  int handle = (int)PyLong_AsLong(args[1]);
  return PyErr_Occurred() ? NULL : wrap_as((PyTypeObject*)args[0], handle);
}

static PyObject* plain(PyObject* module, PyObject* handle) {
  (void)module;
  int value = (int)PyLong_AsLong(handle);
  return PyErr_Occurred() ? NULL : wrap_as(tensor_base, value);
}

static PyObject* wrap_python(PyObject* module, PyObject* handle) {
  (void)module;
  int value = (int)PyLong_AsLong(handle);
  return PyErr_Occurred() ? NULL : wrap(value);
}

// subclass(cls, tensor): an object of a subclass over the same storage, without history
static PyObject* subclass(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n != 2 || !PyType_Check(args[0]) || !PyType_IsSubtype((PyTypeObject*)args[0], tensor_base)) {
    PyErr_SetString(PyExc_TypeError, "subclass() takes a subclass of TensorBase and a tensor");
    return NULL;
  }
  if (!check_tensor(args[1], "subclass", "tensor", 2)) return NULL;
  return wrap_as((PyTypeObject*)args[0], dh_detach(handle_of(args[1])));
}

// share(tensor): TensorBase itself over the same storage, for numpy.ndarray
static PyObject* share(PyObject* module, PyObject* tensor) {
  (void)module;
  if (!check_tensor(tensor, "share", "tensor", 1)) return NULL;
  return wrap_as(tensor_base, dh_detach(handle_of(tensor)));
}

// The handle stays the object's own; who keeps it beyond the object's life must retain it.
static PyObject* handle_python(PyObject* module, PyObject* object) {
  (void)module;
  if (!check_tensor(object, "handle", "tensor", 1)) return NULL;
  return PyLong_FromLong(handle_of(object));
}

static PyObject* live(PyObject* module, PyObject* unused) {
  (void)module, (void)unused;
  forget_dead_functions();  // they may hold tensors
  return PyLong_FromLong(dh_live());
}

static int set(PyObject** slot, PyObject* value) {
  Py_IncRef(value);
  Py_DecRef(*slot);
  *slot = value;
  return 0;
}

static PyObject* register_python(PyObject* module, PyObject* args, PyObject* names) {
  (void)module, (void)args;
  PyObject *key, *value;
  Py_ssize_t at = 0;
  while (names && PyDict_Next(names, &at, &key, &value)) {
    const char* name = PyUnicode_AsUTF8AndSize(key, NULL);
    if (!name) return NULL;
    if (!strcmp(name, "Tensor")) {
      set((PyObject**)&tensor_type, value);
      tensor_alloc = (allocfunc)PyType_GetSlot(tensor_type, Py_tp_alloc);
    } else if (!strcmp(name, "Parameter")) {
      set(&parameter_type, value);
    } else if (!strcmp(name, "Size")) {
      set(&size_type, value);
    } else if (!strcmp(name, "Node")) {
      set(&node_class, value);
    } else if (!strcmp(name, "ndarray")) {
      set(&ndarray_type, value);
    } else if (!strcmp(name, "dtypes")) {
      for (int i = 0; i < DTYPES; ++i) {
        PyObject* dtype = PySequence_GetItem(value, i);
        if (!dtype) return NULL;
        if (dtype != Py_None) set(&dtype_objects[i], dtype);
        Py_DecRef(dtype);
      }
    } else {
      PyErr_Format(PyExc_TypeError, "register() got an unexpected keyword argument '%s'", name);
      return NULL;
    }
  }
  return none();
}

static PyMethodDef functions[] = {
    {"register", (PyCFunction)(void*)register_python, METH_VARARGS | METH_KEYWORDS, NULL},
    {"make", (PyCFunction)(void*)make, METH_FASTCALL, NULL},
    {"subclass", (PyCFunction)(void*)subclass, METH_FASTCALL, NULL},
    {"share", share, METH_O, NULL},
    {"plain", plain, METH_O, NULL},
    {"wrap", wrap_python, METH_O, NULL},
    {"handle", handle_python, METH_O, NULL},
    {"live", live, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

// `tp_richcompare` without `tp_hash` would make tensors unhashable: they hash by identity.
static Py_hash_t hash(PyObject* self) {
  static hashfunc of_object;
  if (!of_object) of_object = (hashfunc)PyType_GetSlot(&PyBaseObject_Type, Py_tp_hash);
  return of_object(self);
}

static PyTypeObject* make_tensor_base(void) {
  PyType_Slot slots[80];
  int count = 0;
  slots[count++] = (PyType_Slot){Py_tp_dealloc, (void*)handle_dealloc};
  slots[count++] = (PyType_Slot){Py_tp_hash, (void*)hash};
  slots[count++] = (PyType_Slot){Py_tp_methods, tensor_methods};
  slots[count++] = (PyType_Slot){Py_tp_getset, tensor_getset};
  for (PyType_Slot* slot = number_slots; slot->slot; ++slot) slots[count++] = *slot;
  for (PyType_Slot* slot = index_slots; slot->slot; ++slot) slots[count++] = *slot;
  slots[count] = (PyType_Slot){0, NULL};
  PyType_Spec spec = {"_dh.TensorBase", sizeof(Handle), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                      slots};
  return (PyTypeObject*)PyType_FromSpec(&spec);
}

static PyTypeObject* make_node_base(void) {
  PyType_Slot slots[] = {{Py_tp_dealloc, (void*)handle_dealloc}, {0, NULL}};
  PyType_Spec spec = {"_dh.NodeBase", sizeof(Handle), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                      slots};
  return (PyTypeObject*)PyType_FromSpec(&spec);
}

int add_objects(PyObject* module) {
  tensor_base = make_tensor_base();
  node_base = make_node_base();
  if (!tensor_base || !node_base) return -1;
  set((PyObject**)&tensor_type, (PyObject*)tensor_base);
  tensor_alloc = (allocfunc)PyType_GetSlot(tensor_type, Py_tp_alloc);
  if (PyModule_AddObjectRef(module, "TensorBase", (PyObject*)tensor_base) < 0) return -1;
  if (PyModule_AddObjectRef(module, "NodeBase", (PyObject*)node_base) < 0) return -1;
  return PyModule_AddFunctions(module, functions);
}
