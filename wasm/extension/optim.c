// One step of an optimizer, one call per group: options, parameters and states are read out of the
// ordinary dicts of torch.optim.Optimizer, the rule runs in the core, new state goes back into
// them.
#include "extension.h"

enum { MAX_OPTIONS = 24, MAX_STATES = 12, MAX_RULES = 64 };

typedef struct {
  PyObject* options[MAX_OPTIONS];  // names, in the order of the schema
  PyObject* states[MAX_STATES];
  int option_count, state_count;
  // The options that the core holds for this rule, by identity (owned); none when they cannot be
  // told by it.
  PyObject* sent[MAX_OPTIONS];
  int is_sent;
} Rule;
static Rule* rules[MAX_RULES];
static PyObject *key_params, *key_lr;

static int read_names(PyObject* tuple, PyObject** names, int most) {
  Py_ssize_t count = PyTuple_Size(tuple);
  if (count < 0 || count > most) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "define_rule(): too many names");
    return -1;
  }
  for (Py_ssize_t i = 0; i < count; ++i) {
    names[i] = PyTuple_GetItem(tuple, i);
    Py_IncRef(names[i]);
    PyUnicode_InternInPlace(&names[i]);
  }
  return (int)count;
}

// define_rule(id, names of options, names of states)
static PyObject* define_rule(PyObject* module, PyObject* args) {
  (void)module;
  int id;
  PyObject *options, *states;
  if (!PyArg_ParseTuple(args, "iO!O!", &id, &PyTuple_Type, &options, &PyTuple_Type, &states))
    return NULL;
  if (id < 0 || id >= MAX_RULES) {
    PyErr_SetString(PyExc_ValueError, "define_rule(): no such id");
    return NULL;
  }
  Rule* rule = PyMem_Calloc(1, sizeof *rule);
  if (!rule) return PyErr_NoMemory();
  rule->option_count = read_names(options, rule->options, MAX_OPTIONS);
  rule->state_count = read_names(states, rule->states, MAX_STATES);
  if (rule->option_count < 0 || rule->state_count < 0) return NULL;
  rules[id] = rule;
  return none();
}

static Rule* rule_at(PyObject* id, int* number) {
  *number = (int)PyLong_AsLong(id);
  if (!PyErr_Occurred() && *number >= 0 && *number < MAX_RULES && rules[*number])
    return rules[*number];
  if (!PyErr_Occurred()) PyErr_Format(PyExc_ValueError, "there is no optimizer %d", *number);
  return NULL;
}

int plain_option(PyObject* value, PyObject** kept, PyObject* name, int* changes) {
  double unused;
  *kept = NULL;
  if (PyLong_Check(value)) {
    int overflow;
    wide_of(value, &overflow);
    if (overflow) PyErr_SetString(PyExc_OverflowError, "int too big to convert");
    return !overflow;
  }
  if (value == Py_None || PyUnicode_Check(value) || number_kind(value, &unused) >= 0) return 1;
  if (PyTuple_Check(value) || PyList_Check(value)) {
    Py_ssize_t count = PySequence_Size(value);
    PyObject* plain = PyTuple_New(count);
    *changes |= PyList_Check(value);
    for (Py_ssize_t i = 0; plain && i < count; ++i) {
      PyObject* one = PySequence_GetItem(value, i);
      PyObject* inner = NULL;
      if (!one || !plain_option(one, &inner, name, changes)) {
        Py_DecRef(one);
        Py_DecRef(plain);
        return 0;
      }
      if (inner) {
        Py_DecRef(one);
        one = inner;
      }
      PyTuple_SetItem(plain, i, one);
    }
    *kept = plain;
    return plain != NULL;
  }
  *changes = 1;
  if (is_tensor(value)) return 1;  // lr may be one: read at each step
  *kept = plain_number(value);
  if (*kept) return 1;
  if (!PyErr_Occurred()) PyErr_Format(PyExc_TypeError, "%U must be a number", name);
  return 0;
}

