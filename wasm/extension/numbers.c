// Number slots and comparisons: the shortest way from `a + b` to the core.
#include "extension.h"

enum Slot {
  ADD,
  SUB,
  MUL,
  TRUEDIV,
  FLOORDIV,
  MOD,
  POW,
  MATMUL,
  AND,
  OR,
  XOR,
  LSHIFT,
  RSHIFT,
  LT,
  LE,
  EQ,
  NE,
  GT,
  GE,
  NEG,
  ABS,
  INVERT,
  SLOTS
};

// The operators behind Python's signs. `number - tensor` is an operator of its own for some: with
// the tensor first ("rsub", swapped) or in the order that is written.
static const struct {
  const char *name, *reflected;
  int swapped;
} behind[SLOTS] = {
    [ADD] = {"add", "add", 1},
    [SUB] = {"sub", "rsub", 1},
    [MUL] = {"mul", "mul", 1},
    [TRUEDIV] = {"div", NULL, 0},
    [FLOORDIV] = {"floor_divide", "floor_divide", 0},
    [MOD] = {"remainder", "remainder", 0},
    [POW] = {"pow", "_pow_scalar", 1},
    [MATMUL] = {"matmul", NULL, 0},
    [AND] = {"bitwise_and", "bitwise_and", 1},
    [OR] = {"bitwise_or", "bitwise_or", 1},
    [XOR] = {"bitwise_xor", "bitwise_xor", 1},
    [LSHIFT] = {"bitwise_left_shift", "bitwise_left_shift", 0},
    [RSHIFT] = {"bitwise_right_shift", "bitwise_right_shift", 0},
    [LT] = {"lt", NULL, 0},
    [LE] = {"le", NULL, 0},
    [EQ] = {"eq", NULL, 0},
    [NE] = {"ne", NULL, 0},
    [GT] = {"gt", NULL, 0},
    [GE] = {"ge", NULL, 0},
    [NEG] = {"neg", NULL, 0},
    [ABS] = {"abs", NULL, 0},
    [INVERT] = {"bitwise_not", NULL, 0},
};

// Per slot, the operator for two tensors, tensor and number, number and tensor; -1: there is none.
typedef struct {
  int tensors, number, reflected;
} Choice;
static Choice choices[SLOTS];
static int reciprocal = -1, ready;

static int takes_tensor(const Param* p) {
  return p->kind == KIND_TENSOR || p->kind == KIND_TENSOR_OR_NUMBER;
}
static int takes_number(const Param* p) {
  return p->kind == KIND_TENSOR_OR_NUMBER || p->kind == KIND_NUMBER;
}

// Looked up once, when the first sign is used.
static int prepare(void) {
  reciprocal = op_search("reciprocal");
  if (PyErr_Occurred()) return 0;
  for (int slot = 0; slot < SLOTS; ++slot) {
    Choice* choice = &choices[slot];
    *choice = (Choice){-1, -1, -1};
    for (int id = 0; id < ops_count; ++id) {
      if (!ops[id] || PyUnicode_CompareWithASCIIString(ops[id]->name, behind[slot].name)) continue;
      const Param* second = &ops[id]->params[1];
      if (choice->tensors < 0 && (ops[id]->count < 2 || takes_tensor(second))) choice->tensors = id;
      if (choice->number < 0 && ops[id]->count >= 2 && takes_number(second)) choice->number = id;
    }
    if (behind[slot].reflected) choice->reflected = op_search(behind[slot].reflected);
  }
  return ready = 1;
}

// A whole number that a double does not hold goes the long way.
static int with_number(int id, int tensor, int kind, double number, PyObject* given, int swap,
                       int in_place) {
  if (kind == 1 && (number >= 9007199254740992.0 || number <= -9007199254740992.0)) {
    int overflow;
    wide_of(given, &overflow);
    if (overflow) {
      PyErr_SetString(PyExc_OverflowError, "int too big to convert");
      return 0;
    }
    if (swap) push_int(given);
    dh_arg_tensor(tensor);
    if (!swap) push_int(given);
    return in_place ? dh_call_inplace(id) : dh_call(id);
  }
  if (in_place) return dh_inplace2n(id, tensor, kind, number);
  return swap ? dh_calln2(id, kind, number, tensor) : dh_call2n(id, tensor, kind, number);
}

static PyObject* wrapped(int handle) {
  return handle == 0 && PyErr_Occurred() ? NULL : wrap(handle);
}

