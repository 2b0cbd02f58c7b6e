"""gradcheck: gradients beside differences of values."""
import warnings

import torch

from .grad_mode import no_grad

__all__ = ["gradcheck", "gradgradcheck", "GradcheckError"]

_DETERMINISM = ("Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives "
                "different values, although analytical gradient matches numerical gradient.The tolerance for "
                "nondeterminism was {}.")


class GradcheckError(RuntimeError):
    """What gradcheck and gradgradcheck raise when gradients are wrong."""

    __module__ = "torch.autograd.gradcheck"


def _tuple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _differentiable(outputs):
    return tuple(o for o in _tuple(outputs) if o.requires_grad)


def _check_inputs(inputs):
    checked = [(i, t) for i, t in enumerate(inputs) if isinstance(t, torch.Tensor) and t.requires_grad]
    for i, t in checked:
        if t.dtype != torch.float64:
            warnings.warn(f"Input #{i} requires gradient and is not a double precision floating point or complex. This "
                          "check will likely fail if all the inputs are not of double precision floating point or "
                          "complex. ", stacklevel=4)
        if any(stride == 0 and size > 1 for stride, size in zip(t.stride(), t.shape)):
            raise RuntimeError(f"The {i}th input has a dimension with stride 0. gradcheck only supports inputs that are "
                               "non-overlapping to be able to compute the numerical gradients correctly. You should "
                               "call .contiguous on the input before passing it to gradcheck.")
    if not checked:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of them have "
                         "requires_grad=True.")


def _numerical(func, inputs, given, eps):
    """For each output of func its derivatives by the elements of `given`: (given's elements, output's elements)."""
    place = given.data
    rows = []
    with no_grad():
        for element in range(given.numel()):
            at = tuple(i for i in _position(element, given.shape))
            before, sides = place[at].item(), []
            for step in (-eps, eps):
                place[at] = before + step
                sides.append([o.clone() for o in _tuple(func(*inputs))])
            place[at] = before
            rows.append([((b - a) / (2 * eps)).reshape(-1) for a, b in zip(*sides)])
    return [torch.stack([row[i] for row in rows]) for i in range(len(rows[0]))] if rows else []


def _position(element, shape):
    position = []
    for size in reversed(shape):
        position.append(element % size)
        element //= size
    return reversed(position)


def _analytical(output, inputs):
    """For each input the derivatives of one output: (input's elements, output's elements)."""
    columns = [[] for _ in inputs]
    for element in range(output.numel()):
        unit = torch.zeros_like(output)
        unit[tuple(_position(element, output.shape))] = 1
        found = torch.autograd.grad(output, inputs, unit, retain_graph=True, allow_unused=True)
        for column, gradient, given in zip(columns, found, inputs):
            if gradient is not None and gradient.dtype != given.dtype:
                raise GradcheckError("Gradient has dtype mismatch")
            column.append(torch.zeros_like(given).reshape(-1) if gradient is None else gradient.reshape(-1))
    return [torch.stack(column, 1) if column else given.new_zeros((given.numel(), 0))
            for column, given in zip(columns, inputs)]


def _check(func, inputs, eps, atol, rtol, nondet_tol, check_undefined_grad):
    _check_inputs(inputs)
    every = _tuple(func(*inputs))
    given = [t for t in inputs if isinstance(t, torch.Tensor) and t.requires_grad]
    numerical = [_numerical(func, inputs, t, eps) for t in given]
    outputs = _differentiable(every)
    if not outputs:
        if any(not torch.equal(n, torch.zeros_like(n)) for one in numerical for n in one):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    numbers = [i for i, o in enumerate(every) if o.requires_grad]
    for i, output in zip(numbers, outputs):
        analytical, again = _analytical(output, given), _analytical(output, given)
        for j, (first, second) in enumerate(zip(analytical, again)):
            if first.numel() and (first - second).abs().max().item() > nondet_tol:
                raise GradcheckError(_DETERMINISM.format(nondet_tol))
            expected = numerical[j][i]
            if first.numel() and not torch.allclose(first, expected.to(first.dtype), rtol, atol):
                raise GradcheckError(f"Jacobian mismatch for output {numbers.index(i)} with respect to input {j},\n"
                                     f"numerical:{expected}\nanalytical:{first}\n")
    zero = torch.autograd.grad(outputs, given, [torch.zeros_like(o) for o in outputs], allow_unused=True,
                               retain_graph=True)
    if any(g is not None and not torch.equal(g, torch.zeros_like(g)) for g in zero):
        raise GradcheckError("backward not multiplied by grad_output")


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
              check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False,
              masked=None):
    """Whether the gradients of func at inputs are the differences of its values; raises GradcheckError if not.

    What concerns batched and forward-mode gradients is accepted and not checked; fast_mode checks all, too.
    """
    if not (check_forward_ad or check_backward_ad):
        raise AssertionError("Expected at least one of check_forward_ad or check_backward_ad to be True")
    if check_undefined_grad and not check_backward_ad:
        raise AssertionError("Setting check_undefined_grad=True requires check_backward_ad to be True")
    try:
        _check(func, _tuple(inputs), eps, atol, rtol, nondet_tol, check_undefined_grad)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3,
                  gen_non_contig_grad_outputs=False, raise_exception=True, nondet_tol=0.0, check_undefined_grad=True,
                  check_grad_dtypes=False, check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True,
                  fast_mode=False, masked=False):
    """gradcheck of the gradients of func: by the inputs and by the gradients of its outputs (random ones if not given)."""
    inputs = _tuple(inputs)
    if grad_outputs is None:
        outputs = _differentiable(func(*inputs))
        weights = tuple((torch.rand(o.shape, dtype=o.dtype) * 2 - 1).requires_grad_() for o in outputs)
    else:
        weights = _tuple(grad_outputs)
    count = len(weights)

    def gradient(*args):
        given, gradients = args[:-count], args[-count:]
        with torch.enable_grad():
            outputs = _differentiable(func(*given))
            by = tuple(t for t in given if isinstance(t, torch.Tensor) and t.requires_grad)
            found = torch.autograd.grad(outputs, by, gradients, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradcheck(gradient, inputs + weights, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception,
                     nondet_tol=nondet_tol, check_undefined_grad=check_undefined_grad)
