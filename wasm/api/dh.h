// The flat API of the core: what Python's extension and TypeScript's facade call per operation or
// step. This header is the one list of symbols: the build exports every function declared here.
//
// Handles are positive integers; 0 is "none", or a failure (then dh_error_kind() is not 0). A
// handle that a function returns is owned by the caller: dh_release() it once. Equal handles are
// the same object. Functions without another meaning return 1, or 0 after a failure. No exception
// leaves. int64 numbers travel as doubles where 53 bits are enough, else as two 32-bit halves.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// --- errors: the kind and text of the last failure wait until they are read -------------------
enum {
  DH_NO_ERROR,
  DH_RUNTIME_ERROR,
  DH_VALUE_ERROR,
  DH_TYPE_ERROR,
  DH_INDEX_ERROR,
  DH_NOT_IMPLEMENTED_ERROR,
  DH_ASSERTION_ERROR,
  DH_ZERO_DIVISION_ERROR,
  DH_LINALG_ERROR
};
int dh_error_kind(void);
int dh_error_text(
    void);  // puts the text (UTF-8) into the stage, forgets the error; its length in bytes

// --- the stage: a buffer in the core through which bytes cross --------------------------------
int dh_stage_resize(int bytes);
int dh_stage_size(void);
int dh_stage_pointer(void);  // wasm only: address in the core's memory, for the two functions below
// Copy between the stage and the caller's memory. Native: memcpy. In the page the caller is another
// wasm instance, and these two are JavaScript functions (web/runtime) that copy between the two
// memories.
int dh_copy_out(void* to, int bytes);
int dh_copy_in(const void* from, int bytes);  // resizes the stage to `bytes`

// --- handles ----------------------------------------------------------------------------------
int dh_retain(int handle);
int dh_release(int handle);
int dh_live(void);  // handles that somebody owns; for leak tests

// --- arguments: pushed in the order of an operator's signature, consumed by the next call -----
int dh_arg_none(void);
int dh_arg_tensor(int handle);  // 0 pushes None
int dh_arg_bool(int value);
int dh_arg_int(double value);
int dh_arg_int64(int high, int low);
int dh_arg_float(double value);
int dh_arg_dtype(int dtype);
int dh_arg_open(void);   // [ of a list of ints, floats or tensors
int dh_arg_close(void);  // ]
int dh_arg_text(void);   // the stage's bytes as a string

// --- operators (ids and signatures: the schema) -----------------------------------------------
int dh_call(int op);          // first output; the others by dh_output(1), ...
int dh_call_inplace(int op);  // the first argument is overwritten; 1 or 0
int dh_outputs(void);         // how many outputs the last call left
int dh_output(int index);     // handle (or 0 for none) of output `index` of the last call
// Short ways for the commonest shapes. kind: 0 bool, 1 int, 2 float; a number argument stays "weak"
// as in PyTorch: it does not widen a tensor's dtype.
int dh_call1(int op, int a);
int dh_call2(int op, int a, int b);
int dh_call2n(int op, int a, int kind, double value);
int dh_calln2(int op, int kind, double value, int b);
int dh_inplace2(int op, int a, int b);
int dh_inplace2n(int op, int a, int kind, double value);

// --- tensors. dtype codes: 0 bool, 1 int64, 2 float32, 3 float64; as bytes of int64 cross 5 int32,
// 9 int16, 13 int8 and 17 uint8, as bytes of float32 6 float16 and 10 bfloat16 -----------------
int dh_dtype(int tensor);
int dh_dim(int tensor);
double dh_size(int tensor, int dim);
double dh_stride(int tensor, int dim);
double dh_offset(int tensor);  // storage_offset, in elements
double dh_numel(int tensor);
int dh_is_contiguous(int tensor);
int dh_same_storage(int a, int b);
double dh_storage_id(int tensor);
int dh_version(int tensor);
double dh_item(int tensor);  // numel must be 1; int64 beyond 2^53: the two halves below
int dh_item_high(int tensor);
int dh_item_low(int tensor);
int dh_to_stage(int tensor);   // contiguous copy of the elements; number of bytes
int dh_from_stage(int dtype);  // new tensor of the pushed list of sizes, from the stage's bytes
int dh_copy_from_stage(int tensor);  // overwrite elements (in-place, no autograd)
// A printable summary is made in Python; the core only says what it needs.

