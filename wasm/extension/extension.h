// What the files of the extension share. One module, `_dh`: the Python objects that own handles of
// the core, and calls of the flat API (wasm/api/dh.h) with arguments converted by signature.
#pragma once

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030b0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "../api/dh.h"

// Internal functions must not become imports of the side module itself, which doubles their cost.
#pragma GCC visibility push(hidden)

// --- objects: object.c ------------------------------------------------------------------------
typedef struct {
  PyObject_HEAD int handle;
} Handle;

extern PyTypeObject* tensor_base;  // _dh.TensorBase
extern PyTypeObject*
    tensor_type;                  // the Python class of results: torch.Tensor once it is registered
extern PyTypeObject* node_base;   // _dh.NodeBase: a node of the graph
extern PyObject* parameter_type;  // torch.nn.Parameter
extern PyObject* size_type;       // torch.Size
extern PyObject* node_class;      // function: name of a node -> its Python class
extern PyObject* ndarray_type;    // numpy.ndarray
// Codes of dtypes (dh.h). The narrow ones are kept, and cross as bytes, as int64 and float32: the
// lowest two bits of the code say so.
enum { UINT8 = 17, DTYPES = 18 };
static inline int is_whole(int dtype) { return (dtype & 3) == 1; }
static inline int is_single(int dtype) { return (dtype & 3) == 2; }
static inline int width_of(int dtype) { return !(dtype & 3) ? 1 : is_single(dtype) ? 4 : 8; }
static inline int is_mask(int dtype) { return dtype == 0 || dtype == UINT8; }
extern PyObject* dtype_objects[DTYPES];  // by dtype code

static inline int handle_of(PyObject* object) { return ((Handle*)object)->handle; }
static inline int is_tensor(PyObject* object) {
  return Py_TYPE(object) == tensor_type || (PyObject*)Py_TYPE(object) == parameter_type ||
         PyType_IsSubtype(Py_TYPE(object), tensor_base);
}
PyObject* wrap(int handle);                         // takes the ownership of the handle; 0 raises
PyObject* wrap_or_none(int handle);                 // 0 is None
PyObject* wrap_as(PyTypeObject* type, int handle);  // always a new object
PyObject* wrap_node(int handle);
int is_node(PyObject* object);  // or raises
void forget_dead_functions(void);
void handle_dealloc(PyObject* self);

// --- handle -> object, borrowed: table.c ------------------------------------------------------
PyObject* table_get(int handle);
int table_put(int handle, PyObject* object);
void table_drop(int handle, PyObject* object);

// --- errors: errors.c -------------------------------------------------------------------------
PyObject* raise_core(void);  // raises what waits in the core; returns NULL
const char* type_name(PyObject* object, char* buffer,
                      int size);  // as PyTorch names it in its texts
PyObject* none(void);             // a new reference to None
PyObject* not_implemented(void);
PyObject* checked(int ok);  // None, or the core's error
int check_tensor(PyObject* object, const char* function, const char* argument, int position);

// --- signatures and conversion: signature.c, convert.c, call.c --------------------------------
enum { MAX_PARAMS = 12 };
enum Kind {
  KIND_TENSOR,
  KIND_TENSOR_OR_NUMBER,
  KIND_TENSORS,
  KIND_BOOL,
  KIND_INT,
  KIND_FLOAT,
  KIND_NUMBER,
  KIND_INTS,
  KIND_FLOATS,
  KIND_DTYPE,
  KIND_STR,
  KIND_INTS_OR_STR
};
typedef struct {
  PyObject* name;
  PyObject* missing;  // the default, or NULL: required
  char kind, optional, keyword, varargs, none_elements;
} Param;
typedef struct {
  PyObject* name;
  PyObject* result;  // class of a named tuple for several outputs, or NULL
  int count, inputs;
  Param params[MAX_PARAMS];
} Op;
extern Op** ops;
extern int ops_count;
Op* op_at(int id);                        // raises when there is none
int op_find(const char* name);            // first entry of the name, -1 and an error without
int op_search(const char* name);          // the same without an error
enum { AS_FUNCTION = 1, AS_METHOD = 0 };  // how positions are counted in texts

// Checks one argument; may replace it by a plainer object that is then put into *keep. 1 fits, 0
// does not, -1 raised. After it fits, push() cannot fail: no half-pushed call is ever left in the
// core.
int fits(const Op* op, int index, PyObject** value, PyObject** keep);
void push(const Param* param, PyObject* value);
void push_int(PyObject* value);
void push_number(PyObject* value);
void raise_misfit(const Op* op, int index, PyObject* value, int first, const char* suffix);
int number_kind(PyObject* value, double* number);  // 0 bool, 1 int, 2 float, -1 no number
int dtype_code(PyObject* value);                   // -1: no dtype
PyObject* plain_number(PyObject* value);           // of a NumPy scalar or a 0-d tensor; NULL: none
PyObject* call_op(int id, PyObject* const* args, Py_ssize_t n, int first);
PyObject* result_of(const Op* op, int handle);

// --- options of entries: optim.c --------------------------------------------------------------
// An option as a plain value that push_option() takes, or NULL in *kept where it is one already.
// `changes` is set where the same object may hold another value at the next call: a tensor (lr may
// be one), a list. 0: raised.
int plain_option(PyObject* value, PyObject** kept, PyObject* name, int* changes);
void push_option(PyObject* value);

// --- 64 bits: wide.c --------------------------------------------------------------------------
long long wide_of(PyObject* value, int* overflow);  // of a Python int
unsigned long long wide_mask(PyObject* value);      // its low 64 bits
PyObject* wide_from(long long value);

// --- values: value.c, data.c ------------------------------------------------------------------
PyObject* tensor_item(PyObject* self);  // the one element as a Python number
PyObject* tensor_tolist(PyObject* self);
PyObject* tensor_shape(PyObject* self);
PyObject* tensor_from_number(PyObject* number);  // 0-d
extern int default_dtype;

// --- what each file adds to the module --------------------------------------------------------
int add_objects(PyObject* module);
int add_signatures(PyObject* module);
int add_calls(PyObject* module);
int add_overloads(PyObject* module);
int add_data(PyObject* module);
int add_values(PyObject* module);
int add_autograd(PyObject* module);
int add_nodes(PyObject* module);
int add_optim(PyObject* module);
int add_random(PyObject* module);
int add_schedule(PyObject* module);

// --- slots and methods of TensorBase, gathered by object.c ------------------------------------
extern PyType_Slot number_slots[];    // numbers.c, ends with {0}
extern PyType_Slot index_slots[];     // index.c
extern PyGetSetDef tensor_getset[];   // attributes.c
extern PyMethodDef tensor_methods[];  // attributes.c
PyObject* tensor_backward(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names);

#pragma GCC visibility pop