// number / tensor, as PyTorch composes it.
static int divided_by(int tensor, int kind, double number, PyObject* given) {
  int inverse = dh_call1(reciprocal, tensor);
  if (!inverse) return 0;
  int result = with_number(choices[MUL].number, inverse, kind, number, given, 0, 0);
  dh_release(inverse);
  return result;
}

// An array's tensor, or the number behind a NumPy scalar: a new reference; NULL when it is neither.
static PyObject* foreign(PyObject* value) {
  if (Py_TYPE(value) == &PyUnicode_Type || value == Py_None) return NULL;
  if (ndarray_type && (PyObject*)Py_TYPE(value) == ndarray_type)
    return PyObject_GetAttrString(value, "_t");
  return is_tensor(value) ? NULL : plain_number(value);
}

static PyObject* binary(PyObject* a, PyObject* b, enum Slot slot) {
  const Choice* choice = &choices[slot];
  double number;
  int kind;
  if (!ready && !prepare()) return NULL;
  if (is_tensor(a)) {
    if (is_tensor(b)) {
      if (choice->tensors < 0) return not_implemented();
      return wrap(dh_call2(choice->tensors, handle_of(a), handle_of(b)));
    }
    if ((kind = number_kind(b, &number)) >= 0) {
      if (choice->number < 0) return not_implemented();
      return wrapped(with_number(choice->number, handle_of(a), kind, number, b, 0, 0));
    }
    PyObject* plainer = foreign(b);
    if (!plainer) return PyErr_Clear(), not_implemented();
    PyObject* result = binary(a, plainer, slot);
    Py_DecRef(plainer);
    return result;
  }
  if ((kind = number_kind(a, &number)) < 0) {
    PyObject* plainer = foreign(a);
    if (!plainer) return PyErr_Clear(), not_implemented();
    PyObject* result = binary(plainer, b, slot);
    Py_DecRef(plainer);
    return result;
  }
  if (choice->reflected >= 0)
    return wrapped(
        with_number(choice->reflected, handle_of(b), kind, number, a, !behind[slot].swapped, 0));
  if (slot == TRUEDIV && reciprocal >= 0) return wrapped(divided_by(handle_of(b), kind, number, a));
  return not_implemented();
}

static PyObject* in_place(PyObject* a, PyObject* b, enum Slot slot) {
  const Choice* choice = &choices[slot];
  double number;
  int kind, ok;
  if (!ready && !prepare()) return NULL;
  if (is_tensor(b) && choice->tensors >= 0) {
    ok = dh_inplace2(choice->tensors, handle_of(a), handle_of(b));
  } else if (choice->number >= 0 && (kind = number_kind(b, &number)) >= 0) {
    ok = with_number(choice->number, handle_of(a), kind, number, b, 0, 1);
    if (!ok && PyErr_Occurred()) return NULL;
  } else {
    PyObject* plainer = foreign(b);
    if (!plainer) return PyErr_Clear(), not_implemented();
    PyObject* result = in_place(a, plainer, slot);
    Py_DecRef(plainer);
    return result;
  }
  if (!ok) return raise_core();
  Py_IncRef(a);
  return a;
}

static PyObject* unary(PyObject* a, enum Slot slot) {
  if (!ready && !prepare()) return NULL;
  return choices[slot].tensors >= 0 ? wrap(dh_call1(choices[slot].tensors, handle_of(a)))
                                    : not_implemented();
}

#define BINARY(name, slot) \
  static PyObject* name(PyObject* a, PyObject* b) { return binary(a, b, slot); }
#define BOTH(name, slot) \
  BINARY(name, slot)     \
  static PyObject* name##_in_place(PyObject* a, PyObject* b) { return in_place(a, b, slot); }
BOTH(add, ADD)
BOTH(sub, SUB)
BOTH(mul, MUL)
BOTH(truediv, TRUEDIV)
BOTH(floordiv, FLOORDIV)
BOTH(mod, MOD)
BINARY(matmul, MATMUL)
BOTH(and_, AND)
BOTH(or_, OR)
BOTH(xor_, XOR)
BOTH(lshift, LSHIFT)
BOTH(rshift, RSHIFT)

static PyObject* power(PyObject* a, PyObject* b, PyObject* modulus) {
  return modulus == Py_None ? binary(a, b, POW) : not_implemented();
}
static PyObject* power_in_place(PyObject* a, PyObject* b, PyObject* modulus) {
  return modulus == Py_None ? in_place(a, b, POW) : not_implemented();
}
static PyObject* negative(PyObject* a) { return unary(a, NEG); }
static PyObject* absolute(PyObject* a) { return unary(a, ABS); }
static PyObject* invert(PyObject* a) { return unary(a, INVERT); }
static PyObject* positive(PyObject* a) {
  Py_IncRef(a);
  return a;
}

