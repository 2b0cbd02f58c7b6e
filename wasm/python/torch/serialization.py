"""torch.save and torch.load: Python's pickle of tensors, parameters, state dicts and modules.

The files are Downhill's own; PyTorch does not read them, nor does Downhill read PyTorch's.
"""
import contextlib
import os
import pickle

from ._dtypes import DTYPES

_MARK = b"downhill tensors 1\n"

# What `weights_only` lets through besides plain Python containers and numbers.
_HARMLESS = {
    ("collections", "OrderedDict"), ("collections", "defaultdict"), ("collections", "Counter"), ("builtins", "set"), ("builtins", "dict"),
    ("builtins", "complex"), ("builtins", "frozenset"), ("torch._tensor", "_rebuild_tensor"),
    ("torch.nn.parameter", "_rebuild_parameter"), ("torch._size", "Size"), ("torch", "Size"),
    *(("torch", dtype._name) for dtype in DTYPES),
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in _HARMLESS:
            raise pickle.UnpicklingError(
                "Weights only load failed. The file holds objects of other classes than tensors and containers: "
                f"{module}.{name}. If you trust the file, call torch.load with weights_only=False.")
        return super().find_class(module, name)


def _opened(f, mode):
    if isinstance(f, (str, os.PathLike)):
        return open(f, mode)
    return contextlib.nullcontext(f)


def save(obj, f, pickle_module=pickle, pickle_protocol=pickle.DEFAULT_PROTOCOL,
         _use_new_zipfile_serialization=True, _disable_byteorder_record=False):
    """Write an object with its tensors to a file, by name or open for bytes."""
    with _opened(f, "wb") as file:
        file.write(_MARK)
        pickle_module.dump(obj, file, protocol=max(pickle_protocol, 4))


def load(f, map_location=None, pickle_module=pickle, *, weights_only=True, mmap=None, **unused):
    """Read what `save` wrote. By default only tensors in plain containers are let through."""
    with _opened(f, "rb") as file:
        if file.read(len(_MARK)) != _MARK:
            raise pickle.UnpicklingError("Downhill cannot read this file: torch.save of Downhill did not write it")
        return _Unpickler(file).load() if weights_only else pickle_module.load(file)
