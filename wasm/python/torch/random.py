"""Random numbers: generators and what draws from them. The numbers are PyTorch's."""
import os

import _dh

from . import creation
from ._device import CPU
from ._dtypes import int64


class Generator:
    """A random generator of its own."""

    __module__ = "torch"

    def __init__(self, device="cpu"):
        self._handle = _dh.generator(False)
        self._seed = 67280421310721

    def __del__(self):
        if getattr(self, "_handle", 0):
            _dh.release(self._handle)

    def manual_seed(self, seed):
        """Starts anew from a seed; returns the generator."""
        seed = _checked(seed)
        _dh.seed(self._handle, seed)
        self._seed = seed
        return self

    def initial_seed(self):
        """The seed that it started from."""
        return self._seed

    def seed(self):
        """Starts anew from a seed that nobody knows; returns it."""
        seed = int.from_bytes(os.urandom(7), "little")
        self.manual_seed(seed)
        return seed

    def get_state(self):
        """The state, as a tensor of whole numbers (one per byte)."""
        return creation.tensor(list(_dh.generator_state(self._handle)), dtype=int64)

    def set_state(self, new_state):
        """Takes over a state that get_state() gave."""
        _dh.set_generator_state(self._handle, bytes(new_state.tolist()))

    device = CPU

    def __repr__(self):
        return f"<torch._C.Generator object at {id(self):#x}>"


default_generator = object.__new__(Generator)
default_generator._handle = 0


def _checked(seed):
    seed = int(seed)
    if not -(2**63) <= seed < 2**64:
        raise RuntimeError("Overflow when unpacking long long")
    return seed


def manual_seed(seed):
    """Starts the default generator anew from a seed; returns it."""
    return default_generator.manual_seed(seed)


def initial_seed():
    """The seed that the default generator started from."""
    return default_generator.initial_seed()


def seed():
    """Starts the default generator from a seed that nobody knows; returns it."""
    return default_generator.seed()


def get_rng_state():
    """The default generator's state."""
    return default_generator.get_state()


def set_rng_state(new_state):
    """Puts the default generator into a state."""
    default_generator.set_state(new_state)


_FLOATING = {_dh.UNIFORM: "check_uniform_bounds", _dh.NORMAL: "normal_kernel_cpu"}


def fill(tensor, distribution, a, b, generator=None):
    """Overwrites a tensor with random numbers; returns it."""
    if distribution in _FLOATING and not tensor.dtype.is_floating_point:
        raise NotImplementedError(f'"{_FLOATING[distribution]}" not implemented for '
                                  f"'{creation.scalar_name(tensor)}'")
    if distribution == _dh.UNIFORM and a > b:
        raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={a:g} > to={b:g}")
    if distribution == _dh.NORMAL:
        _check_std(b)
    return _dh.random(0 if generator is None else generator._handle, distribution, tensor, a, b)


def _drawn(distribution, a, b, name, size, generator, dtype, device, requires_grad):
    made = creation.empty_of(name, size, dtype, device, False)
    return fill(made, distribution, a, b, generator).requires_grad_(requires_grad)


def _sized(name, size, named):
    sizes = named.pop("size", None)
    if named or (not size and sizes is None):
        raise TypeError(creation.invalid_combination(name, size, creation.RANDOM_FORMS, named))
    return size if sizes is None else (sizes,)


def rand(*size, generator=None, out=None, dtype=None, layout=None, device=None,
         requires_grad=False, pin_memory=False, **named):
    """Numbers drawn evenly from [0, 1)."""
    size = _sized("rand", size, named)
    return _drawn(_dh.UNIFORM, 0, 1, "rand", size, generator, dtype, device, requires_grad)


def randn(*size, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False,
          pin_memory=False, **named):
    """Normal numbers, mean 0 and standard deviation 1."""
    size = _sized("randn", size, named)
    return _drawn(_dh.NORMAL, 0, 1, "randn", size, generator, dtype, device, requires_grad)


