// How PyTorch takes an index apart: step by step a view is made by select, slice and unsqueeze, and
// tensors and lists are kept for index and index_put.
#include "index.h"

static const char* const part_names[PARTS] = {"select", "_slice",     "unsqueeze", "_alias",
                                              "_index", "_index_put", "copy",      "fill",
                                              "view",   "expand"};
static int part_ids[PARTS];
int part(Part which) {
  if (!part_ids[which]) part_ids[which] = op_find(part_names[which]) + 1;
  return part_ids[which] - 1;
}

static int replace(Walk* walk, int handle) {
  if (walk->made) dh_release(walk->handle);
  walk->made = handle != 0;
  walk->handle = handle;
  if (handle) return 1;
  if (!PyErr_Occurred()) raise_core();
  return 0;
}

void walk_finish(Walk* walk) {
  if (walk->made) dh_release(walk->handle);
  for (int i = 0; i < walk->count; ++i) Py_DecRef(walk->tensors[i]);
}

int walk_select(Walk* walk, long long index) {
  int id = part(SELECT);
  if (id < 0) return 0;
  if (dh_dim(walk->handle) == 0) {
    PyErr_SetString(PyExc_IndexError,
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                    "`tensor.item<T>()` in C++ to "
                    "convert a 0-dim tensor to a number");
    return 0;
  }
  long long size = (long long)dh_size(walk->handle, walk->dim);
  if (index >= size || index < -size) {
    PyErr_Format(PyExc_IndexError, "index %lld is out of bounds for dimension %d with size %lld",
                 index, walk->original, size);
    return 0;
  }
  dh_arg_tensor(walk->handle);
  dh_arg_int(walk->dim);
  dh_arg_int((double)(index < 0 ? index + size : index));
  ++walk->original;
  return replace(walk, dh_call(id));
}

static int select_number(Walk* walk, PyObject* index) {
  int overflow;
  long long value = wide_of(index, &overflow);
  if (!overflow) return walk_select(walk, value);
  PyErr_SetString(PyExc_ValueError, "Overflow when unpacking long long");
  return 0;
}

static int slice_at(Walk* walk, PyObject* slice) {
  Py_ssize_t start, stop, step;
  int id = part(SLICE);
  if (id < 0) return 0;
  if (dh_dim(walk->handle) == 0) {
    PyErr_SetString(PyExc_IndexError, "slice() cannot be applied to a 0-dim tensor.");
    return 0;
  }
  PyObject* by = PyObject_GetAttrString(slice, "step");
  long given = by && PyLong_Check(by) ? PyLong_AsLong(by) : 1;
  Py_DecRef(by);
  if (given <= 0) {
    PyErr_Clear();
    PyErr_SetString(PyExc_ValueError, "step must be greater than zero");
    return 0;
  }
  if (PySlice_Unpack(slice, &start, &stop, &step) < 0) return 0;
  Py_ssize_t size = (Py_ssize_t)dh_size(walk->handle, walk->dim);
  PySlice_AdjustIndices(size, &start, &stop, step);
  ++walk->original;
  if (start == 0 && stop == size && step == 1 && !walk->alone) {
    ++walk->dim;
    return 1;
  }
  dh_arg_tensor(walk->handle);
  dh_arg_int(walk->dim++);
  dh_arg_int((double)start);
  dh_arg_int((double)(stop < start ? start : stop));
  dh_arg_int((double)step);
  return replace(walk, dh_call(id));
}

static int unsqueeze_at(Walk* walk) {
  int id = part(UNSQUEEZE);
  if (id < 0) return 0;
  dh_arg_tensor(walk->handle);
  dh_arg_int(walk->dim);
  return replace(walk, dh_call(id));
}

static int record(Walk* walk, PyObject* tensor) {  // takes the tensor
  if (walk->dim >= MAX_DIMS) {
    PyErr_SetString(PyExc_IndexError, "too many dimensions in an index");
    Py_DecRef(tensor);
    return 0;
  }
  while (walk->count <= walk->dim) walk->tensors[walk->count++] = none();
  Py_DecRef(walk->tensors[walk->dim]);
  walk->tensors[walk->dim++] = tensor;
  ++walk->original;
  return 1;
}

PyObject* call_from_data(PyObject* data, PyObject* dtype) {
  PyObject* module = PyImport_ImportModule("_dh");
  PyObject* result =
      module ? PyObject_CallMethod(module, "from_data", "OO", data, dtype ? dtype : Py_None) : NULL;
  Py_DecRef(module);
  return result;
}

// A list as an index: whole numbers, or a mask of bools.
static PyObject* list_index(PyObject* list) {
  if (PyUnicode_Check(list)) {
    PyErr_SetString(PyExc_TypeError, "new(): invalid data type 'str'");
    return NULL;
  }
  PyObject* tensor = call_from_data(list, NULL);
  int dtype = tensor ? dh_dtype(handle_of(tensor)) : 0;
  if (dtype == 0 || is_whole(dtype)) return tensor;
  Py_DecRef(tensor);
  return call_from_data(list, (PyObject*)&PyLong_Type);
}

static PyObject* foreign_tensor(PyObject* index) {  // an ndarray's tensor
  if (!ndarray_type || !PyObject_IsInstance(index, ndarray_type)) return NULL;
  return PyObject_GetAttrString(index, "_t");
}