void push_option(PyObject* value) {
  if (value == Py_None) {
    dh_arg_none();
  } else if (is_tensor(value)) {
    dh_arg_tensor(handle_of(value));
  } else if (PyUnicode_Check(value)) {
    Py_ssize_t length;
    const char* text = PyUnicode_AsUTF8AndSize(value, &length);
    dh_copy_in(text, (int)length);
    dh_arg_text();
  } else if (PyTuple_Check(value)) {
    dh_arg_open();
    for (Py_ssize_t i = 0; i < PyTuple_Size(value); ++i) push_option(PyTuple_GetItem(value, i));
    dh_arg_close();
  } else {
    push_number(value);
  }
}

static void forget_sent(Rule* rule) {
  if (rule->is_sent)
    for (int i = 0; i < rule->option_count; ++i) Py_DecRef(rule->sent[i]);
  rule->is_sent = 0;
}

static int send_options(int id, Rule* rule, PyObject* group) {
  PyObject *values[MAX_OPTIONS], *plain[MAX_OPTIONS], *kept[MAX_OPTIONS] = {0};
  int ok = 1, done = 0, changes = 0, same = rule->is_sent;
  for (int i = 0; i < rule->option_count; ++i) {
    values[i] = PyDict_GetItemWithError(group, rule->options[i]);
    if (!values[i]) {
      if (!PyErr_Occurred()) PyErr_SetObject(PyExc_KeyError, rule->options[i]);
      return 0;
    }
    same = same && values[i] == rule->sent[i];
  }
  if (same) return 1;
  forget_sent(rule);
  for (; ok && done < rule->option_count; ++done) {
    ok = plain_option(values[done], &kept[done], rule->options[done], &changes);
    plain[done] = kept[done] ? kept[done] : values[done];
  }
  if (ok) {
    for (int i = 0; i < rule->option_count; ++i) push_option(plain[i]);
    ok = dh_rule_options(id);
    if (!ok) raise_core();
  }
  if (ok && !changes) {
    for (int i = 0; i < rule->option_count; ++i) {
      Py_IncRef(values[i]);
      rule->sent[i] = values[i];
    }
    rule->is_sent = 1;
  }
  for (int i = 0; i < done; ++i) Py_DecRef(kept[i]);
  return ok;
}

// What is pushed for a state: all of it is checked before the first is pushed.
static int send_states(const Rule* rule, PyObject* state) {
  PyObject* values[MAX_STATES];
  double unused;
  for (int i = 0; i < rule->state_count; ++i) {
    values[i] = state ? PyDict_GetItemWithError(state, rule->states[i]) : NULL;
    if (!values[i] && PyErr_Occurred()) return 0;
    if (!values[i] || values[i] == Py_None || is_tensor(values[i]) ||
        number_kind(values[i], &unused) >= 0)
      continue;
    char name[200];
    PyErr_Format(PyExc_TypeError, "state '%U' must be a Tensor, not %s", rule->states[i],
                 type_name(values[i], name, sizeof name));
    return 0;
  }
  for (int i = 0; i < rule->state_count; ++i)
    if (!values[i] || values[i] == Py_None)
      dh_arg_none();
    else if (is_tensor(values[i]))
      dh_arg_tensor(handle_of(values[i]));
    else
      push_number(values[i]);
  return 1;
}

// Puts the states that this call made under their names, in PyTorch's order.
static int keep_made(const Rule* rule, PyObject* states, PyObject* parameter, int made) {
  int handles[MAX_STATES] = {0};
  for (int i = 0; i < rule->state_count; ++i)
    if (made >> i & 1) handles[i] = dh_output(i);
  PyObject* state = PyObject_GetItem(states, parameter);  // a defaultdict makes the entry
  if (!state && PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    state = PyDict_New();
    if (state && PyObject_SetItem(states, parameter, state) < 0) {
      Py_DecRef(state);
      state = NULL;
    }
  }
  int ok = state != NULL;
  for (int i = 0; i < rule->state_count; ++i) {
    if (!handles[i]) continue;
    if (!ok) {
      dh_release(handles[i]);
      continue;
    }
    PyObject* tensor = wrap(handles[i]);
    ok = tensor && PyObject_SetItem(state, rule->states[i], tensor) == 0;
    Py_DecRef(tensor);
  }
  Py_DecRef(state);
  return ok;
}