def randint(*args, low=None, high=None, size=None, generator=None, out=None, dtype=None, layout=None,
            device=None, requires_grad=False, pin_memory=False):
    """randint(high, size), randint(low, high, size): whole numbers of [low, high)."""
    given = list(args)
    if size is None and given and isinstance(given[-1], (tuple, list)):
        size = given.pop()
    if size is None:
        if len(given) == 2 and not isinstance(given[1], (tuple, list)):
            raise TypeError("randint(): argument 'size' (position 2) must be tuple of ints, not "
                            f"{type(given[1]).__name__}")
        raise TypeError(creation.invalid_combination("randint", args, creation.RANDINT_FORMS))
    if low is None and len(given) == 2:
        low = given.pop(0)
    if high is None:
        high = given.pop(0)
    low = 0 if low is None else low
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    made = creation.empty_of("randint", (size,), dtype or int64, device, False)
    return fill(made, _dh.RANDINT, low, high, generator).requires_grad_(requires_grad)


def randperm(n, *, generator=None, out=None, dtype=int64, layout=None, device=None, requires_grad=False,
             pin_memory=False):
    """The numbers 0 to n - 1 in random order."""
    made = creation.empty_of("randperm", ((n,),), int64, device, False)
    return fill(made, _dh.RANDPERM, n, 0, generator).to(dtype)


def normal(mean=0.0, std=1.0, size=None, *, generator=None, out=None, dtype=None, device=None,
           requires_grad=False, layout=None, pin_memory=False):
    """Normal numbers; mean and std may be tensors."""
    tensors = [given for given in (mean, std) if isinstance(given, _dh.TensorBase)]
    if not tensors:
        if size is None:
            raise TypeError(creation.invalid_combination("normal", (mean, std), creation.NORMAL_FORMS))
        _check_std(std)
        return _drawn(_dh.NORMAL, mean, std, "normal", (size,), generator, dtype, device, requires_grad)
    if isinstance(std, _dh.TensorBase):
        if std.numel() and bool((std < 0).any()):
            raise RuntimeError("normal expects all elements of std >= 0.0")
        shape = (tensors[0] + tensors[-1]).shape
        drawn = fill(creation.empty(shape, dtype=tensors[0].dtype), _dh.NORMAL, 0, 1, generator)
        return drawn.mul_(std).add_(mean)
    _check_std(std)
    return fill(creation.empty(mean.shape, dtype=mean.dtype), _dh.NORMAL, 0, std, generator).add_(mean)


def _check_std(std):
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")


def bernoulli(input, p=None, *, generator=None, out=None):
    """Ones with the probabilities that the input (or p) gives, and zeros."""
    made = creation.empty(input.shape, dtype=input.dtype)
    return made.bernoulli_(input if p is None else p, generator=generator)


def rand_like(input, *, generator=None, dtype=None, layout=None, device=None, requires_grad=False,
              memory_format=None):
    """`rand` in the shape and dtype of another tensor."""
    creation.check_input("rand_like", input)
    if not input.is_contiguous():  # other numbers: they go where memory goes on
        made = creation.empty_like(input, dtype=dtype, device=device).uniform_(generator=generator)
        return made.requires_grad_() if requires_grad else made
    return rand(input.shape, generator=generator, dtype=dtype or input.dtype, device=device,
                requires_grad=requires_grad)


def randn_like(input, *, generator=None, dtype=None, layout=None, device=None, requires_grad=False,
               memory_format=None):
    """`randn` in the shape and dtype of another tensor."""
    creation.check_input("randn_like", input)
    if not input.is_contiguous():
        made = creation.empty_like(input, dtype=dtype, device=device).normal_(generator=generator)
        return made.requires_grad_() if requires_grad else made
    return randn(input.shape, generator=generator, dtype=dtype or input.dtype, device=device,
                 requires_grad=requires_grad)


def randint_like(input, low=0, high=None, *, dtype=None, layout=None, device=None, requires_grad=False,
                 memory_format=None):
    """`randint` in the shape and dtype of another tensor."""
    creation.check_input("randint_like", input)
    low, high = (0, low) if high is None else (low, high)
    return randint(low, high, tuple(input.shape), dtype=dtype or input.dtype, device=device,
                   requires_grad=requires_grad)


default_generator.seed()  # as PyTorch's: every program starts from other numbers
