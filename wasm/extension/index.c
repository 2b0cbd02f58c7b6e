// Indexing, read and write, and what goes with it: length and iteration.
#include "index.h"

static PyObject* get(PyObject* self, PyObject* index) {
  Walk walk;
  PyObject* result = NULL;
  if (walk_index(&walk, self, index)) {
    int id = part(walk.count ? INDEX : ALIAS);
    if (id >= 0 && walk.count) {
      dh_arg_tensor(walk.handle);
      push_indices(&walk);
      result = wrap(dh_call(id));
    } else if (walk.made) {
      walk.made = 0;
      result = wrap(walk.handle);
    } else if (id >= 0) {
      result = wrap(dh_call1(id, walk.handle));
    }
  }
  walk_finish(&walk);
  return result;
}

// The value to write, as a tensor or a number: a new reference.
static PyObject* assigned(PyObject* self, PyObject* value) {
  double unused;
  int overflow = 0;
  if (is_tensor(value) || number_kind(value, &unused) >= 0) {
    if (PyLong_Check(value)) wide_of(value, &overflow);
    if (overflow) {
      PyErr_SetString(PyExc_OverflowError, "int too big to convert");
      return NULL;
    }
    Py_IncRef(value);
    return value;
  }
  PyObject* plainer = plain_number(value);
  if (plainer || PyErr_Occurred()) return plainer;
  static const char* const classes[DTYPES] = {
      [0] = "torch.BoolTensor",    [1] = "torch.LongTensor",      [2] = "torch.FloatTensor",
      [3] = "torch.DoubleTensor",  [5] = "torch.IntTensor",       [6] = "torch.HalfTensor",
      [9] = "torch.ShortTensor",   [10] = "torch.BFloat16Tensor", [13] = "torch.CharTensor",
      [UINT8] = "torch.ByteTensor"};
  char name[200];
  PyErr_Format(PyExc_TypeError, "can't assign a %s to a %s", type_name(value, name, sizeof name),
               classes[dh_dtype(handle_of(self))]);
  return NULL;
}

// Writes the sizes of a tensor as a list, from a dimension on.
static void push_sizes(int tensor, int from) {
  dh_arg_open();
  for (int i = from; i < dh_dim(tensor); ++i) dh_arg_int(dh_size(tensor, i));
  dh_arg_close();
}

// The value without the leading dimensions of size 1, as PyTorch drops them: an owned handle, 0
// failed.
static int without_leading_ones(int value, int keep) {
  int ones = 0, dims = dh_dim(value);
  while (dims - ones > keep && dh_size(value, ones) == 1) ++ones;
  if (!ones) {
    dh_retain(value);
    return value;
  }
  int id = part(VIEW);
  if (id < 0) return 0;
  dh_arg_tensor(value);
  push_sizes(value, ones);
  return dh_call(id);
}

static int same_sizes(int a, int b) {
  if (dh_dim(a) != dh_dim(b)) return 0;
  for (int i = 0; i < dh_dim(a); ++i)
    if (dh_size(a, i) != dh_size(b, i)) return 0;
  return 1;
}

static int copy_into(int view, int value) {
  int copy = part(COPY), expand = part(EXPAND);
  if (copy < 0 || expand < 0) return 0;
  if (same_sizes(view, value)) return dh_inplace2(copy, view, value);
  int fitting = without_leading_ones(value, dh_dim(view));
  if (!fitting) return 0;
  dh_arg_tensor(fitting);
  push_sizes(view, 0);
  int expanded = dh_call(expand);
  dh_release(fitting);
  int ok = expanded && dh_inplace2(copy, view, expanded);
  if (expanded) dh_release(expanded);
  return ok;
}

static int write_view(int view, PyObject* value) {
  if (is_tensor(value)) return copy_into(view, handle_of(value));
  int id = part(FILL);
  if (id < 0) return 0;
  dh_arg_tensor(view);
  push_number(value);
  return dh_call_inplace(id);
}

// index_put: a number becomes a 0-d tensor of self's dtype.
static int write_indexed(const Walk* walk, PyObject* value) {
  int id = part(INDEX_PUT), handle;
  if (id < 0) return 0;
  if (is_tensor(value)) {
    handle = without_leading_ones(handle_of(value), 0);
  } else {
    PyObject* tensor = call_from_data(value, dtype_objects[dh_dtype(walk->handle)]);
    if (!tensor) return 0;
    handle = handle_of(tensor);
    dh_retain(handle);
    Py_DecRef(tensor);
  }
  if (!handle) return 0;
  dh_arg_tensor(walk->handle);
  dh_arg_tensor(handle);
  push_indices(walk);
  dh_arg_bool(0);
  int ok = dh_call_inplace(id);
  dh_release(handle);
  return ok;
}

static int set(PyObject* self, PyObject* index, PyObject* value) {
  if (!value) {
    PyErr_SetString(PyExc_TypeError, "Tensor does not support deleting items");
    return -1;
  }
  PyObject* given = assigned(self, value);
  if (!given) return -1;
  Walk walk;
  int ok = walk_index(&walk, self, index);
  if (ok) {
    ok = walk.count ? write_indexed(&walk, given) : write_view(walk.handle, given);
    if (!ok && !PyErr_Occurred()) raise_core();
  }
  walk_finish(&walk);
  Py_DecRef(given);
  return ok ? 0 : -1;
}

static Py_ssize_t length(PyObject* self) {
  if (dh_dim(handle_of(self))) return (Py_ssize_t)dh_size(handle_of(self), 0);
  PyErr_SetString(PyExc_TypeError, "len() of a 0-d tensor");
  return -1;
}

// Iterating takes the rows apart once; each is a view.
static PyObject* iterate(PyObject* self) {
  static int id = -1;  // looked up once
  int tensor = handle_of(self);
  if (id < 0 && (id = op_find("unbind")) < 0) return NULL;
  if (!dh_dim(tensor)) {
    PyErr_SetString(PyExc_TypeError, "iteration over a 0-d tensor");
    return NULL;
  }
  dh_arg_tensor(tensor);
  dh_arg_int(0);
  PyObject* rows = result_of(op_at(id), dh_call(id));
  PyObject* iterator = rows ? PyObject_GetIter(rows) : NULL;
  Py_DecRef(rows);
  return iterator;
}

PyType_Slot index_slots[] = {
    {Py_mp_subscript, (void*)get},
    {Py_mp_ass_subscript, (void*)set},
    {Py_mp_length, (void*)length},
    {Py_tp_iter, (void*)iterate},
    {0, NULL},
};
