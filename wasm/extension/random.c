// Random generators. 0 is torch's default generator; others are handles kept by torch.Generator and
// numpy.
#include "extension.h"

static int read_generator(PyObject* value, int* generator) {
  *generator = (int)PyLong_AsLong(value);
  return !PyErr_Occurred();
}

static PyObject* generator(PyObject* module, PyObject* numpy) {
  (void)module;
  int truth = PyObject_IsTrue(numpy);
  int handle = truth < 0 ? 0 : dh_generator(truth);
  if (handle) return PyLong_FromLong(handle);
  return truth < 0 ? NULL : raise_core();
}

static PyObject* release(PyObject* module, PyObject* handle) {
  (void)module;
  int value = (int)PyLong_AsLong(handle);
  return PyErr_Occurred() ? NULL : checked(dh_release(value));
}

// seed(generator, whole number of 64 bits)
static PyObject* seed(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int handle;
  if (n != 2) {
    PyErr_SetString(PyExc_TypeError, "seed() takes a generator and a number");
    return NULL;
  }
  if (!read_generator(args[0], &handle)) return NULL;
  unsigned long long value = wide_mask(args[1]);
  if (PyErr_Occurred()) return NULL;
  return checked(dh_seed(handle, (int)(value >> 32), (int)(value & 0xffffffffu)));
}

static PyObject* seed_list(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int handle;
  if (n != 2 || !PyTuple_Check(args[1])) {
    PyErr_SetString(PyExc_TypeError, "seed_list() takes a generator and a tuple of numbers");
    return NULL;
  }
  if (!read_generator(args[0], &handle)) return NULL;
  Py_ssize_t count = PyTuple_Size(args[1]);
  for (Py_ssize_t i = 0; i < count; ++i)
    if (!PyLong_Check(PyTuple_GetItem(args[1], i))) {
      PyErr_SetString(PyExc_TypeError, "seed_list() takes whole numbers");
      return NULL;
    }
  dh_arg_open();
  for (Py_ssize_t i = 0; i < count; ++i) push_int(PyTuple_GetItem(args[1], i));
  dh_arg_close();
  return checked(dh_seed_list(handle));
}

static PyObject* generator_state(PyObject* module, PyObject* argument) {
  (void)module;
  int handle;
  if (!read_generator(argument, &handle)) return NULL;
  int length = dh_generator_state(handle);
  if (!length) return raise_core();
  PyObject* bytes = PyBytes_FromStringAndSize(NULL, length);
  if (bytes) dh_copy_out(PyBytes_AsString(bytes), length);
  return bytes;
}

static PyObject* set_generator_state(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int handle;
  Py_buffer buffer;
  if (n != 2) {
    PyErr_SetString(PyExc_TypeError, "set_generator_state() takes a generator and bytes");
    return NULL;
  }
  if (!read_generator(args[0], &handle) || PyObject_GetBuffer(args[1], &buffer, PyBUF_SIMPLE) < 0)
    return NULL;
  dh_copy_in(buffer.buf, (int)buffer.len);
  PyBuffer_Release(&buffer);
  return checked(dh_generator_set_state(handle));
}

// random(generator, distribution, tensor, a, b) fills the tensor and returns it
static PyObject* fill_random(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int handle;
  if (n != 5 || !check_tensor(args[2], "random", "tensor", 3)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "random() takes 5 arguments");
    return NULL;
  }
  if (!read_generator(args[0], &handle)) return NULL;
  long distribution = PyLong_AsLong(args[1]);
  double a = PyFloat_AsDouble(args[3]), b = PyFloat_AsDouble(args[4]);
  if (PyErr_Occurred()) return NULL;
  if (!dh_random(handle, (int)distribution, handle_of(args[2]), a, b)) return raise_core();
  Py_IncRef(args[2]);
  return args[2];
}

static PyMethodDef functions[] = {
    {"generator", generator, METH_O, "generator(numpy): a new generator's handle."},
    {"release", release, METH_O, "Gives a handle back."},
    {"seed", (PyCFunction)(void*)seed, METH_FASTCALL, "seed(generator, number)"},
    {"seed_list", (PyCFunction)(void*)seed_list, METH_FASTCALL, "seed_list(generator, numbers)"},
    {"generator_state", generator_state, METH_O, "The state as bytes."},
    {"set_generator_state", (PyCFunction)(void*)set_generator_state, METH_FASTCALL, NULL},
    {"random", (PyCFunction)(void*)fill_random, METH_FASTCALL,
     "random(generator, distribution, tensor, a, b)"},
    {NULL, NULL, 0, NULL},
};

int add_random(PyObject* module) {
  static const struct {
    const char* name;
    int value;
  } names[] = {
      {"UNIFORM", DH_UNIFORM},         {"NORMAL", DH_NORMAL},       {"RANDINT", DH_RANDINT},
      {"RANDOM", DH_RANDOM},           {"BERNOULLI", DH_BERNOULLI}, {"RANDPERM", DH_RANDPERM},
      {"EXPONENTIAL", DH_EXPONENTIAL},
  };
  for (unsigned i = 0; i < sizeof names / sizeof *names; ++i)
    if (PyModule_AddIntConstant(module, names[i].name, names[i].value) < 0) return -1;
  return PyModule_AddFunctions(module, functions);
}
