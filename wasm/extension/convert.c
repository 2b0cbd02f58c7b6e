// Arguments: which values fit a parameter, what PyTorch says of those that do not, and how they are
// pushed to the core.
#include "extension.h"

#include <stdio.h>
#include <string.h>

static int is_numpy_scalar(PyObject* value) {
  char name[200];
  return !strncmp(type_name(value, name, sizeof name), "numpy.", 6) &&
         (PyObject*)Py_TYPE(value) != ndarray_type && PyObject_HasAttrString(value, "item");
}

PyObject* plain_number(PyObject* value) {
  if (is_tensor(value)) {
    if (dh_dim(handle_of(value)) != 0 || dh_requires_grad(handle_of(value))) return NULL;
    return tensor_item(value);
  }
  if (!is_numpy_scalar(value)) return NULL;
  PyObject* item = PyObject_GetAttrString(value, "item");
  PyObject* number = item ? PyObject_CallNoArgs(item) : NULL;
  Py_DecRef(item);
  if (!number) PyErr_Clear();
  return number;
}

int number_kind(PyObject* value, double* number) {
  PyTypeObject* type = Py_TYPE(value);
  if (type == &PyFloat_Type) {
    *number = PyFloat_AsDouble(value);
    return 2;
  }
  if (type == &PyBool_Type) {
    *number = value == Py_True;
    return 0;
  }
  if (type == &PyLong_Type || PyLong_Check(value)) {
    *number = PyLong_AsDouble(value);
    if (*number == -1 && PyErr_Occurred()) {
      PyErr_Clear();
      *number = 1e300;  // too large for int64 as well: whoever needs the digits will say so
    }
    return 1;
  }
  if (PyType_IsSubtype(type, &PyFloat_Type)) {
    *number = PyFloat_AsDouble(value);
    return 2;
  }
  return -1;
}

int dtype_code(PyObject* value) {
  for (int i = 0; i < DTYPES; ++i)
    if (value == dtype_objects[i]) return i;
  if (value == (PyObject*)&PyFloat_Type) return 3;
  if (value == (PyObject*)&PyLong_Type) return 1;
  if (value == (PyObject*)&PyBool_Type) return 0;
  return -1;
}

static int replace(PyObject** value, PyObject** keep, PyObject* plainer) {
  if (!plainer) return 0;
  Py_DecRef(*keep);
  *keep = *value = plainer;
  return 1;
}

static int int_in_range(PyObject* value, PyObject* error, const char* text) {
  int overflow;
  wide_of(value, &overflow);
  if (!overflow) return 1;
  PyErr_SetString(error, text);
  return -1;
}

static int fits_int(PyObject** value, PyObject** keep) {
  if (PyBool_Check(*value)) return 0;
  if (PyLong_Check(*value))
    return int_in_range(*value, PyExc_ValueError, "Overflow when unpacking long long");
  PyObject* number = plain_number(*value);
  if (number && PyLong_Check(number) && !PyBool_Check(number)) return replace(value, keep, number);
  Py_DecRef(number);
  return 0;
}

static int fits_number(PyObject** value, PyObject** keep) {
  double unused;
  switch (number_kind(*value, &unused)) {
    case -1:
      return replace(value, keep, plain_number(*value));
    case 1:
      return int_in_range(*value, PyExc_OverflowError, "int too big to convert");
    default:
      return Py_TYPE(*value) == &PyFloat_Type || PyBool_Check(*value) ||
             replace(value, keep,
                     is_numpy_scalar(*value) ? plain_number(*value) : PyFloat_FromDouble(unused));
  }
}

static int is_sequence(PyObject* value) { return PyTuple_Check(value) || PyList_Check(value); }

static PyObject* element(PyObject* sequence, Py_ssize_t i) {  // borrowed
  return PyTuple_Check(sequence) ? PyTuple_GetItem(sequence, i) : PyList_GetItem(sequence, i);
}

// A list of numbers; a single one stands for a list of itself. The plainer copy is a tuple.
static int fits_list(const Op* op, const Param* param, PyObject** value, PyObject** keep) {
  int (*fits_element)(PyObject**, PyObject**) = param->kind == KIND_FLOATS ? fits_number : fits_int;
  PyObject* list = *value;
  if (!is_sequence(list)) {
    int one = fits_element(value, keep);
    if (one <= 0) return one;
    return replace(value, keep, PyTuple_Pack(1, *value));
  }
  Py_ssize_t count = PySequence_Size(list);
  if (param->varargs && count == 1 && is_sequence(element(list, 0))) {
    list = element(list, 0);
    count = PySequence_Size(list);
  }
  PyObject* copy = PyTuple_New(count);
  if (!copy) return -1;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *number = element(list, i), *kept = NULL;
    PyObject* given = number;
    int one = fits_element(&number, &kept);
    if (one <= 0) {
      Py_DecRef(copy);
      Py_DecRef(kept);
      if (one < 0 || i == 0) return one;
      char name[200];
      PyErr_Format(
          PyExc_TypeError,
          "%U(): argument '%U' failed to unpack the object at pos %zd with error \"type must be "
          "tuple of ints,but got %s\"",
          op->name, param->name, i + 1, type_name(given, name, sizeof name));
      return -1;
    }
    Py_IncRef(number);
    Py_DecRef(kept);
    PyTuple_SetItem(copy, i, number);
  }
  return replace(value, keep, copy);
}

