"""grad, vjp, jvp and the Jacobians as functions of functions, on the ordinary graph.

A transform differentiates by inputs of its own: views of the given ones where those belong to a graph around it, fresh
leaves otherwise. What it gives back is part of a graph only if something outside of it is.
"""
import functools

import _dh
import torch

from ..autograd.grad_mode import enable_grad
from . import _tree


def _check_argnum(argnum, count):
    if not isinstance(argnum, int):
        raise RuntimeError(f"argnum must be int, got: {type(argnum)}")
    if not -count <= argnum < count:
        raise RuntimeError(f"Got argnum={argnum}, but only {count} positional inputs")
    return argnum % count


def _chosen(args, argnums):
    """The numbers of the arguments to differentiate by, as a tuple."""
    if not isinstance(argnums, (int, tuple)):
        raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnums)}")
    if isinstance(argnums, int):
        return (_check_argnum(argnums, len(args)),)
    chosen = tuple(_check_argnum(n, len(args)) for n in argnums)
    if not chosen:
        raise RuntimeError("argnums must be non-empty")
    if len(set(chosen)) != len(chosen):
        raise RuntimeError(f"argnums elements must be unique, got {chosen}")
    return chosen


class _Inputs:
    """The arguments of one call, with inputs of its own in the place of the chosen ones."""

    def __init__(self, args, chosen):
        self.outside = _dh.grad_enabled()
        self.args = list(args)
        with enable_grad():
            for n in chosen:
                self.args[n] = _tree.mapped(self._enter, args[n])
        self.trees = tuple(self.args[n] for n in chosen)
        self.tensors = _tree.leaves(self.trees)

    def _enter(self, t):
        if not isinstance(t, torch.Tensor):
            raise ValueError(f"Thing passed to transform API must be Tensor, got {type(t)}")
        return t.view_as(t) if t.requires_grad and self.outside else t.detach().requires_grad_()

    def belongs_outside(self, tensors):
        """Whether tensors depend on anything that requires gradients and was not made here."""
        if not self.outside:
            return False
        own = {id(t) for t in self.tensors if t.is_leaf}
        waiting = [t.grad_fn for t in tensors if t.grad_fn is not None]
        if any(t.is_leaf and t.requires_grad and id(t) not in own for t in tensors):
            return True
        seen = {}
        while waiting:
            node = waiting.pop()
            if node is None or id(node) in seen:
                continue
            seen[id(node)] = node
            variable = getattr(node, "variable", None)
            if variable is not None and id(variable) not in own:
                return True
            waiting.extend(following for following, _ in node.next_functions)
        return False


def _grads(outputs, inputs, gradients, create_graph, retain_graph=True):
    pairs = [(out, g) for out, g in zip(outputs, gradients) if out.requires_grad]
    found = (None,) * len(inputs)
    if pairs:
        found = torch.autograd.grad([out for out, _ in pairs], inputs, [g for _, g in pairs],
                                    retain_graph=retain_graph, create_graph=create_graph, allow_unused=True)
    return [torch.zeros_like(t) if g is None else g for t, g in zip(inputs, found)]


def _left(tree, outside):
    return tree if outside else _tree.mapped(lambda t: t.detach(), tree)


def _aux(result, has_aux, where):
    if not has_aux:
        return result, None
    if not (isinstance(result, tuple) and len(result) == 2):
        raise RuntimeError(f"{where}: output of function f should be a tuple: (output, aux) if has_aux is True")
    for one in _tree.leaves(result[1]):
        if not isinstance(one, torch.Tensor):
            raise RuntimeError(f"Expected tensors, got unsupported type {type(one)}")
    return result


def _like(argnums, values):
    return values[0] if isinstance(argnums, int) else tuple(values)


def grad_and_value(func, argnums=0, has_aux=False):
    """A function that gives the gradient of the scalar func by the arguments argnums, and its value."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        where = "grad_and_value(f)(*args)"
        inputs = _Inputs(args, _chosen(args, argnums))
        with enable_grad():
            output, aux = _aux(func(*inputs.args, **kwargs), has_aux, where)
            if not isinstance(output, torch.Tensor):
                raise RuntimeError(f"{where}: Expected f(*args) to return a Tensor, got {type(output)}")
            if output.dim() != 0:
                raise RuntimeError(f"{where}: Expected f(*args) to return a scalar Tensor, got tensor with "
                                   f"{output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?")
            outside = inputs.belongs_outside([output])
            found = _grads((output,), inputs.tensors, (None,), outside, outside)
        found = _left(_like(argnums, _tree.rebuilt(inputs.trees, iter(found))), outside)
        output = _left(output, outside)
        return (found, (output, _left(aux, outside))) if has_aux else (found, output)

    return wrapper


def grad(func, argnums=0, has_aux=False):
    """A function that gives the gradient of the scalar func by the arguments argnums."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        found, value = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
        return (found, value[1]) if has_aux else found

    return wrapper


def _outputs(output, where):
    if isinstance(output, (tuple, list)) and not output or output is None:
        raise RuntimeError(f"{where}: Expected f to be a function that has non-empty output (got output = "
                           f"{[output] if output is None else []})")
    outputs = _tree.leaves(output)
    for one in outputs:
        if not isinstance(one, torch.Tensor):
            raise RuntimeError(f"{where}: expected f(*primals) to return only tensors, got unsupported type "
                               f"{type(one)}")
    return outputs


