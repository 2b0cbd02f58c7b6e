"""Samples into batches."""
from collections.abc import Mapping, Sequence

import numpy
import torch

_NUMBERS = {float: torch.float64, int: None, bool: None}


def default_convert(data):
    """Arrays into tensors, inside of lists, tuples and dicts; everything else stays what it is."""
    if isinstance(data, numpy.ndarray):
        return torch.as_tensor(data)
    if isinstance(data, Mapping):
        return {key: default_convert(value) for key, value in data.items()}
    if isinstance(data, tuple):
        parts = [default_convert(one) for one in data]
        return type(data)(*parts) if hasattr(data, "_fields") else parts
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return [default_convert(one) for one in data]
    return data


def default_collate(batch):
    """A list of samples as a batch: tensors are stacked, numbers become a tensor, tuples and dicts are batched by part."""
    first = batch[0]
    if isinstance(first, torch.Tensor):
        return torch.stack(batch, 0)
    if isinstance(first, numpy.ndarray):
        return torch.stack([torch.as_tensor(one) for one in batch], 0)
    for kind, dtype in _NUMBERS.items():
        if isinstance(first, kind):
            return torch.tensor(batch, dtype=dtype)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        return {key: default_collate([one[key] for one in batch]) for key in first}
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(part) for part in zip(*batch)))
    if isinstance(first, Sequence):
        if any(len(one) != len(first) for one in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(part) for part in zip(*batch)]
    if hasattr(first, "dtype"):  # NumPy's numbers
        return torch.as_tensor(numpy.array(batch))
    raise TypeError("default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found "
                    f"{type(first)}")
