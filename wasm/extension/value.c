// Elements as Python values, and whole tensors as bytes.
#include "extension.h"

#include <string.h>

static PyObject* number_at(int dtype, const char* bytes) {
  if (dtype == 0) return PyBool_FromLong(*bytes);
  if (is_whole(dtype)) {
    long long value;
    memcpy(&value, bytes, 8);
    return wide_from(value);
  }
  if (is_single(dtype)) {
    float value;
    memcpy(&value, bytes, 4);
    return PyFloat_FromDouble(value);
  }
  double value;
  memcpy(&value, bytes, 8);
  return PyFloat_FromDouble(value);
}

PyObject* tensor_item(PyObject* self) {
  int tensor = handle_of(self);
  double count = dh_numel(tensor);
  if (count != 1) {
    PyErr_Format(PyExc_RuntimeError, "a Tensor with %zd elements cannot be converted to Scalar",
                 (Py_ssize_t)count);
    return NULL;
  }
  int dtype = dh_dtype(tensor);
  if (is_whole(dtype)) {
    unsigned long long high = (unsigned)dh_item_high(tensor), low = (unsigned)dh_item_low(tensor);
    return wide_from((long long)(high << 32 | low));
  }
  double value = dh_item(tensor);
  return dtype == 0 ? PyBool_FromLong(value != 0) : PyFloat_FromDouble(value);
}

PyObject* tensor_shape(PyObject* self) {
  int tensor = handle_of(self), dim = dh_dim(tensor);
  PyObject* sizes = PyTuple_New(dim);
  for (int i = 0; sizes && i < dim; ++i)
    PyTuple_SetItem(sizes, i, PyLong_FromDouble(dh_size(tensor, i)));
  if (!sizes || !size_type) return sizes;
  // tuple.__new__(Size, sizes): the sizes need none of the checks that Size makes.
  static newfunc new_tuple;
  if (!new_tuple) new_tuple = (newfunc)PyType_GetSlot(&PyTuple_Type, Py_tp_new);
  PyObject* args = PyTuple_Pack(1, sizes);
  Py_DecRef(sizes);
  PyObject* shape = args ? new_tuple((PyTypeObject*)size_type, args, NULL) : NULL;
  Py_DecRef(args);
  return shape;
}

static PyObject* nested(int tensor, int dim, int dims, int dtype, const char** bytes) {
  if (dim == dims) {
    PyObject* number = number_at(dtype, *bytes);
    *bytes += width_of(dtype);
    return number;
  }
  Py_ssize_t count = (Py_ssize_t)dh_size(tensor, dim);
  PyObject* list = PyList_New(count);
  for (Py_ssize_t i = 0; list && i < count; ++i) {
    PyObject* item = nested(tensor, dim + 1, dims, dtype, bytes);
    if (!item) {
      Py_DecRef(list);
      return NULL;
    }
    PyList_SetItem(list, i, item);
  }
  return list;
}

static PyObject* bytes_of(int tensor) {
  int length = dh_to_stage(tensor);
  if (!length && dh_error_kind()) return raise_core();
  PyObject* bytes = PyBytes_FromStringAndSize(NULL, length);
  if (bytes) dh_copy_out(PyBytes_AsString(bytes), length);
  return bytes;
}

PyObject* tensor_tolist(PyObject* self) {
  int tensor = handle_of(self);
  PyObject* bytes = bytes_of(tensor);
  if (!bytes) return NULL;
  const char* at = PyBytes_AsString(bytes);
  PyObject* list = nested(tensor, 0, dh_dim(tensor), dh_dtype(tensor), &at);
  Py_DecRef(bytes);
  return list;
}

static PyObject* to_bytes(PyObject* module, PyObject* tensor) {
  (void)module;
  return check_tensor(tensor, "to_bytes", "tensor", 1) ? bytes_of(handle_of(tensor)) : NULL;
}

// from_bytes(bytes_like, shape, dtype)
static PyObject* from_bytes(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  Py_buffer buffer;
  int dtype = n == 3 ? dtype_code(args[2]) : -1;
  if (n == 3 && dtype < 0 && PyLong_Check(args[2])) dtype = (int)PyLong_AsLong(args[2]);
  if (dtype < 0 || dtype >= DTYPES || !PyTuple_Check(args[1])) {
    PyErr_SetString(PyExc_TypeError, "from_bytes() takes bytes, a tuple of sizes and a dtype");
    return NULL;
  }
  Py_ssize_t dims = PyTuple_Size(args[1]);
  double wanted = width_of(dtype);
  for (Py_ssize_t i = 0; i < dims; ++i) wanted *= PyLong_AsDouble(PyTuple_GetItem(args[1], i));
  if (PyErr_Occurred() || PyObject_GetBuffer(args[0], &buffer, PyBUF_SIMPLE) < 0) return NULL;
  if (wanted != (double)buffer.len) {
    PyErr_Format(PyExc_ValueError, "from_bytes(): %zd bytes do not fill the shape %S", buffer.len,
                 args[1]);
    PyBuffer_Release(&buffer);
    return NULL;
  }
  dh_copy_in(buffer.buf, (int)buffer.len);
  PyBuffer_Release(&buffer);
  dh_arg_open();
  for (Py_ssize_t i = 0; i < dims; ++i) push_int(PyTuple_GetItem(args[1], i));
  dh_arg_close();
  return wrap(dh_from_stage(dtype));
}

// write_bytes(tensor, bytes_like): overwrites all elements, outside of autograd
static PyObject* write_bytes(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  Py_buffer buffer;
  if (n != 2 || !check_tensor(args[0], "write_bytes", "tensor", 1)) {
    if (!PyErr_Occurred())
      PyErr_SetString(PyExc_TypeError, "write_bytes() takes a tensor and bytes");
    return NULL;
  }
  if (PyObject_GetBuffer(args[1], &buffer, PyBUF_SIMPLE) < 0) return NULL;
  int tensor = handle_of(args[0]);
  int fits_in = buffer.len == (Py_ssize_t)(dh_numel(tensor) * width_of(dh_dtype(tensor)));
  if (fits_in) dh_copy_in(buffer.buf, (int)buffer.len);
  PyBuffer_Release(&buffer);
  if (fits_in) return checked(dh_copy_from_stage(tensor));
  PyErr_SetString(PyExc_ValueError, "write_bytes(): the number of bytes does not fit the tensor");
  return NULL;
}

static PyMethodDef functions[] = {
    {"to_bytes", to_bytes, METH_O, "The elements in row-major order."},
    {"from_bytes", (PyCFunction)(void*)from_bytes, METH_FASTCALL,
     "from_bytes(bytes_like, shape, dtype)"},
    {"write_bytes", (PyCFunction)(void*)write_bytes, METH_FASTCALL,
     "write_bytes(tensor, bytes_like)"},
    {NULL, NULL, 0, NULL},
};

int add_values(PyObject* module) { return PyModule_AddFunctions(module, functions); }
