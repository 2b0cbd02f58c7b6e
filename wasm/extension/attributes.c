// Attributes and small methods of TensorBase that ask the core one thing.
#include "extension.h"

static PyObject* get_dtype(PyObject* self, void* unused) {
  (void)unused;
  int code = dh_dtype(handle_of(self));
  PyObject* dtype = dtype_objects[code];
  if (!dtype) return PyLong_FromLong(code);
  Py_IncRef(dtype);
  return dtype;
}

static PyObject* get_shape(PyObject* self, void* unused) {
  (void)unused;
  return tensor_shape(self);
}

static PyObject* get_ndim(PyObject* self, void* unused) {
  (void)unused;
  return PyLong_FromLong(dh_dim(handle_of(self)));
}

static PyObject* get_requires_grad(PyObject* self, void* unused) {
  (void)unused;
  return PyBool_FromLong(dh_requires_grad(handle_of(self)));
}

static int set_requires_grad(PyObject* self, PyObject* value, void* unused) {
  (void)unused;
  if (!value || !PyBool_Check(value)) {
    PyErr_SetString(PyExc_RuntimeError, "requires_grad must be a bool");
    return -1;
  }
  if (dh_set_requires_grad(handle_of(self), value == Py_True)) return 0;
  raise_core();
  return -1;
}

static PyObject* get_grad(PyObject* self, void* unused) {
  (void)unused;
  int tensor = handle_of(self), grad = dh_grad(tensor);
  if (!grad && !dh_is_leaf(tensor) && !dh_retains_grad(tensor) &&
      PyErr_WarnEx(PyExc_UserWarning,
                   "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. "
                   "Its .grad attribute "
                   "won't be populated during autograd.backward(). If you indeed want the .grad "
                   "field to be populated "
                   "for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you "
                   "access the non-leaf Tensor "
                   "by mistake, make sure you access the leaf Tensor instead. See "
                   "github.com/pytorch/pytorch/pull/30531 for more information.",
                   1) < 0)
    return NULL;
  return wrap_or_none(grad);
}

static int set_grad(PyObject* self, PyObject* value, void* unused) {
  (void)unused;
  int grad = 0;
  if (value && value != Py_None) {
    if (!is_tensor(value)) {
      char name[200];
      PyErr_Format(PyExc_TypeError,
                   "assigned grad expected to be a Tensor or None but got grad of type %s",
                   type_name(value, name, sizeof name));
      return -1;
    }
    grad = handle_of(value);
  }
  if (dh_set_grad(handle_of(self), grad)) return 0;
  raise_core();
  return -1;
}

static PyObject* get_is_leaf(PyObject* self, void* unused) {
  (void)unused;
  int leaf = dh_is_leaf(handle_of(self));
  return leaf < 0 ? raise_core() : PyBool_FromLong(leaf);
}

static PyObject* get_retains_grad(PyObject* self, void* unused) {
  (void)unused;
  return PyBool_FromLong(dh_retains_grad(handle_of(self)));
}

static PyObject* get_grad_fn(PyObject* self, void* unused) {
  (void)unused;
  int node = dh_grad_fn(handle_of(self));
  return node < 0 ? raise_core() : wrap_node(node);
}

static PyObject* get_output_nr(PyObject* self, void* unused) {
  (void)unused;
  return PyLong_FromLong(dh_output_nr(handle_of(self)));
}

static PyObject* get_data(PyObject* self, void* unused) {
  (void)unused;
  return wrap(dh_data(handle_of(self)));
}

static int set_data(PyObject* self, PyObject* value, void* unused) {
  (void)unused;
  if (!value || !is_tensor(value)) {
    char name[200];
    PyErr_Format(PyExc_TypeError, "Variable data has to be a tensor, but got %s",
                 value ? type_name(value, name, sizeof name) : "NoneType");
    return -1;
  }
  if (dh_set_data(handle_of(self), handle_of(value))) return 0;
  raise_core();
  return -1;
}

static PyObject* get_base(PyObject* self, void* unused) {
  (void)unused;
  return wrap_or_none(dh_base(handle_of(self)));
}