static int bool_at(Walk* walk, int value) {
  if (!unsqueeze_at(walk)) return 0;
  PyObject* data = value ? Py_BuildValue("[i]", 0) : PyList_New(0);
  PyObject* tensor = data ? call_from_data(data, (PyObject*)&PyLong_Type) : NULL;
  Py_DecRef(data);
  --walk->original;
  return tensor ? record(walk, tensor) : 0;
}

static int tensor_at(Walk* walk, PyObject* index) {  // takes the index
  int tensor = handle_of(index);
  int dtype = dh_dtype(tensor);
  if (dh_dim(tensor) == 0 && (dtype == 0 || is_whole(dtype))) {
    PyObject* item = tensor_item(index);
    Py_DecRef(index);
    if (!item) return 0;
    int ok = is_mask(dtype) ? bool_at(walk, PyObject_IsTrue(item)) : select_number(walk, item);
    Py_DecRef(item);
    return ok;
  }
  int dims = is_mask(dtype) ? dh_dim(tensor) : 1;
  if (!record(walk, index)) return 0;
  walk->dim += dims - 1;  // a mask covers as many dimensions as it has
  return 1;
}

static int is_index_list(PyObject* index) {
  return PyList_Check(index) || PyTuple_Check(index) || PyUnicode_Check(index) ||
         PyRange_Check(index);
}

static int one_step(Walk* walk, PyObject* index, int dims) {
  if (PyBool_Check(index)) return bool_at(walk, index == Py_True);
  if (PyLong_Check(index)) return select_number(walk, index);
  if (PySlice_Check(index)) return slice_at(walk, index);
  if (index == Py_None) {
    if (!unsqueeze_at(walk)) return 0;
    ++walk->dim;
    return 1;
  }
  if (index == Py_Ellipsis) {
    walk->dim += dims - walk->specified;
    walk->original += dims - walk->specified;
    return 1;
  }
  if (is_tensor(index)) {
    Py_IncRef(index);
    return tensor_at(walk, index);
  }
  PyObject* tensor = foreign_tensor(index);
  if (tensor) return tensor_at(walk, tensor);
  if (PyErr_Occurred()) return 0;
  if (is_index_list(index)) return (tensor = list_index(index)) ? tensor_at(walk, tensor) : 0;
  PyObject* number = plain_number(index);
  if (number && PyLong_Check(number)) {
    int ok = select_number(walk, number);
    Py_DecRef(number);
    return ok;
  }
  Py_DecRef(number);
  if (!PyErr_Occurred() && PyIndex_Check(index)) {
    Py_ssize_t value = PyNumber_AsSsize_t(index, PyExc_IndexError);
    return PyErr_Occurred() ? 0 : walk_select(walk, value);
  }
  char name[200];
  PyErr_Format(PyExc_IndexError,
               "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
               "valid indices "
               "(got %s)",
               type_name(index, name, sizeof name));
  return 0;
}

static int dims_of_index(PyObject* index) {
  if (index == Py_None || index == Py_Ellipsis || PyBool_Check(index)) return 0;
  if (!is_tensor(index)) return 1;
  return is_mask(dh_dtype(handle_of(index))) ? dh_dim(handle_of(index)) : 1;
}

// A list with slices, lists or tensors in it stands for a tuple (NumPy's old rule, which PyTorch
// keeps).
static PyObject* as_tuple(PyObject* index) {  // a new reference
  if (PyTuple_Check(index)) {
    Py_IncRef(index);
    return index;
  }
  if (PyList_Check(index) && PyList_Size(index) < 32)
    for (Py_ssize_t i = 0; i < PyList_Size(index); ++i) {
      PyObject* one = PyList_GetItem(index, i);
      if (one == Py_None || one == Py_Ellipsis || PySlice_Check(one) || is_tensor(one) ||
          PyList_Check(one) || PyTuple_Check(one))
        return PyList_AsTuple(index);
    }
  return PyTuple_Pack(1, index);
}

int walk_index(Walk* walk, PyObject* self, PyObject* index) {
  int dims = dh_dim(handle_of(self));
  *walk = (Walk){.handle = handle_of(self)};
  if (PyLong_Check(index) && !PyBool_Check(index)) return one_step(walk, index, dims);
  walk->alone = PySlice_Check(index);
  PyObject* tuple = as_tuple(index);
  if (!tuple) return 0;
  Py_ssize_t count = PyTuple_Size(tuple);
  for (Py_ssize_t i = 0; i < count; ++i)
    walk->specified += dims_of_index(PyTuple_GetItem(tuple, i));
  int ok = 1;
  PyObject* first = count ? PyTuple_GetItem(tuple, 0) : NULL;
  if (walk->specified > dims && !(dims == 0 && count == 1 && first && !is_tensor(first))) {
    PyErr_Format(PyExc_IndexError, "too many indices for tensor of dimension %d", dims);
    ok = 0;
  }
  for (Py_ssize_t i = 0; ok && i < count; ++i) ok = one_step(walk, PyTuple_GetItem(tuple, i), dims);
  Py_DecRef(tuple);
  return ok;
}

void push_indices(const Walk* walk) {
  dh_arg_open();
  for (int i = 0; i < walk->count; ++i)
    if (walk->tensors[i] == Py_None)
      dh_arg_none();
    else
      dh_arg_tensor(handle_of(walk->tensors[i]));
  dh_arg_close();
}
