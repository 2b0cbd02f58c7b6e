"""torch.Tensor: what is not an operator of the core."""
from types import FunctionType

import _dh

from ._conversion import Conversion
from ._creation_methods import CreationMethods
from ._device import CPU
from ._dtypes import strided
from ._hooks import add_hook, add_leaf_hook
from ._later import LaterMethods
from ._methods import TensorMethods
from .creation import require


class Storage:
    """The memory behind tensors: enough to see which tensors share it."""

    def __init__(self, tensor):
        self._tensor = tensor

    def data_ptr(self):
        """The same number for tensors that share memory."""
        return self._tensor.data_ptr() - self._tensor.storage_offset() * self._tensor.dtype.itemsize


class Tensor(CreationMethods, Conversion, LaterMethods, TensorMethods):
    """A multi-dimensional array of numbers of one dtype, which can have a gradient."""

    __module__ = "torch"
    __array_priority__ = 1000
    is_cuda = is_sparse = is_quantized = is_complex_ = is_meta = is_nested = False
    device = CPU
    layout = strided
    names = property(lambda self: (None,) * self.ndim)
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.numel() * self.dtype.itemsize)

    def __new__(cls, *args, dtype=None, device=None):
        from .creation import legacy_tensor

        return legacy_tensor(cls, args)

    def __init__(self, *args, **kwargs):
        pass

    @staticmethod
    def _make_subclass(cls, data, require_grad=False):
        """An object of a subclass over the same storage, a leaf."""
        tensor = _dh.subclass(cls, data)
        return require(tensor) if require_grad else tensor

    def as_subclass(self, cls):
        """The same tensor as an object of a subclass of Tensor."""
        return Tensor._make_subclass(cls, self, False)

    # --- transposed ------------------------------------------------------------------------------------

    @property
    def T(self):
        """With all dimensions in reverse order."""
        return self.permute(*range(self.ndim - 1, -1, -1))

    @property
    def mT(self):
        """With the last two dimensions swapped."""
        return self.transpose(-2, -1)

    H = property(lambda self: self.t())

    # --- the same elements -----------------------------------------------------------------------------

    def contiguous(self, memory_format=None):
        """Itself if its elements lie in row-major order, else a copy in which they do."""
        return self if self.is_contiguous() else self.reshape(-1).view(self.shape)

    def view_as(self, other):
        """A view in the shape of another tensor."""
        return self.view(other.shape)

    def reshape_as(self, other):
        """Reshaped to the shape of another tensor."""
        return self.reshape(other.shape)

    def expand_as(self, other):
        """Expanded to the shape of another tensor."""
        return self.expand(other.shape)

    def storage(self):
        """The memory behind this tensor."""
        return Storage(self)

    untyped_storage = storage

    # --- gradients ----------------------------------------------------------------------------------------

    def register_hook(self, hook):
        """Calls `hook(gradient)` when this tensor's gradient is known; what it returns replaces the gradient."""
        return add_hook(self, hook)

    def register_post_accumulate_grad_hook(self, hook):
        """Calls `hook(leaf)` whenever a backward pass has added to the leaf's gradient."""
        return add_leaf_hook(self, hook)

    def detach_(self):
        """Cuts this tensor out of the graph that made it."""
        _dh.detach_(self)
        return self

    def is_floating_point(self):
        """Whether the dtype is one of the floats."""
        return self.dtype.is_floating_point

    def is_complex(self):
        """Never."""
        return False

    def is_signed(self):
        """Whether the dtype has negative numbers."""
        return self.dtype.is_signed

    def is_inference(self):
        """Never."""
        return False

    def element_size(self):
        """Bytes of one element."""
        return self.dtype.itemsize

    def get_device(self):
        """-1: the CPU."""
        return -1

    def _is_view(self):
        return self._base is not None

    def is_set_to(self, other):
        """Whether both are the same view of the same memory."""
        return (self.data_ptr() == other.data_ptr() and self.shape == other.shape
                and self.stride() == other.stride())

    # --- text -------------------------------------------------------------------------------------------------

    def __repr__(self, *, tensor_contents=None):
        from ._tensor_str import _str

        return _str(self, tensor_contents=tensor_contents)

    def __format__(self, spec):
        if self.ndim == 0 and type(self) is Tensor:
            return format(self.item(), spec)
        return object.__format__(self, spec)

    def __dir__(self):
        return sorted(set(object.__dir__(self)))

    # --- containers ---------------------------------------------------------------------------------------------

    def __contains__(self, value):
        if isinstance(value, (Tensor, int, float)):
            return bool((self == value).any())
        raise RuntimeError("Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
                           f"{type(value)}.")

    def __reversed__(self):
        return self if self.ndim == 0 else self[list(range(len(self) - 1, -1, -1))]

    def __getattr__(self, name):
        from ._names import describe_missing

        raise AttributeError(describe_missing("Tensor", name, f"'{type(self).__name__}' object"))

    # --- copies -----------------------------------------------------------------------------------------------------

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        if not self.is_leaf:
            raise RuntimeError("Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
                               "protocol at the moment.  If you were attempting to deepcopy a module, this may be "
                               "because of a torch.nn.utils.weight_norm usage, see "
                               "https://github.com/pytorch/pytorch/pull/103001")
        from copy import deepcopy

        copied = self.data.clone()
        if type(self) is not Tensor:
            copied = Tensor._make_subclass(type(self), copied)
        copied.requires_grad_(self.requires_grad)
        memo[id(self)] = copied
        if self.grad is not None:
            copied.grad = deepcopy(self.grad, memo)
        copied.__dict__.update(deepcopy(self.__dict__, memo))
        return copied

    def __copy__(self):
        if not self.is_leaf:
            return self.detach()
        return self.detach().requires_grad_(self.requires_grad)

    def __reduce_ex__(self, protocol):
        if not self.is_leaf:
            raise RuntimeError("Tensors that have a history cannot be pickled; use detach() first")
        return _rebuild_tensor, (_dh.to_bytes(self), tuple(self.shape), self.dtype, self.requires_grad)


def _rebuild_tensor(data, shape, dtype, requires_grad):
    return _dh.from_bytes(data, shape, dtype).requires_grad_(requires_grad)


# Errors about arguments name the method alone, as PyTorch's do: cumsum(), not TensorMethods.cumsum().
for _class in Tensor.__mro__:
    for _method in vars(_class).values():
        if isinstance(_method, FunctionType):
            _method.__qualname__ = _method.__name__
