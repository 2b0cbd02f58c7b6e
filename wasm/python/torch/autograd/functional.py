"""torch.autograd.functional: products with Jacobians and Hessians of functions, and the matrices themselves.

`vectorize` and `strategy` choose a way of computing in PyTorch; here each row is one backward pass (strategy
"forward-mode": one product with the Jacobian a column).
"""
import torch

from .grad_mode import enable_grad, is_grad_enabled, set_grad_enabled

__all__ = ["vjp", "jvp", "jacobian", "hessian", "hvp", "vhp"]

_RESULT = "outputs of the user-provided function"
_STRICT = " This is not allowed in strict mode"


def _tuple(value, what, where):
    """Whether value is a tuple, and a tuple of its tensors."""
    several = isinstance(value, tuple)
    tensors = value if several else (value,)
    for index, one in enumerate(tensors):
        if not isinstance(one, torch.Tensor):
            found = f"value at index {index} has type" if several else f"given {what} has type"
            raise TypeError(f"The {what} given to {where} must be either a Tensor or a tuple of Tensors but the "
                            f"{found} {type(one)}.")
    return several, tensors


def _inputs(tensors, create_graph, need_graph=True):
    # Always new tensors: the function may use the given ones by itself as well.
    return tuple(t.view_as(t) if create_graph and t.requires_grad else t.detach().requires_grad_(need_graph)
                 for t in tensors)


def _result(tensors, create_graph, several):
    if not create_graph:
        tensors = tuple(t.detach() for t in tensors)
    return tensors if several else tensors[0]


def _vector(v, like, several, where, create_graph, missing):
    if v is None:
        if len(like) != 1 or like[0].numel() != 1:
            raise RuntimeError(f"The vector v can only be None if {missing} a single Tensor with a single element.")
        return None
    v = _inputs(_tuple(v, "v", where)[1], create_graph, False)
    if len(v) != len(like):
        raise RuntimeError(f"v is a tuple of invalid length: should be {len(like)} but got {len(v)}." if several
                           else "The given v should contain a single Tensor.")
    for index, (one, other) in enumerate(zip(v, like)):
        if one.shape != other.shape:
            entry = f"Entry {index} in " if several else ""
            raise RuntimeError(f"{entry}v has invalid size: should be {other.shape} but got {one.shape}.")
    return v


def _require(tensors, strict, text):
    for index, one in enumerate(tensors):
        if strict and one is None:
            raise RuntimeError(f"The output of the user-provided function is independent of input {index}.{_STRICT}.")
        if strict and not one.requires_grad:
            raise RuntimeError(text.format(index))


_OUTPUT = ("Output {} of the user-provided function does not require gradients. The outputs must be computed in a "
           "differentiable manner from the input when running in strict mode.")
_GRADIENT = ("The gradient with respect to input {} is independent of the inputs of the user-provided function."
             + _STRICT + ".")
_JACOBIAN = ("While computing the hessian, found that the jacobian of the user-provided function with respect to input "
             "{} is independent of the input." + _STRICT + ". You should ensure that your function is twice "
             "differentiable and that the jacobian depends on the inputs (this would be violated by a linear function "
             "for example).")
_HESSIAN = ("The hessian of the user-provided function with respect to input {} is independent of the input." + _STRICT
            + ". You should ensure that your function is thrice differentiable and that the hessian depends on the "
            "inputs.")
# What a missing gradient means at each stage of the computation.
_INDEPENDENT = {
    "back": "The output of the user-provided function is independent of input {}." + _STRICT + ".",
    "back_trick": "The gradient with respect to the input is independent of entry {} in the grad_outputs when using "
                  "the double backward trick to compute forward mode gradients." + _STRICT + ".",
    "double_back": "The jacobian of the user-provided function is independent of input {}." + _STRICT + ".",
    "double_back_trick": "The hessian of the user-provided function is independent of entry {} in the grad_jacobian."
                         + _STRICT + " as it prevents from using the double backward trick to replace forward mode AD.",
}