static int step_one(int id, const Rule* rule, PyObject* parameter, PyObject* states, int init) {
  int tensor = handle_of(parameter), gradient = init ? 0 : dh_grad(tensor);
  if (!init && !gradient) return 1;
  PyObject* state = PyDict_GetItemWithError(states, parameter);
  int ok = (state || !PyErr_Occurred()) && send_states(rule, state);
  if (ok) {
    int made = init ? dh_rule_init(id, tensor) : dh_rule_step(id, tensor, gradient);
    if (!made) raise_core();
    ok = made && (made >> 1 == 0 || keep_made(rule, states, parameter, made >> 1));
  }
  if (gradient) dh_release(gradient);
  return ok;
}

static int over_group(PyObject* rule_id, PyObject* group, PyObject* states, int init) {
  int id;
  Rule* rule;
  if (!PyDict_Check(group)) {
    PyErr_SetString(PyExc_TypeError, "a parameter group must be a dict");
    return 0;
  }
  if (!(rule = rule_at(rule_id, &id)) || !send_options(id, rule, group)) return 0;
  PyObject* params = PyDict_GetItemWithError(group, key_params);
  if (!params || !PyList_Check(params)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "group['params'] must be a list");
    return 0;
  }
  for (Py_ssize_t i = 0; i < PyList_Size(params); ++i) {
    PyObject* parameter = PyList_GetItem(params, i);
    if (!check_tensor(parameter, "step", "params", (int)i + 1)) return 0;
    Py_IncRef(parameter);
    int ok = step_one(id, rule, parameter, states, init);
    Py_DecRef(parameter);
    if (!ok) return 0;
  }
  return 1;
}

static int are_groups(PyObject* const* args, Py_ssize_t n, Py_ssize_t wanted) {
  if (n == wanted && PyList_Check(args[1]) && PyDict_Check(args[2])) return 1;
  PyErr_SetString(PyExc_TypeError,
                  "a rule's id, the groups (a list) and the states (a dict) are wanted");
  return 0;
}

static int over_groups(PyObject* const* args, int init) {
  for (Py_ssize_t i = 0; i < PyList_Size(args[1]); ++i)
    if (!over_group(args[0], PyList_GetItem(args[1], i), args[2], init)) return 0;
  return 1;
}

// step(rule, groups, states): one update of every parameter that has a gradient.
static PyObject* step(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return are_groups(args, n, 3) && over_groups(args, 0) ? none() : NULL;
}

// init_states(rule, groups, states): the state that a rule makes before any step (Adagrad).
static PyObject* init_states(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  return are_groups(args, n, 3) && over_groups(args, 1) ? none() : NULL;
}

// step_recorded(rule, groups, states, series): the commonest step in one call, told to the recorder
// first. False: nothing was done, for there is no rule, the learning rate is no float, or the
// series is closed.
static PyObject* step_recorded(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n == 4 && args[0] == Py_None) return PyBool_FromLong(0);
  if (!are_groups(args, n, 4)) return NULL;
  PyObject* group = PyList_Size(args[1]) ? PyList_GetItem(args[1], 0) : NULL;
  PyObject* lr = group && PyDict_Check(group) ? PyDict_GetItemWithError(group, key_lr) : NULL;
  if (!lr || !PyFloat_CheckExact(lr)) return PyErr_Occurred() ? NULL : PyBool_FromLong(0);
  int series = (int)PyLong_AsLong(args[3]);
  double value = PyFloat_AsDouble(lr);
  if (PyErr_Occurred()) return NULL;
  int status = dh_series_step(series, value);
  if (!status) return raise_core();
  if (status != 1) return PyBool_FromLong(0);
  return over_groups(args, 0) ? PyBool_FromLong(1) : NULL;
}

