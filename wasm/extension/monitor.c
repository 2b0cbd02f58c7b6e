// sys.monitoring callbacks. Tool 3 sees each code object once, when it first starts, and gives the
// user's own its local events; tool 4 gets those (every jump and function start), and every 16 ms
// calls a Python function, which may suspend Python, and says whether to stop.
//
// An exception from a jump's callback would pass every handler of the jumping frame, `finally` and
// `with` too (CPython 3.12 to 3.14 looks for the handler at a wrong address). So KeyboardInterrupt
// is raised at the instruction that comes next, where it meets them all.
#include "wasm/extension/monitor.h"

#include <time.h>

enum { kFinder = 3, kWatcher = 4 };  // the ids that sys.monitoring leaves to anybody
static const double kFrame = 0.016;  // seconds between two looks at the page's messages
// Reading the clock costs as much as three loop turns, so some events pass without. Never many:
// the turns may turn slow at any moment, and nothing but the clock tells.
enum { kMaxSkip = 4 };

static PyObject* monitoring;  // sys.monitoring
static PyObject* disable;     // its DISABLE
static PyObject* look;        // called every frame
static PyObject* library;     // tuple of path prefixes: code that is not the user's
static PyObject* events;      // JUMP | PY_START
static PyObject* to_raise;    // the same and INSTRUCTION
static int skip, left;  // events to pass between two readings of the clock; of them still to come
static double read_at, looked_at;
static int looking;  // inside `look`: the code that it runs is not looked at

// Seconds.
#ifdef __EMSCRIPTEN__
// Not clock_gettime: Pyodide's compiler and ours differ in the size of time_t.
extern double emscripten_get_now(void);
static double now(void) { return 1e-3 * emscripten_get_now(); }
#else
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
#endif

static PyObject* none(void) {
  Py_IncRef(Py_None);
  return Py_None;
}

static int set_events(PyObject* code, PyObject* which) {
  PyObject* done =
      PyObject_CallMethod(monitoring, "set_local_events", "iOO", (int)kWatcher, code, which);
  Py_DecRef(done);
  return done ? 0 : -1;
}

// A jump or a function start in the user's code.
static PyObject* on_event(PyObject* module, PyObject* const* args, Py_ssize_t count) {
  (void)module, (void)count;
  if (--left > 0) return none();
  double t = now();
  double slice = t - read_at;
  read_at = t;
  if (slice > 1e-3) {
    skip = 0;  // where turns are slow, each is looked at
  } else if (skip < kMaxSkip) {
    ++skip;
  }
  left = skip;
  if (t - looked_at < kFrame || looking) return none();
  looking = 1;
  PyObject* result = PyObject_CallNoArgs(look);
  int stop = result ? PyObject_IsTrue(result) : -1;
  Py_DecRef(result);
  looking = 0;
  looked_at = read_at = now();
  if (stop < 0 || (stop && set_events(args[0], to_raise) < 0)) return NULL;
  return none();
}

// The instruction after the event at which `look` said to stop.
static PyObject* on_instruction(PyObject* module, PyObject* const* args, Py_ssize_t count) {
  (void)module, (void)count;
  if (set_events(args[0], events) == 0) PyErr_SetNone(PyExc_KeyboardInterrupt);
  return NULL;
}

// Gives a code object, and those nested in it, the local events. -1: exception.
static int watch(PyObject* code) {
  if (set_events(code, events) < 0) return -1;
  PyObject* constants = PyObject_GetAttrString(code, "co_consts");
  if (!constants) return -1;
  int failed = 0;
  for (Py_ssize_t i = 0, n = PyTuple_Size(constants); i < n && !failed; ++i) {
    PyObject* item = PyTuple_GetItem(constants, i);
    if (Py_TYPE(item) == Py_TYPE(code)) failed = watch(item);
  }
  Py_DecRef(constants);
  return failed;
}

// 1: the user's own; 0: a library's; -1: exception.
static int is_own(PyObject* code) {
  PyObject* name = PyObject_GetAttrString(code, "co_filename");
  if (!name) return -1;
  Py_ssize_t found = 0;
  for (Py_ssize_t i = 0, n = PyTuple_Size(library); i < n && found == 0; ++i) {
    found = PyUnicode_Tailmatch(name, PyTuple_GetItem(library, i), 0, PY_SSIZE_T_MAX, -1);
  }
  Py_DecRef(name);
  return found < 0 ? -1 : !found;
}