def _grad(outputs, inputs, gradients=None, create_graph=False, retain_graph=None):
    """autograd.grad that passes over outputs without a graph."""
    pairs = [(out, g) for out, g in zip(outputs, gradients or (None,) * len(outputs))
             if out is not None and out.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    return torch.autograd.grad([out for out, _ in pairs], inputs, [g for _, g in pairs], retain_graph=retain_graph,
                               create_graph=create_graph, allow_unused=True)


def _filled(gradients, like, strict, create_graph, stage):
    made = []
    for index, (gradient, other) in enumerate(zip(gradients, like)):
        if strict and gradient is None:
            raise RuntimeError(_INDEPENDENT[stage].format(index))
        if strict and create_graph and not gradient.requires_grad:
            which = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(f"The {which} of the user-provided function is independent of input {index}.{_STRICT} "
                               "when create_graph=True.")
        made.append(torch.zeros_like(other) if gradient is None else gradient)
    return tuple(made)


def _mode(create_graph):
    return set_grad_enabled(create_graph or is_grad_enabled())


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """func(*inputs), and v times its Jacobian."""
    with enable_grad():
        several, inputs = _tuple(inputs, "inputs", "vjp")
        inputs = _inputs(inputs, create_graph)
        several_out, outputs = _tuple(func(*inputs), _RESULT, "vjp")
        _require(outputs, strict, _OUTPUT)
        v = _vector(v, outputs, several_out, "vjp", create_graph, "the user-provided function returns")
    with _mode(create_graph):
        found = _filled(_grad(outputs, inputs, v, create_graph), inputs, strict, create_graph, "back")
    return _result(outputs, create_graph, several_out), _result(found, create_graph, several)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """func(*inputs), and its Jacobian times v: the derivative of (g, Jacobian) by g."""
    with enable_grad():
        several, inputs = _tuple(inputs, "inputs", "jvp")
        inputs = _inputs(inputs, create_graph)
        v = _vector(v, inputs, several, "jvp", create_graph, "the input to the user-provided function is")
        several_out, outputs = _tuple(func(*inputs), _RESULT, "jvp")
        _require(outputs, strict, _OUTPUT)
        weights = tuple(torch.zeros_like(out, requires_grad=True) for out in outputs)
        gradients = _grad(outputs, inputs, weights, create_graph=True)
        _require(gradients, strict, _GRADIENT)
    with _mode(create_graph):
        found = _filled(_grad(gradients, weights, v, create_graph), outputs, strict, create_graph, "back_trick")
    return _result(outputs, create_graph, several_out), _result(found, create_graph, several_out)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """The Jacobian of func: for each output and each input a tensor of shape (*output's, *input's)."""
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function '
                             'has more outputs than inputs, "forward-mode" tends to be more performant. Otherwise, '
                             'prefer to use "reverse-mode".')
    if strategy == "forward-mode":
        return _by_columns(func, inputs, create_graph, strict, vectorize)
    with enable_grad():
        several, inputs = _tuple(inputs, "inputs", "jacobian")
        inputs = _inputs(inputs, create_graph)
        several_out, outputs = _tuple(func(*inputs), _RESULT, "jacobian")
        _require(outputs, strict, _OUTPUT)
        if vectorize and strict:
            raise RuntimeError("torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not "
                               "supported together. Please either set `strict=False` or `vectorize=False`.")
        rows = tuple(_result(_rows(index, out, inputs, create_graph, strict), create_graph, several)
                     for index, out in enumerate(outputs))
    return rows if several_out else rows[0]


def _rows(index, out, inputs, create_graph, strict):
    rows = [[] for _ in inputs]
    for element in out.reshape(-1).unbind() if out.numel() else ():
        found = _grad((element,), inputs, create_graph=create_graph, retain_graph=True)
        for at, (row, gradient, given) in enumerate(zip(rows, found, inputs)):
            if strict and gradient is None:
                raise RuntimeError(f"Output {index} of the user-provided function is independent of input {at}."
                                   f"{_STRICT}.")
            if strict and create_graph and not gradient.requires_grad:
                raise RuntimeError(f"The jacobian of the user-provided function is independent of input {index}."
                                   f"{_STRICT} when create_graph=True.")
            row.append(torch.zeros_like(given) if gradient is None else gradient)
    return tuple((torch.stack(row) if row else given.new_zeros(0)).view(out.shape + given.shape)
                 for row, given in zip(rows, inputs))


