// Taking an index apart: shared by index.c and index_walk.c.
#pragma once
#include "extension.h"

#pragma GCC visibility push(hidden)

enum { MAX_DIMS = 32 };

// Operators that indexing is made of, looked up when first needed.
typedef enum {
  SELECT,
  SLICE,
  UNSQUEEZE,
  ALIAS,
  INDEX,
  INDEX_PUT,
  COPY,
  FILL,
  VIEW,
  EXPAND,
  PARTS
} Part;
int part(Part which);  // its id; -1 raised

// A view on its way, and the tensors that index it. `handle` is owned when `made`.
typedef struct {
  int handle, made, dim, specified, original;
  int alone;  // the index is one slice, which is a node of its own even if it takes all
  PyObject* tensors[MAX_DIMS];
  int count;
} Walk;

// 0: raised; the walk must be finished in any case.
int walk_index(Walk* walk, PyObject* self, PyObject* index);
void walk_finish(Walk* walk);
int walk_select(Walk* walk, long long index);  // one index of the current dimension
void push_indices(const Walk* walk);           // the tensors that index, as a list
PyObject* call_from_data(PyObject* data, PyObject* dtype);

#pragma GCC visibility pop
