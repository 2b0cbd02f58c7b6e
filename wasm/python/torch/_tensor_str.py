"""How tensors print: PyTorch's rules, to the character.

The elements become one Python list (of a large tensor only those that are shown), one format is
chosen for all of them, and the brackets are put around it.
"""
import contextlib
import dataclasses
import math

import torch


@dataclasses.dataclass
class _PrintOptions:
    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode: bool | None = None


PRINT_OPTS = _PrintOptions()

_PROFILES = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None,
                     sci_mode=None):
    """Set how tensors print. `profile` is "default", "short" or "full"; the rest overrides it.

    `sci_mode=None`, also when it is left out, goes back to choosing by the values.
    """
    chosen = dict(_PROFILES.get(profile, {}))
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems,
             "linewidth": linewidth}
    chosen.update((name, value) for name, value in given.items() if value is not None)
    for name, value in chosen.items():
        setattr(PRINT_OPTS, name, value)
    PRINT_OPTS.sci_mode = sci_mode


def get_printoptions():
    """The current print options, as a dict."""
    return dataclasses.asdict(PRINT_OPTS)


@contextlib.contextmanager
def printoptions(**options):
    """Set print options for the length of a `with` block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        set_printoptions(**before)


class _Format:
    """Turns one element into text; chosen from all the elements that are shown."""

    def __init__(self, values, floating):
        self.width = 1
        if not floating:
            self.spec = ""
            self.suffix = ""
            self.width = max(map(len, map(str, values)), default=1)
            return
        self.spec = ".0f"
        self.suffix = "."
        seen = [v for v in values if v != 0 and math.isfinite(v)]
        if not seen:
            return
        smallest = min(map(abs, seen))
        largest = max(map(abs, seen))
        whole = all(v == math.floor(v) for v in seen)
        scientific = PRINT_OPTS.sci_mode
        if scientific is None:
            scientific = largest > 1e8 or smallest < 1e-4 or largest / smallest > 1000.0
        if scientific:
            self.spec, self.suffix = f".{PRINT_OPTS.precision}e", ""
        elif not whole:
            self.spec, self.suffix = f".{PRINT_OPTS.precision}f", ""
        self.width = max(1, max(len(format(v, self.spec)) for v in seen) + len(self.suffix))

    def __call__(self, value):
        text = format(value, self.spec) if self.spec else str(value)
        if self.suffix and math.isfinite(value):
            text += self.suffix
        return text.rjust(self.width)


def _flat(nested, dims):
    for _ in range(dims - 1):
        nested = [value for part in nested for value in part]
    return nested


def _row(values, indent, cut, element):
    """The last dimension, wrapped to the line width."""
    texts = [element(v) for v in values]
    if cut:
        edge = PRINT_OPTS.edgeitems
        texts = texts[:edge] + [" ..."] + texts[edge:] if edge else ["..."]
    per_line = max(1, math.floor((PRINT_OPTS.linewidth - indent) / (element.width + 2)))
    lines = [", ".join(texts[i:i + per_line]) for i in range(0, len(texts), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def _nested(values, indent, cuts, element):
    if len(cuts) == 1:
        return _row(values, indent, cuts[0], element)
    parts = [_nested(part, indent + 1, cuts[1:], element) for part in values]
    if cuts[0]:
        edge = PRINT_OPTS.edgeitems
        parts = parts[:edge] + ["..."] + parts[edge:] if edge else ["..."]
    return "[" + ("," + "\n" * (len(cuts) - 1) + " " * (indent + 1)).join(parts) + "]"


def _shown(tensor):
    """The part of a tensor that is printed, and for each dimension whether its middle is left out."""
    dims = tensor.dim()
    cuts = [False] * dims
    if tensor.numel() <= PRINT_OPTS.threshold:
        return tensor, cuts
    edge = PRINT_OPTS.edgeitems
    for dim in range(dims):
        size = tensor.size(dim)
        if size > 2 * edge:
            cuts[dim] = True
            tensor = torch.cat([tensor.narrow(dim, 0, edge), tensor.narrow(dim, size - edge, edge)],
                               dim)
    return tensor, cuts


def _contents(tensor, indent):
    if tensor.numel() == 0:
        return "[]"
    tensor, cuts = _shown(tensor.detach())
    values = tensor.tolist()
    floating = tensor.dtype.is_floating_point
    if not cuts:
        return _Format([values], floating)(values)
    return _nested(values, indent, cuts, _Format(_flat(values, len(cuts)), floating))


def _suffixes(tensor):
    default = tensor.dtype is torch.get_default_dtype()
    empty = tensor.numel() == 0
    # Where the elements do not tell the size or the dtype, it is named.
    if (tensor.dim() != 1) if empty else (PRINT_OPTS.edgeitems == 0):
        yield f"size={tuple(tensor.shape)}"
    if not default and (empty or tensor.dtype not in (torch.int64, torch.bool)):
        yield f"dtype={tensor.dtype}"
    try:
        node = tensor.grad_fn
        name = None if node is None else type(node).__name__
    except RuntimeError:  # a view without history whose base was written to
        name = "Invalid"
    if name:
        yield f"grad_fn=<{name}>"
    elif tensor.requires_grad:
        yield "requires_grad=True"


def _str(tensor, *, tensor_contents=None):
    """The text of `repr(tensor)`; `tensor_contents` replaces the elements."""
    name = type(tensor).__name__
    prefix = "tensor(" if name in ("Tensor", "Parameter") else f"{name}("
    indent = len(prefix)
    text = prefix + (_contents(tensor, indent) if tensor_contents is None else tensor_contents)
    # PyTorch counts the last line two characters longer than it is.
    column = len(text) - text.rfind("\n") + 1
    for suffix in _suffixes(tensor):
        if column + len(suffix) + 2 > PRINT_OPTS.linewidth:
            text += ",\n" + " " * indent + suffix
            column = indent + len(suffix)
        else:
            text += ", " + suffix
            column += len(suffix) + 2
    return text + ")"