// A code object starts for the first time.
static PyObject* on_first_start(PyObject* module, PyObject* const* args, Py_ssize_t count) {
  (void)module, (void)count;
  int own = is_own(args[0]);
  if (own < 0 || (own && watch(args[0]) < 0)) return NULL;
  Py_IncRef(disable);
  return disable;
}

static PyMethodDef on_event_def = {"on_event", (PyCFunction)on_event, METH_FASTCALL, 0};
static PyMethodDef on_instruction_def = {"on_instruction", (PyCFunction)on_instruction,
                                         METH_FASTCALL, 0};
static PyMethodDef on_first_start_def = {"on_first_start", (PyCFunction)on_first_start,
                                         METH_FASTCALL, 0};

static int event_number(const char* name) {
  PyObject* all = PyObject_GetAttrString(monitoring, "events");
  PyObject* one = all ? PyObject_GetAttrString(all, name) : NULL;
  long value = one ? PyLong_AsLong(one) : -1;
  Py_DecRef(all);
  Py_DecRef(one);
  return (int)value;
}

static int ok(PyObject* result) {
  Py_DecRef(result);
  return result != NULL;
}

static int hear(int tool, const char* event, PyMethodDef* def) {
  int number = event_number(event);
  if (number < 0) return 0;
  PyObject* function = PyCFunction_NewEx(def, NULL, NULL);
  int done = function && ok(PyObject_CallMethod(monitoring, "register_callback", "iiO", tool,
                                                number, function));
  Py_DecRef(function);
  return done;
}

// monitor_start(look, *library): library are prefixes of the file names whose code is left alone.
static PyObject* monitor_start(PyObject* module, PyObject* args) {
  (void)module;
  if (look) {
    PyErr_SetString(PyExc_RuntimeError, "the monitor runs already");
    return NULL;
  }
  Py_ssize_t count = PyTuple_Size(args);
  PyObject* sys = PyImport_ImportModule("sys");
  monitoring = sys ? PyObject_GetAttrString(sys, "monitoring") : NULL;
  Py_DecRef(sys);
  if (!monitoring || !(disable = PyObject_GetAttrString(monitoring, "DISABLE"))) return NULL;
  int jump = event_number("JUMP");
  int start = event_number("PY_START");
  int instruction = event_number("INSTRUCTION");
  if (jump < 0 || start < 0 || instruction < 0) return NULL;
  events = PyLong_FromLong(jump | start);
  to_raise = PyLong_FromLong(jump | start | instruction);
  if (!events || !to_raise) return NULL;
  if (!(library = PyTuple_GetSlice(args, 1, count))) return NULL;
  look = PyTuple_GetItem(args, 0);
  if (!look) return NULL;
  Py_IncRef(look);
  looked_at = read_at = now();
  if (!ok(PyObject_CallMethod(monitoring, "use_tool_id", "is", (int)kFinder, "downhill: find")) ||
      !ok(PyObject_CallMethod(monitoring, "use_tool_id", "is", (int)kWatcher, "downhill: watch")) ||
      !hear(kWatcher, "JUMP", &on_event_def) || !hear(kWatcher, "PY_START", &on_event_def) ||
      !hear(kWatcher, "INSTRUCTION", &on_instruction_def) ||
      !hear(kFinder, "PY_START", &on_first_start_def) ||
      !ok(PyObject_CallMethod(monitoring, "set_events", "ii", (int)kFinder, start))) {
    return NULL;
  }
  return none();
}

static PyObject* monitor_code(PyObject* module, PyObject* code) {
  (void)module;
  if (!look) {
    PyErr_SetString(PyExc_RuntimeError, "the monitor does not run");
    return NULL;
  }
  skip = left = 0;  // how fast its turns are is not known yet
  looked_at = read_at = now();
  return watch(code) < 0 ? NULL : none();
}

static PyMethodDef functions[] = {
    {"monitor_start", monitor_start, METH_VARARGS, 0},
    {"monitor_code", monitor_code, METH_O, 0},
    {0, 0, 0, 0},
};

int monitor_add(PyObject* module) { return PyModule_AddFunctions(module, functions); }
