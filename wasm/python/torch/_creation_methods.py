"""Methods of Tensor that make new tensors like it, or overwrite it with random numbers."""
import _dh

from . import _ops, creation
from ._dtypes import float64
from .random import fill

_FILL = _dh.op("fill")


class CreationMethods:
    """new_zeros and its kin, and the random fills."""

    __slots__ = ()

    def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
        """A tensor from data, in this one's dtype."""
        return creation.tensor(data, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_zeros(self, *size, dtype=None, device=None, requires_grad=False):
        """Zeros of a size, in this one's dtype."""
        return creation.zeros(*size, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_ones(self, *size, dtype=None, device=None, requires_grad=False):
        """Ones of a size, in this one's dtype."""
        return creation.ones(*size, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_empty(self, *size, dtype=None, device=None, requires_grad=False):
        """A tensor of a size, in this one's dtype."""
        return creation.empty(*size, dtype=dtype or self.dtype, device=device, requires_grad=requires_grad)

    def new_full(self, size, fill_value, *, dtype=None, device=None, requires_grad=False):
        """One value in a size, in this one's dtype."""
        return creation.full(size, fill_value, dtype=dtype or self.dtype, device=device,
                             requires_grad=requires_grad)

    def fill_(self, value):
        """Overwrites every element with a number or a 0-d tensor."""
        if isinstance(value, _dh.TensorBase):
            if value.dim():
                raise RuntimeError("fill_ only supports 0-dimension value tensor but got tensor with "
                                   f"{value.dim()} dimensions.")
            return self.copy_(value)
        return _dh.call_(_FILL, self, value)

    def uniform_(self, from_=0.0, to=1.0, *, generator=None, **named):
        """Overwrites with numbers drawn evenly from [from, to)."""
        low = named.pop("from", from_)
        if named:
            raise TypeError(f"uniform_() got an unexpected keyword argument '{next(iter(named))}'")
        return fill(self, _dh.UNIFORM, low, to, generator)

    def normal_(self, mean=0.0, std=1.0, *, generator=None):
        """Overwrites with normal numbers."""
        return fill(self, _dh.NORMAL, mean, std, generator)

    def random_(self, from_=None, to=None, *, generator=None, **named):
        """Overwrites with whole numbers of [from, to), or [0, to)."""
        low = named.pop("from", from_)
        if low is None:
            return fill(self, _dh.RANDOM, 0, 0, generator)
        low, high = (0, low) if to is None else (low, to)
        return fill(self, _dh.RANDINT, low, high, generator)

    def bernoulli_(self, p=0.5, *, generator=None):
        """Overwrites with ones, each with probability p, and zeros."""
        if isinstance(p, _dh.TensorBase):
            drawn = fill(creation.empty(self.shape, dtype=p.dtype), _dh.UNIFORM, 0, 1, generator)
            return self.copy_(drawn < p)
        return fill(self, _dh.BERNOULLI, p, 0, generator)

    def exponential_(self, lambd=1, *, generator=None):
        """Overwrites with numbers of the exponential distribution."""
        if not self.dtype.is_floating_point:
            raise RuntimeError("Exponential distribution is a continuous probability distribution. dtype must be a "
                               f"floating point but you specified {creation.scalar_name(self)}")
        if not lambd > 0:
            raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={lambd:g}")
        drawn = fill(creation.empty_like(self, dtype=float64), _dh.UNIFORM, 0, 1, generator)
        return self.copy_(_ops.log1p(-drawn) * (-1.0 / lambd))  # of float64, a last digit in 2000 is another
