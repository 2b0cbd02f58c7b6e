// A tensor from nested Python data: what torch.tensor() makes of lists, numbers and arrays.
#include "extension.h"

#include <string.h>

enum { MAX_DIMS = 32 };
int default_dtype = 2;

// An array is read as the nested lists that it prints; a tensor stands for its one element.
static PyObject* listed(PyObject* value) {  // a new reference
  if (ndarray_type && PyObject_IsInstance(value, ndarray_type))
    return PyObject_CallMethod(value, "tolist", NULL);
  Py_IncRef(value);
  return value;
}

static int is_sequence(PyObject* value) {
  return PyList_Check(value) || PyTuple_Check(value) ||
         (PySequence_Check(value) && !is_tensor(value) && !PyUnicode_Check(value) &&
          !PyBytes_Check(value) && !PyDict_Check(value));
}

// The dtype that a NumPy scalar or array names, or -1.
static int numpy_dtype(PyObject* value) {
  static const char* const names[DTYPES] = {
      [0] = "bool",    [1] = "int64", [2] = "float32", [3] = "float64",  [5] = "int32",
      [6] = "float16", [9] = "int16", [13] = "int8",   [UINT8] = "uint8"};
  char type[200];
  if (strncmp(type_name(value, type, sizeof type), "numpy.", 6) != 0) return -1;
  PyObject* dtype = PyObject_GetAttrString(value, "dtype");
  PyObject* text = dtype ? PyObject_Str(dtype) : NULL;
  int code = -1;
  for (int i = 0; text && i < DTYPES; ++i)
    if (names[i] && PyUnicode_CompareWithASCIIString(text, names[i]) == 0) code = i;
  Py_DecRef(dtype);
  Py_DecRef(text);
  PyErr_Clear();
  return code;
}

// Of two dtypes the one that is wider, or of a wider kind.
static int wider(int a, int b) {
  static const char ranks[DTYPES] = {
      [1] = 4, [2] = 6, [3] = 7, [5] = 3, [6] = 5, [9] = 2, [10] = 5, [13] = 1, [UINT8] = 1};
  return a < 0 || ranks[b] > ranks[a] ? b : a;
}

// The narrowest dtype that holds everything; -2: raised. float32 beside int64 stays float32.
static int infer(PyObject* data) {
  int code = numpy_dtype(data);
  if (code >= 0) return code;
  if (PyFloat_Check(data)) return default_dtype;
  if (PyBool_Check(data)) return 0;
  if (PyLong_Check(data)) return 1;
  if (is_tensor(data)) return dh_dtype(handle_of(data));
  char name[200];
  type_name(data, name, sizeof name);
  if (PyUnicode_Check(data) || PyBytes_Check(data)) {
    PyErr_Format(PyExc_TypeError, "new(): invalid data type '%s'", name);
    return -2;
  }
  if (!is_sequence(data)) {
    PyErr_Format(PyExc_RuntimeError, "Could not infer dtype of %s", name);
    return -2;
  }
  Py_ssize_t count = PySequence_Size(data);
  if (count < 0) return -2;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* item = PySequence_GetItem(data, i);
    int one = item ? infer(item) : -2;
    Py_DecRef(item);
    if (one == -2) return -2;
    code = wider(code, one);
  }
  return code < 0 ? default_dtype : code;
}

static int sizes_of(PyObject* data, Py_ssize_t* sizes) {  // the number of dimensions, -1 raised
  int dims = 0;
  PyObject* current = listed(data);
  while (current && is_sequence(current)) {
    Py_ssize_t count = PySequence_Size(current);
    if (count < 0 || dims == MAX_DIMS) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "too many dimensions 'list'");
      Py_DecRef(current);
      return -1;
    }
    sizes[dims++] = count;
    if (!count) break;
    PyObject* item = PySequence_GetItem(current, 0);
    PyObject* next = item ? listed(item) : NULL;
    Py_DecRef(item);
    Py_DecRef(current);
    current = next;
  }
  if (!current) return -1;
  Py_DecRef(current);
  return dims;
}

static int store_number(PyObject* value, int dtype, char** out) {
  if (dtype == 0) {
    int truth = PyObject_IsTrue(value);
    if (truth < 0) return -1;
    *(*out)++ = (char)truth;
    return 0;
  }
  if (is_whole(dtype)) {
    PyObject* whole =
        PyFloat_Check(value) || is_tensor(value) ? PyNumber_Long(value) : PyNumber_Index(value);
    int overflow = 0;
    long long number = whole ? wide_of(whole, &overflow) : -1;
    Py_DecRef(whole);
    if (overflow) PyErr_SetString(PyExc_ValueError, "Overflow when unpacking long long");
    if (PyErr_Occurred()) return -1;
    memcpy(*out, &number, 8);
    *out += 8;
    return 0;
  }
  double number = PyFloat_AsDouble(value);
  if (number == -1 && PyErr_Occurred()) return -1;
  if (is_single(dtype)) {
    float narrow = (float)number;
    memcpy(*out, &narrow, 4);
    *out += 4;
  } else {
    memcpy(*out, &number, 8);
    *out += 8;
  }
  return 0;
}