def _by_columns(func, inputs, create_graph, strict, vectorize):
    if create_graph:
        raise NotImplementedError("torch.autograd.functional.jacobian: `create_graph=True` and "
                                  '`strategy="forward-mode"` are not supported together (yet). Please either set '
                                  '`create_graph=False` or `strategy="reverse-mode"`.')
    if strict:
        raise RuntimeError("torch.autograd.functional.jacobian: `strict=True` and `strategy=\"forward-mode\"` are not "
                           "supported together (yet). Please either set `strict=False` or "
                           '`strategy="reverse-mode"`.')
    if not vectorize:
        raise NotImplementedError("Computing Jacobian using forward-AD or forward-over-reverse Hessian is"
                                  "only implemented for `vectorize=True`.")
    several, tensors = _tuple(inputs, "inputs", "jacobian")
    columns = []  # for each input: for each of its elements the outputs' derivatives
    for at, given in enumerate(tensors):
        columns.append([])
        for element in range(given.numel()):
            v = tuple(torch.zeros_like(t) for t in tensors)
            v[at].view(-1)[element] = 1
            outputs, found = jvp(func, tensors, v)
            columns[-1].append(found if isinstance(found, tuple) else (found,))
    several_out = isinstance(outputs, tuple)
    outputs = outputs if several_out else (outputs,)
    rows = tuple(_result(tuple(torch.stack([c[i] for c in column], -1).view(out.shape + given.shape)
                               for column, given in zip(columns, tensors)), True, several)
                 for i, out in enumerate(outputs))
    return rows if several_out else rows[0]


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """The Hessian of a scalar func: for each pair of inputs a tensor of shape (*first's, *second's)."""
    several, inputs = _tuple(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')

    def scalar(*given):
        out = func(*given)
        several_out, outputs = _tuple(out, _RESULT, "hessian")
        _require(outputs, strict, _OUTPUT)
        return _only(outputs, several_out, "hessian").squeeze()

    def gradient(*given):
        if outer_jacobian_strategy == "forward-mode":
            given = tuple(t.requires_grad_(True) for t in given)
        found = jacobian(scalar, given, create_graph=True)
        _require(found, strict, _JACOBIAN)
        return found

    found = jacobian(gradient, inputs, create_graph=create_graph, strict=strict, vectorize=vectorize,
                     strategy=outer_jacobian_strategy)
    return found if several else found[0][0]


def _only(outputs, several, where):
    if several:
        raise RuntimeError(f"The function given to {where} should return a single Tensor")
    if outputs[0].numel() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {where} should contain a single element")
    return outputs[0]


def _gradient(func, inputs, v, create_graph, strict, where):
    several, inputs = _tuple(inputs, "inputs", where)
    inputs = _inputs(inputs, create_graph)
    v = _vector(v, inputs, several, where, create_graph, "the input to the user-provided function is")
    several_out, outputs = _tuple(func(*inputs), _RESULT, where)
    _require(outputs, strict, _OUTPUT)
    _only(outputs, several_out, where)
    gradients = _grad(outputs, inputs, create_graph=True)
    _require(gradients, strict, _JACOBIAN)
    return several, inputs, v, outputs, gradients


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """func(*inputs), and v times its Hessian."""
    with enable_grad():
        several, inputs, v, outputs, gradients = _gradient(func, inputs, v, create_graph, strict, "vhp")
    with _mode(create_graph):
        found = _filled(_grad(gradients, inputs, v, create_graph), inputs, strict, create_graph, "double_back")
    return _result(outputs, create_graph, False), _result(found, create_graph, several)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """func(*inputs), and its Hessian times v."""
    with enable_grad():
        several, inputs, v, outputs, gradients = _gradient(func, inputs, v, create_graph, strict, "hvp")
        weights = tuple(torch.zeros_like(t, requires_grad=True) for t in inputs)
        products = _grad(gradients, inputs, weights, create_graph=True)
        _require(gradients, strict, _HESSIAN)
    with _mode(create_graph):
        found = _filled(_grad(products, weights, v, create_graph), inputs, strict, create_graph, "double_back_trick")
    return _result(outputs, create_graph, False), _result(found, create_graph, several)