static PyObject* compare(PyObject* a, PyObject* b, int op) {
  static const enum Slot of[] = {
      [Py_LT] = LT, [Py_LE] = LE, [Py_EQ] = EQ, [Py_NE] = NE, [Py_GT] = GT, [Py_GE] = GE};
  return binary(a, b, of[op]);
}

// The truth of a tensor, and its one element as int, float and index.
static int truth(PyObject* self) {
  double count = dh_numel(handle_of(self));
  if (count != 1) {
    PyErr_Format(PyExc_RuntimeError, "Boolean value of Tensor with %s is ambiguous",
                 count == 0 ? "no values" : "more than one value");
    return -1;
  }
  double value = dh_item(handle_of(self));
  return value != 0;  // NaN is true, as in Python
}

static PyObject* single(PyObject* self) {
  if (dh_numel(handle_of(self)) == 1) return tensor_item(self);
  PyErr_SetString(PyExc_ValueError, "only one element tensors can be converted to Python scalars");
  return NULL;
}

// As PyTorch does, once a process, in float() and what calls it (`"%.2f" % loss`).
static int warn_of_gradient(PyObject* self) {
  static int warned;
  if (warned || !dh_grad_enabled() || dh_requires_grad(handle_of(self)) <= 0) return 1;
  warned = 1;
  return PyErr_WarnEx(PyExc_UserWarning,
                      "Converting a tensor with requires_grad=True to a scalar may lead to "
                      "unexpected behavior.\nConsider using tensor.detach() first.",
                      1) == 0;
}

static PyObject* as_float(PyObject* self) {
  if (!warn_of_gradient(self)) return NULL;
  PyObject* item = single(self);
  PyObject* result = item ? PyNumber_Float(item) : NULL;
  Py_DecRef(item);
  return result;
}

static PyObject* as_int(PyObject* self) {
  PyObject* item = single(self);
  PyObject* result = item ? PyNumber_Long(item) : NULL;
  Py_DecRef(item);
  return result;
}

static PyObject* as_index(PyObject* self) {
  int dtype = dh_dtype(handle_of(self));
  if (dh_numel(handle_of(self)) == 1 && (dtype == 0 || is_whole(dtype))) return as_int(self);
  PyErr_SetString(PyExc_TypeError,
                  "only integer tensors of a single element can be converted to an index");
  return NULL;
}

PyType_Slot number_slots[] = {
    {Py_nb_add, (void*)add},
    {Py_nb_inplace_add, (void*)add_in_place},
    {Py_nb_subtract, (void*)sub},
    {Py_nb_inplace_subtract, (void*)sub_in_place},
    {Py_nb_multiply, (void*)mul},
    {Py_nb_inplace_multiply, (void*)mul_in_place},
    {Py_nb_true_divide, (void*)truediv},
    {Py_nb_inplace_true_divide, (void*)truediv_in_place},
    {Py_nb_floor_divide, (void*)floordiv},
    {Py_nb_inplace_floor_divide, (void*)floordiv_in_place},
    {Py_nb_remainder, (void*)mod},
    {Py_nb_inplace_remainder, (void*)mod_in_place},
    {Py_nb_power, (void*)power},
    {Py_nb_inplace_power, (void*)power_in_place},
    {Py_nb_matrix_multiply, (void*)matmul},
    {Py_nb_and, (void*)and_},
    {Py_nb_inplace_and, (void*)and__in_place},
    {Py_nb_or, (void*)or_},
    {Py_nb_inplace_or, (void*)or__in_place},
    {Py_nb_xor, (void*)xor_},
    {Py_nb_inplace_xor, (void*)xor__in_place},
    {Py_nb_lshift, (void*)lshift},
    {Py_nb_inplace_lshift, (void*)lshift_in_place},
    {Py_nb_rshift, (void*)rshift},
    {Py_nb_inplace_rshift, (void*)rshift_in_place},
    {Py_nb_negative, (void*)negative},
    {Py_nb_absolute, (void*)absolute},
    {Py_nb_invert, (void*)invert},
    {Py_nb_positive, (void*)positive},
    {Py_nb_bool, (void*)truth},
    {Py_nb_float, (void*)as_float},
    {Py_nb_int, (void*)as_int},
    {Py_nb_index, (void*)as_index},
    {Py_tp_richcompare, (void*)compare},
    {0, NULL},
};