static int store(PyObject* data, const Py_ssize_t* sizes, int dim, int dims, int dtype,
                 char** out) {
  if (dim == dims) return store_number(data, dtype, out);
  PyObject* list = listed(data);
  if (!list) return -1;
  int result = -1;
  if (!is_sequence(list)) {
    PyErr_SetString(PyExc_TypeError, "not a sequence");
  } else {
    Py_ssize_t count = PySequence_Size(list);
    if (count != sizes[dim]) {
      PyErr_Format(PyExc_ValueError, "expected sequence of length %zd at dim %d (got %zd)",
                   sizes[dim], dim, count);
    } else {
      result = 0;
      for (Py_ssize_t i = 0; result == 0 && i < count; ++i) {
        PyObject* item = PySequence_GetItem(list, i);
        result = item ? store(item, sizes, dim + 1, dims, dtype, out) : -1;
        Py_DecRef(item);
      }
    }
  }
  Py_DecRef(list);
  return result;
}

static PyObject* made(const Py_ssize_t* sizes, int dims, int dtype, const char* bytes,
                      Py_ssize_t length) {
  dh_copy_in(bytes, (int)length);
  dh_arg_open();
  for (int i = 0; i < dims; ++i) dh_arg_int((double)sizes[i]);
  dh_arg_close();
  return wrap(dh_from_stage(dtype));
}

PyObject* tensor_from_number(PyObject* number) {
  char bytes[8], *at = bytes;
  int dtype = infer(number);
  if (dtype == -2 || store_number(number, dtype, &at) < 0) return NULL;
  return made(NULL, 0, dtype, bytes, at - bytes);
}

// from_data(data, dtype or None): nested lists, tuples, numbers, 0-d tensors, arrays
static PyObject* from_data(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  Py_ssize_t sizes[MAX_DIMS], count = 1;
  if (n != 2) {
    PyErr_SetString(PyExc_TypeError, "from_data() takes data and a dtype or None");
    return NULL;
  }
  int dtype = args[1] == Py_None ? infer(args[0]) : dtype_code(args[1]);
  if (dtype == -2) return NULL;
  if (dtype < 0) {
    char name[200];
    PyErr_Format(PyExc_TypeError, "tensor(): argument 'dtype' must be torch.dtype, not %s",
                 type_name(args[1], name, sizeof name));
    return NULL;
  }
  if (args[1] != Py_None && PyUnicode_Check(args[0])) return infer(args[0]), NULL;
  int dims = sizes_of(args[0], sizes);
  if (dims < 0) return NULL;
  for (int i = 0; i < dims; ++i) count *= sizes[i];
  char* bytes = PyMem_Malloc(count * width_of(dtype) + 1);
  if (!bytes) return PyErr_NoMemory();
  char* at = bytes;
  PyObject* tensor = NULL;
  if (store(args[0], sizes, 0, dims, dtype, &at) == 0)
    tensor = made(sizes, dims, dtype, bytes, at - bytes);
  PyMem_Free(bytes);
  return tensor;
}

static PyObject* set_default_dtype(PyObject* module, PyObject* dtype) {
  (void)module;
  int code = dtype_code(dtype);
  if (code < 2 || is_whole(code)) {
    PyErr_SetString(PyExc_TypeError, "only floating-point types are supported as the default type");
    return NULL;
  }
  default_dtype = code;
  return checked(dh_scalar_dtype(code));
}

static PyObject* get_default_dtype(PyObject* module, PyObject* unused) {
  (void)module, (void)unused;
  PyObject* dtype = dtype_objects[default_dtype];
  if (!dtype) return PyLong_FromLong(default_dtype);
  Py_IncRef(dtype);
  return dtype;
}

static PyMethodDef functions[] = {
    {"from_data", (PyCFunction)(void*)from_data, METH_FASTCALL, "from_data(data, dtype or None)"},
    {"set_default_dtype", set_default_dtype, METH_O, NULL},
    {"get_default_dtype", get_default_dtype, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

int add_data(PyObject* module) { return PyModule_AddFunctions(module, functions); }