static PyObject* get_version(PyObject* self, void* unused) {
  (void)unused;
  return PyLong_FromLong(dh_version(handle_of(self)));
}

PyGetSetDef tensor_getset[] = {
    {"dtype", get_dtype, NULL, NULL, NULL},
    {"shape", get_shape, NULL, NULL, NULL},
    {"ndim", get_ndim, NULL, NULL, NULL},
    {"requires_grad", get_requires_grad, set_requires_grad, NULL, NULL},
    {"grad", get_grad, set_grad, NULL, NULL},
    {"is_leaf", get_is_leaf, NULL, NULL, NULL},
    {"retains_grad", get_retains_grad, NULL, NULL, NULL},
    {"grad_fn", get_grad_fn, NULL, NULL, NULL},
    {"output_nr", get_output_nr, NULL, NULL, NULL},
    {"data", get_data, set_data, NULL, NULL},
    {"_base", get_base, NULL, NULL, NULL},
    {"_version", get_version, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static int no_arguments(const char* name, Py_ssize_t n) {
  if (!n) return 1;
  PyErr_Format(PyExc_TypeError, "TensorBase.%s() takes no arguments (%zd given)", name, n);
  return 0;
}

static PyObject* item(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("item", n) ? tensor_item(self) : NULL;
}

static PyObject* tolist(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  if (!no_arguments("tolist", n)) return NULL;
  return dh_dim(handle_of(self)) ? tensor_tolist(self) : tensor_item(self);
}

static PyObject* dim(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("dim", n) ? PyLong_FromLong(dh_dim(handle_of(self))) : NULL;
}

static PyObject* numel(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("numel", n) ? PyLong_FromDouble(dh_numel(handle_of(self))) : NULL;
}

static PyObject* storage_offset(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("storage_offset", n) ? PyLong_FromDouble(dh_offset(handle_of(self))) : NULL;
}

static PyObject* is_contiguous(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("is_contiguous", n) ? PyBool_FromLong(dh_is_contiguous(handle_of(self)))
                                          : NULL;
}

// The dimension that an argument names; -1: raised.
static int read_dim(PyObject* self, PyObject* argument, const char* function) {
  int dims = dh_dim(handle_of(self)), span = dims ? dims : 1;
  if (!PyLong_Check(argument)) {
    char name[200];
    PyErr_Format(PyExc_TypeError, "%s(): argument 'dim' (position 1) must be int, not %s", function,
                 type_name(argument, name, sizeof name));
    return -1;
  }
  int overflow;
  long long wanted = wide_of(argument, &overflow);
  if (overflow) PyErr_SetString(PyExc_ValueError, "Overflow when unpacking long long");
  if (!PyErr_Occurred() && dims && wanted >= -dims && wanted < dims)
    return (int)(wanted < 0 ? wanted + dims : wanted);
  if (!PyErr_Occurred() && !dims)
    PyErr_Format(PyExc_IndexError, "Dimension specified as %lld but tensor has no dimensions",
                 wanted);
  if (!PyErr_Occurred())
    PyErr_Format(PyExc_IndexError,
                 "Dimension out of range (expected to be in range of [-%d, %d], but got %lld)",
                 span, span - 1, wanted);
  return -1;
}

// size() and stride() take an optional `dim`, also by name.
static PyObject* one_dim(PyObject* const* args, Py_ssize_t n, PyObject* names,
                         const char* function) {
  Py_ssize_t named = names ? PyTuple_Size(names) : 0;
  if (n + named == 0) return Py_None;
  if (n + named == 1 &&
      (!named || PyUnicode_CompareWithASCIIString(PyTuple_GetItem(names, 0), "dim") == 0))
    return args[0];
  PyErr_Format(PyExc_TypeError, "%s() takes at most 1 argument, 'dim'", function);
  return NULL;
}

static PyObject* size(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names) {
  PyObject* argument = one_dim(args, n, names, "size");
  if (!argument || argument == Py_None) return argument ? tensor_shape(self) : NULL;
  int d = read_dim(self, argument, "size");
  return d < 0 ? NULL : PyLong_FromDouble(dh_size(handle_of(self), d));
}

static PyObject* stride(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names) {
  PyObject* argument = one_dim(args, n, names, "stride");
  if (!argument) return NULL;
  int tensor = handle_of(self);
  if (argument != Py_None) {
    int d = read_dim(self, argument, "stride");
    return d < 0 ? NULL : PyLong_FromDouble(dh_stride(tensor, d));
  }
  int dims = dh_dim(tensor);
  PyObject* strides = PyTuple_New(dims);
  for (int i = 0; strides && i < dims; ++i)
    PyTuple_SetItem(strides, i, PyLong_FromDouble(dh_stride(tensor, i)));
  return strides;
}

static PyObject* detach(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("detach", n) ? wrap(dh_detach(handle_of(self))) : NULL;
}

static PyObject* requires_grad_(PyObject* self, PyObject* const* args, Py_ssize_t n,
                                PyObject* names) {
  int value = 1;
  if (n + (names ? PyTuple_Size(names) : 0) > 0) {
    if (!PyBool_Check(args[0])) {
      char name[200];
      PyErr_Format(PyExc_TypeError,
                   "requires_grad_(): argument 'requires_grad' (position 1) must be bool, not %s",
                   type_name(args[0], name, sizeof name));
      return NULL;
    }
    value = args[0] == Py_True;
  }
  if (!dh_set_requires_grad(handle_of(self), value)) return raise_core();
  Py_IncRef(self);
  return self;
}

static PyObject* retain_grad(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  return no_arguments("retain_grad", n) ? checked(dh_retain_grad(handle_of(self))) : NULL;
}

// An address in no memory of Python's: it only says whether two tensors begin at the same element.
static PyObject* data_ptr(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  (void)args;
  int tensor = handle_of(self);
  if (!no_arguments("data_ptr", n)) return NULL;
  return PyLong_FromDouble(dh_storage_id(tensor) * 4294967296.0 +
                           dh_offset(tensor) * width_of(dh_dtype(tensor)));
}

PyMethodDef tensor_methods[] = {
    {"item", (PyCFunction)(void*)item, METH_FASTCALL, "The one element as a Python number."},
    {"tolist", (PyCFunction)(void*)tolist, METH_FASTCALL, "The elements as nested lists."},
    {"dim", (PyCFunction)(void*)dim, METH_FASTCALL, "The number of dimensions."},
    {"ndimension", (PyCFunction)(void*)dim, METH_FASTCALL, "The number of dimensions."},
    {"numel", (PyCFunction)(void*)numel, METH_FASTCALL, "The number of elements."},
    {"nelement", (PyCFunction)(void*)numel, METH_FASTCALL, "The number of elements."},
    {"size", (PyCFunction)(void*)size, METH_FASTCALL | METH_KEYWORDS,
     "size(dim=None): the sizes, or one of them."},
    {"stride", (PyCFunction)(void*)stride, METH_FASTCALL | METH_KEYWORDS,
     "stride(dim=None), in elements."},
    {"storage_offset", (PyCFunction)(void*)storage_offset, METH_FASTCALL,
     "Of the first element, in elements."},
    {"is_contiguous", (PyCFunction)(void*)is_contiguous, METH_FASTCALL, NULL},
    {"detach", (PyCFunction)(void*)detach, METH_FASTCALL, "The same memory without history."},
    {"requires_grad_", (PyCFunction)(void*)requires_grad_, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"retain_grad", (PyCFunction)(void*)retain_grad, METH_FASTCALL, NULL},
    {"data_ptr", (PyCFunction)(void*)data_ptr, METH_FASTCALL, NULL},
    {"backward", (PyCFunction)(void*)tensor_backward, METH_FASTCALL | METH_KEYWORDS,
     "backward(gradient=None, retain_graph=None, create_graph=False, inputs=None)\n\n"
     "Computes the gradients of the graph's leaves and adds them to their `grad`."},
    {NULL, NULL, 0, NULL},
};