// --- autograd ---------------------------------------------------------------------------------
int dh_requires_grad(int tensor);
int dh_set_requires_grad(int tensor, int value);
int dh_is_leaf(int tensor);             // -1: failed
int dh_grad(int tensor);                // 0 when there is none
int dh_set_grad(int tensor, int grad);  // grad 0 drops it
int dh_retain_grad(int tensor);
int dh_retains_grad(int tensor);
int dh_detach(int tensor);               // shares storage and version
int dh_data(int tensor);                 // shares storage, own version counter
int dh_set_data(int tensor, int other);  // swaps the storage in
int dh_detach_in_place(int tensor);      // refused for a view
int dh_base(int tensor);                 // `_base` of a view, or 0
int dh_grad_enabled(void);
int dh_set_grad_enabled(int value);  // returns the mode before
int dh_grad_fn(int tensor);  // a node handle, or 0; -1: failed (what is viewed was written to)
int dh_output_nr(int tensor);
int dh_node_name(int node);  // text to the stage, its length
int dh_node_next_count(int node);
int dh_node_next(int node, int index);  // a node handle, or 0
int dh_node_next_output(int node, int index);
int dh_node_variable(int node);  // AccumulateGrad's tensor, or 0
int dh_node_sequence(int node);
// Backward. Push two or three lists: roots, gradients (None: ones for a scalar), [inputs for
// autograd.grad]. A run returns 0 failed, 1 done (with inputs: gradients by dh_output, 0 where
// unused and allowed), 2 asks: call function dh_ask_function() with the dh_outputs() gradients of
// dh_output(), push the results as one list of tensors, then dh_backward_answer(). The core never
// calls out.
int dh_backward(int retain_graph, int create_graph, int allow_unused);
int dh_backward_of(int tensor);  // the same of one root, with the gradient 1 and no options
int dh_ask_function(void);
int dh_ask_node(void);  // a handle of the node that asks
int dh_backward_answer(void);
int dh_backward_cancel(void);           // drops the task that asks and restores the grad mode
int dh_hook(int tensor, int function);  // gradient hook: asks for `function` with one gradient
// The same once a leaf's gradient has grown: asks with the leaf; the answer is not read.
int dh_leaf_hook(int leaf, int function);
int dh_unhook(int tensor, int function);
// A function that no graph and no tensor can ask for any more (each is told once), or -1.
int dh_dead_function(void);
// A node whose backward asks for `function`: push the list of inputs, then the list of outputs
// (made without grad), which become results of the node; then, where there are any, the lists of
// what is saved for backward, of inputs written into, of outputs without gradient. name: text in
// the stage ("MyExpBackward").
int dh_function_node(int function);
int dh_node_function(int node);  // its function, or 0
int dh_node_saved(int node);     // what it saved, to dh_output(i); refused when the graph was freed
int dh_set_nan_check(int on);    // a backward that makes a NaN fails

// --- random numbers. Generator handles; 0 is torch's default generator ------------------------
int dh_generator(int numpy);  // a new generator, PyTorch's or NumPy's legacy one
int dh_seed(int generator, int high, int low);
int dh_seed_list(int generator);            // NumPy: the pushed list of ints
int dh_generator_state(int generator);      // state to the stage, its length
int dh_generator_set_state(int generator);  // state from the stage
enum { DH_UNIFORM, DH_NORMAL, DH_RANDINT, DH_RANDOM, DH_BERNOULLI, DH_RANDPERM, DH_EXPONENTIAL };
int dh_random(int generator, int distribution, int tensor, double a, double b);  // fills in place

// --- optimizers (rules; ids, options and state names: the schema) -----------------------------
int dh_rule_options(int rule);  // the pushed options, in the schema's order, become current
// One parameter: push its state in the schema's order (None where there is none yet), then step.
// Afterwards dh_output(i) is state i, where bit i of the result >> 1 says that it was made in this
// step (1: nothing new).
int dh_rule_step(int rule, int parameter, int gradient);
int dh_scalar_dtype(int dtype);  // of `step` and other numbers in states: the default dtype
int dh_rule_init(int rule, int parameter);  // state made before any step (Adagrad); bits as above

// A step of a rule over the whole problem, as a task: push the list of parameters, then the state
// in the schema's order. Gives the task's id; it asks for the loss.
int dh_task(int rule);
// The loss: a tensor, or 0 and its value. 1: it asks again, 2: done, 0: failed.
int dh_task_tell(int task, int loss, double value);
// Ends it, also before it is done. Its state goes to the stage as JSON ([[name, value], ...], where
// {"tensor": i} stands for output i); its length.
int dh_task_end(int task);

// --- learning-rate schedules (ids and the values that a formula reads: the schema's plan) --------
// One learning rate: push the list of the plan's values, then last_epoch, _step_count, whether it
// is the first step, the group's learning rate and its first one. 1: a float, 2: an int
// (dh_schedule_value), 3: a tensor (output 0), 0: failed.
enum { DH_NEXT, DH_CLOSED, DH_MOMENTUM };
int dh_schedule(int schedule, int form);
double dh_schedule_value(void);

// --- recorder: what training looks like, for charts -------------------------------------------
int dh_series(void);  // push the list of parameters; label etc. as text in the stage (JSON)
int dh_series_step(int series, double lr);  // before the update: loss, lr, parameters, gradients
double dh_series_total(int series);
// drained by the page through embind: records_drain(), records_close()

#ifdef __cplusplus
}
#endif