def vjp(func, *primals, has_aux=False):
    """func(*primals), and the function that multiplies cotangents with its Jacobian."""
    inputs, output, outputs, aux = _run(func, primals, tuple(range(len(primals))), has_aux, "vjp(f, *primals)")
    for one in outputs:
        if not one.is_floating_point():
            raise RuntimeError("vjp(f, ...): All outputs of f must be floating-point or complex Tensors, got Tensor "
                               f"with dtype {one.dtype}")
    outside = inputs.belongs_outside(outputs)

    def vjp_fn(cotangents, retain_graph=True, create_graph=None):
        if not _tree.same(cotangents, output):
            raise RuntimeError("Expected pytree structure of cotangents to be the same as pytree structure of outputs "
                               "to the function.")
        given = _tree.leaves(cotangents)
        keep = outside or any(g.requires_grad for g in given) if create_graph is None else create_graph
        with enable_grad():
            found = _grads(outputs, inputs.tensors, given, keep and _dh.grad_enabled(), retain_graph)
        found = _left(_tree.rebuilt(inputs.trees, iter(found)), keep)
        return found

    return (_left(output, outside), vjp_fn) + ((_left(aux, outside),) if has_aux else ())


def _run(func, args, chosen, has_aux, where):
    inputs = _Inputs(args, chosen)
    with enable_grad():
        output, aux = _aux(func(*inputs.args), has_aux, where)
    return inputs, output, _outputs(output, where), aux


_JVP = "jvp(f, primals, tangents)"


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """func(*primals), and its Jacobian times tangents: computed as the derivative of a vjp by its cotangents."""
    if not isinstance(primals, tuple):
        raise RuntimeError(f"{_JVP}: Expected primals to be a tuple. E.g. it should be valid to call f(*primals).")
    if not _tree.same(primals, tangents):
        raise RuntimeError(f"{_JVP}: Expected primals and tangents to have the same python structure. For example, if "
                           "primals is a tuple of 3 tensors, tangents also must be.")
    if not primals:
        raise RuntimeError(f"{_JVP}: Expected primals to contain at least one Tensor.")
    inputs, output, outputs, aux = _run(func, primals, tuple(range(len(primals))), has_aux, _JVP)
    given = _tree.leaves(tangents)
    outside = inputs.belongs_outside(outputs + given)
    found = _tree.rebuilt(output, iter(_columns(inputs, outputs)(given, outside)))
    return (_left(output, outside), _left(found, outside)) + ((_left(aux, outside),) if has_aux else ())


def _columns(inputs, outputs):
    """A function of tangents that gives the Jacobian times them."""
    with enable_grad():
        weights = [torch.zeros_like(one, requires_grad=True) for one in outputs]
        products = _grads(outputs, inputs.tensors, weights, True)

    def times(tangents, create_graph):
        with enable_grad():
            return _grads(products, weights, tangents, create_graph)

    return times


def _basis(like):
    """For every element of the tensors: zeros like them, but for a one there."""
    for at, t in enumerate(like):
        for element in range(t.numel()):
            made = [torch.zeros_like(one) for one in like]
            made[at].view(-1)[element] = 1
            yield made


def _jacobian(name, func, argnums, has_aux, blocks):
    @functools.wraps(func)
    def wrapper(*args):
        where = "vjp(f, *primals)" if name == "jacrev" else _JVP
        inputs, output, outputs, aux = _run(func, args, _chosen(args, argnums), has_aux, where)
        outside = inputs.belongs_outside(outputs)
        rows = blocks(inputs, outputs, outside)  # for each output: for each input a block
        made = [_left(_like(argnums, _tree.rebuilt(inputs.trees, iter(row))), outside) for row in rows]
        made = _tree.rebuilt(output, iter(made))
        return (made, _left(aux, outside)) if has_aux else made

    return wrapper


def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None, _preallocate_and_copy=False):
    """A function that gives the Jacobian of func by the arguments argnums, row by row."""
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError("jacrev: `chunk_size` should be greater than 0.")

    def blocks(inputs, outputs, outside):
        with enable_grad():
            found = [_grads(outputs, inputs.tensors, unit, outside) for unit in _basis(outputs)]
        return _blocks(found, outputs, inputs.tensors, 0)

    return _jacobian("jacrev", func, argnums, has_aux, blocks)


def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
    """A function that gives the Jacobian of func by the arguments argnums, column by column."""

    def blocks(inputs, outputs, outside):
        times = _columns(inputs, outputs)
        found = [times(unit, outside) for unit in _basis(inputs.tensors)]
        return list(zip(*_blocks(found, inputs.tensors, outputs, -1)))

    return _jacobian("jacfwd", func, argnums, has_aux, blocks)


def _blocks(found, along, across, dim):
    """found: for every element of `along` tensors like `across`; gives for each of along, of across, one tensor."""
    made, at = [], 0
    for one in along:
        part = found[at:at + one.numel()]
        at += one.numel()
        shapes = [one.shape + other.shape if dim == 0 else other.shape + one.shape for other in across]
        made.append([torch.stack([row[i] for row in part], dim).reshape(shape) if part else torch.zeros(shape)
                     for i, shape in enumerate(shapes)])
    return made


def hessian(func, argnums=0):
    """A function that gives the Hessian of the scalar func: jacfwd of jacrev."""
    return jacfwd(jacrev(func, argnums), argnums)
