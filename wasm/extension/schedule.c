// The formulas of learning-rate schedulers: one call gives the rate of one group.
#include "extension.h"

enum { MAX_VALUES = 16, MOMENT = 5 };

// schedule(id, form, names, values, moment): the plan's values with their names, and (last_epoch,
// _step_count, _is_initial, lr, initial_lr) -> a number or a Tensor
static PyObject* schedule(PyObject* module, PyObject* args) {
  (void)module;
  int id, form, changes = 0, ok = 1, done = 0;
  PyObject *names, *values, *moment, *all[MAX_VALUES + MOMENT], *kept[MAX_VALUES + MOMENT];
  if (!PyArg_ParseTuple(args, "iiO!O!O!", &id, &form, &PyTuple_Type, &names, &PyTuple_Type, &values,
                        &PyTuple_Type, &moment))
    return NULL;
  int count = (int)PyTuple_Size(values);
  if (count < 0 || count > MAX_VALUES || PyTuple_Size(names) != count ||
      PyTuple_Size(moment) != MOMENT) {
    PyErr_SetString(PyExc_ValueError, "schedule(): a wrong number of values");
    return NULL;
  }
  PyObject* lr = PyUnicode_FromString("lr");
  for (; lr && ok && done < count + MOMENT; ++done) {
    all[done] =
        done < count ? PyTuple_GetItem(values, done) : PyTuple_GetItem(moment, done - count);
    PyObject* name = done < count ? PyTuple_GetItem(names, done) : lr;
    ok = plain_option(all[done], &kept[done], name, &changes);
    if (ok && kept[done]) all[done] = kept[done];
  }
  int kind = 0;
  if (ok && lr) {
    dh_arg_open();
    for (int i = 0; i < count; ++i) push_option(all[i]);
    dh_arg_close();
    for (int i = 0; i < MOMENT; ++i) push_option(all[count + i]);
    kind = dh_schedule(id, form);
    if (!kind) raise_core();
  }
  for (int i = 0; i < done; ++i) Py_DecRef(kept[i]);
  Py_DecRef(lr);
  if (!kind) return NULL;
  if (kind == 3) return wrap(dh_output(0));
  return kind == 2 ? PyLong_FromDouble(dh_schedule_value())
                   : PyFloat_FromDouble(dh_schedule_value());
}

static PyMethodDef functions[] = {
    {"schedule", schedule, METH_VARARGS, "schedule(id, form, names, values, moment)"},
    {NULL, NULL, 0, NULL}};

int add_schedule(PyObject* module) { return PyModule_AddFunctions(module, functions); }