static int fits_tensors(int index, const Param* param, PyObject* value) {
  if (!is_sequence(value)) return 0;
  Py_ssize_t count = PySequence_Size(value);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* one = element(value, i);
    if (is_tensor(one) || (param->none_elements && one == Py_None)) continue;
    char name[200];
    PyErr_Format(PyExc_TypeError, "expected Tensor as element %zd in argument %d, but got %s", i,
                 index, type_name(one, name, sizeof name));
    return -1;
  }
  return 1;
}

int fits(const Op* op, int index, PyObject** value, PyObject** keep) {
  const Param* param = &op->params[index];
  PyObject* given = *value;
  switch (param->kind) {
    case KIND_TENSOR:
      if (is_tensor(given)) return 1;
      break;
    case KIND_TENSOR_OR_NUMBER:
      if (is_tensor(given)) return 1;
      if (given != Py_None) return fits_number(value, keep);
      break;
    case KIND_BOOL:
      if (PyBool_Check(given)) return 1;
      if (given != Py_None && is_numpy_scalar(given)) {
        PyObject* number = plain_number(given);
        if (number && PyBool_Check(number)) return replace(value, keep, number);
        Py_DecRef(number);
      }
      break;
    case KIND_DTYPE:
      if (dtype_code(given) >= 0) return 1;
      break;
    case KIND_STR:
      if (PyUnicode_Check(given)) return 1;
      break;
    case KIND_TENSORS:
      if (!param->optional || given != Py_None) return fits_tensors(index, param, given);
      break;
    case KIND_INT:
      if (given != Py_None) return fits_int(value, keep);
      break;
    case KIND_FLOAT:
    case KIND_NUMBER:
      if (given != Py_None) return fits_number(value, keep);
      break;
    case KIND_INTS_OR_STR:
      if (PyUnicode_Check(given)) return 1;
      /* fallthrough */
    case KIND_INTS:
    case KIND_FLOATS:
      if (given != Py_None) return fits_list(op, param, value, keep);
      break;
  }
  return param->optional && given == Py_None;
}

// The value is known to fit into 64 bits: fits() or the caller has looked.
void push_int(PyObject* value) {
  int overflow;
  long long v = wide_of(value, &overflow);
  if (v <= (1LL << 53) && v >= -(1LL << 53))
    dh_arg_int((double)v);
  else
    dh_arg_int64((int)(v >> 32), (int)(v & 0xffffffffLL));
}

void push_number(PyObject* value) {
  if (PyBool_Check(value))
    dh_arg_bool(value == Py_True);
  else if (PyLong_Check(value))
    push_int(value);
  else
    dh_arg_float(PyFloat_AsDouble(value));
}

static void push_text(PyObject* value) {
  Py_ssize_t length;
  const char* text = PyUnicode_AsUTF8AndSize(value, &length);
  dh_copy_in(text, (int)length);
  dh_arg_text();
}

void push(const Param* param, PyObject* value) {
  if (value == Py_None) {
    dh_arg_none();
    return;
  }
  switch (param->kind) {
    case KIND_TENSOR:
      dh_arg_tensor(handle_of(value));
      break;
    case KIND_TENSOR_OR_NUMBER:
      if (is_tensor(value))
        dh_arg_tensor(handle_of(value));
      else
        push_number(value);
      break;
    case KIND_BOOL:
      dh_arg_bool(value == Py_True);
      break;
    case KIND_INT:
      push_int(value);
      break;
    case KIND_FLOAT:
      dh_arg_float(PyFloat_AsDouble(value));
      break;
    case KIND_NUMBER:
      push_number(value);
      break;
    case KIND_DTYPE:
      dh_arg_dtype(dtype_code(value));
      break;
    case KIND_STR:
      push_text(value);
      break;
    case KIND_INTS_OR_STR:
      if (PyUnicode_Check(value)) {
        push_text(value);
        break;
      }
      /* fallthrough */
    default: {
      Py_ssize_t count = PySequence_Size(value);
      dh_arg_open();
      for (Py_ssize_t i = 0; i < count; ++i) {
        PyObject* one = element(value, i);
        if (param->kind == KIND_INTS || param->kind == KIND_INTS_OR_STR)
          push_int(one);
        else if (param->kind == KIND_FLOATS)
          dh_arg_float(PyFloat_AsDouble(one));
        else if (one == Py_None)
          dh_arg_none();
        else
          dh_arg_tensor(handle_of(one));
      }
      dh_arg_close();
    }
  }
}

static const char* wanted(const Param* param) {
  switch (param->kind) {
    case KIND_BOOL:
      return "bool";
    case KIND_INT:
      return "int";
    case KIND_FLOAT:
      return "float";
    case KIND_NUMBER:
      return "Number";
    case KIND_INTS:
    case KIND_INTS_OR_STR:
      return "tuple of ints";
    case KIND_FLOATS:
      return "tuple of floats";
    case KIND_DTYPE:
      return "torch.dtype";
    case KIND_STR:
      return "str";
    case KIND_TENSORS:
      return "tuple of Tensors";
    default:
      return "Tensor";
  }
}

// first: 1 when positions count from the first argument, 0 when that one is a method's self.
void raise_misfit(const Op* op, int index, PyObject* value, int first, const char* suffix) {
  const Param* param = &op->params[index];
  char name[200], position[40] = "";
  if (param->varargs && PyTuple_Check(value) && PyTuple_Size(value))
    value = PyTuple_GetItem(value, 0);
  if (!param->keyword)
    snprintf(position, sizeof position, " (position %d)", index + first > 0 ? index + first : 1);
  PyErr_Format(PyExc_TypeError, "%U%s(): argument '%U'%s must be %s, not %s", op->name, suffix,
               param->name, position, wanted(param), type_name(value, name, sizeof name));
}