// A state of a rule over the whole problem: a number, a tensor, None, or a list of them. 0: raised.
static int check_state(PyObject* value, PyObject* name) {
  double unused;
  if (value == Py_None || is_tensor(value) || number_kind(value, &unused) >= 0) return 1;
  if (PyList_Check(value)) {
    for (Py_ssize_t i = 0; i < PyList_Size(value); ++i)
      if (!check_state(PyList_GetItem(value, i), name)) return 0;
    return 1;
  }
  PyErr_Format(PyExc_TypeError, "state '%U' is no number, tensor or list of them", name);
  return 0;
}
static void push_state(PyObject* value) {
  if (!value || value == Py_None) {
    dh_arg_none();
  } else if (is_tensor(value)) {
    dh_arg_tensor(handle_of(value));
  } else if (PyList_Check(value)) {
    dh_arg_open();
    for (Py_ssize_t i = 0; i < PyList_Size(value); ++i) push_state(PyList_GetItem(value, i));
    dh_arg_close();
  } else {
    push_number(value);
  }
}

// task(rule, group, state) -> id: a step of a rule over the whole problem begins
static PyObject* task(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  int id;
  Rule* rule;
  if (n != 3 || !PyDict_Check(args[1]) || !PyDict_Check(args[2])) {
    PyErr_SetString(PyExc_TypeError, "a rule's id, a group and a state (dicts) are wanted");
    return NULL;
  }
  if (!(rule = rule_at(args[0], &id)) || !send_options(id, rule, args[1])) return NULL;
  PyObject *params = PyDict_GetItemWithError(args[1], key_params), *values[MAX_STATES];
  if (!params || !PyList_Check(params)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "group['params'] must be a list");
    return NULL;
  }
  for (Py_ssize_t i = 0; i < PyList_Size(params); ++i)
    if (!check_tensor(PyList_GetItem(params, i), "step", "params", (int)i + 1)) return NULL;
  for (int i = 0; i < rule->state_count; ++i) {
    values[i] = PyDict_GetItemWithError(args[2], rule->states[i]);
    if (values[i] ? !check_state(values[i], rule->states[i]) : PyErr_Occurred() != NULL)
      return NULL;
  }
  dh_arg_open();
  for (Py_ssize_t i = 0; i < PyList_Size(params); ++i)
    dh_arg_tensor(handle_of(PyList_GetItem(params, i)));
  dh_arg_close();
  for (int i = 0; i < rule->state_count; ++i) push_state(values[i]);
  int made = dh_task(id);
  return made ? PyLong_FromLong(made) : raise_core();
}

// task_tell(id, loss) -> whether it asks for the loss again
static PyObject* task_tell(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n != 2) {
    PyErr_SetString(PyExc_TypeError, "task_tell() takes a task and a loss");
    return NULL;
  }
  int id = (int)PyLong_AsLong(args[0]);
  PyObject* number = PyErr_Occurred() ? NULL : PyNumber_Float(args[1]);
  if (!number) return NULL;
  double value = PyFloat_AsDouble(number);
  Py_DecRef(number);
  int status = dh_task_tell(id, is_tensor(args[1]) ? handle_of(args[1]) : 0, value);
  return status ? PyBool_FromLong(status == 1) : raise_core();
}

// task_end(id) -> (its state as JSON, the tensors in it)
static PyObject* task_end(PyObject* module, PyObject* id) {
  (void)module;
  int task = (int)PyLong_AsLong(id);
  if (PyErr_Occurred()) return NULL;
  int length = dh_task_end(task);
  if (!length) return raise_core();
  char* text = PyMem_Malloc(length);
  if (!text) return PyErr_NoMemory();
  dh_copy_out(text, length);
  PyObject *tensors = PyList_New(0), *result = NULL;
  for (int i = 0; tensors && i < dh_outputs(); ++i) {
    PyObject* one = wrap(dh_output(i));
    if (!one || PyList_Append(tensors, one) < 0) {
      Py_DecRef(tensors);
      tensors = NULL;
    }
    Py_DecRef(one);
  }
  if (tensors) result = Py_BuildValue("s#N", text, (Py_ssize_t)length, tensors);
  PyMem_Free(text);
  return result;
}

// drop_grads(groups): zero_grad(set_to_none=True)
static PyObject* drop_grads(PyObject* module, PyObject* groups) {
  (void)module;
  if (!PyList_Check(groups)) {
    PyErr_SetString(PyExc_TypeError, "param_groups must be a list");
    return NULL;
  }
  for (Py_ssize_t g = 0; g < PyList_Size(groups); ++g) {
    PyObject* group = PyList_GetItem(groups, g);
    PyObject* params = PyDict_Check(group) ? PyDict_GetItemWithError(group, key_params) : NULL;
    if (!params || !PyList_Check(params)) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "group['params'] must be a list");
      return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_Size(params); ++i) {
      PyObject* parameter = PyList_GetItem(params, i);
      if (!check_tensor(parameter, "zero_grad", "params", (int)i + 1)) return NULL;
      if (!dh_set_grad(handle_of(parameter), 0)) return raise_core();
    }
  }
  return none();
}

// series(params, JSON text) -> id; series_step(id, lr) -> False: the series is closed, a new one is
// due
static PyObject* series(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  Py_ssize_t length;
  const char* text =
      n == 2 && PyList_Check(args[0]) ? PyUnicode_AsUTF8AndSize(args[1], &length) : NULL;
  if (!text) {
    if (!PyErr_Occurred())
      PyErr_SetString(PyExc_TypeError, "series() takes a list of parameters and a text");
    return NULL;
  }
  Py_ssize_t count = PyList_Size(args[0]);
  for (Py_ssize_t i = 0; i < count; ++i)
    if (!check_tensor(PyList_GetItem(args[0], i), "series", "params", (int)i + 1)) return NULL;
  dh_copy_in(text, (int)length);
  dh_arg_open();
  for (Py_ssize_t i = 0; i < count; ++i) dh_arg_tensor(handle_of(PyList_GetItem(args[0], i)));
  dh_arg_close();
  int id = dh_series();
  return id ? PyLong_FromLong(id) : raise_core();
}

static PyObject* series_step(PyObject* module, PyObject* const* args, Py_ssize_t n) {
  (void)module;
  if (n != 2) {
    PyErr_SetString(PyExc_TypeError, "series_step() takes a series and a learning rate");
    return NULL;
  }
  int id = (int)PyLong_AsLong(args[0]);
  double lr = PyFloat_AsDouble(args[1]);
  if (PyErr_Occurred()) return NULL;
  int status = dh_series_step(id, lr);
  return status ? PyBool_FromLong(status == 1) : raise_core();
}

static PyObject* series_total(PyObject* module, PyObject* id) {
  (void)module;
  int value = (int)PyLong_AsLong(id);
  return PyErr_Occurred() ? NULL : PyLong_FromDouble(dh_series_total(value));
}

static PyMethodDef functions[] = {
    {"define_rule", define_rule, METH_VARARGS, "define_rule(id, options, states)"},
    {"step", (PyCFunction)(void*)step, METH_FASTCALL, "step(rule, groups, states)"},
    {"step_recorded", (PyCFunction)(void*)step_recorded, METH_FASTCALL,
     "step_recorded(rule, groups, states, series) -> bool"},
    {"init_states", (PyCFunction)(void*)init_states, METH_FASTCALL,
     "init_states(rule, groups, states)"},
    {"task", (PyCFunction)(void*)task, METH_FASTCALL, "task(rule, group, state) -> id"},
    {"task_tell", (PyCFunction)(void*)task_tell, METH_FASTCALL, "task_tell(id, loss) -> bool"},
    {"task_end", task_end, METH_O, "task_end(id) -> (json, tensors)"},
    {"drop_grads", drop_grads, METH_O, NULL},
    {"series", (PyCFunction)(void*)series, METH_FASTCALL, "series(params, json) -> id"},
    {"series_step", (PyCFunction)(void*)series_step, METH_FASTCALL, "series_step(id, lr)"},
    {"series_total", series_total, METH_O, "How many steps a series has seen."},
    {NULL, NULL, 0, NULL},
};

int add_optim(PyObject* module) {
  key_params = PyUnicode_InternFromString("params");
  key_lr = PyUnicode_InternFromString("lr");
  if (!key_params || !key_lr) return -1;
  return PyModule_AddFunctions(module, functions);
}
