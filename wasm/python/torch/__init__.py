"""torch: PyTorch's interface, on Downhill's own core."""
import sys as _sys

from . import _generated_path

_generated_path.install(__file__)

import _dh  # noqa: E402

from . import _device, _dtypes, _functions, _names, _ops, _size, cuda, random  # noqa: E402
from ._device import device  # noqa: E402
from ._dtypes import *  # noqa: E402,F403
from ._size import Size  # noqa: E402

_dh.register(Size=Size, dtypes=_dtypes.BY_CODE)

from ._tensor import Tensor  # noqa: E402

_dh.register(Tensor=Tensor)

from ._ops import *  # noqa: E402,F403
from ._functions import *  # noqa: E402,F403
from ._parts import *  # noqa: E402,F403
from ._method_forms import *  # noqa: E402,F403
from .creation import (BFloat16Tensor, BoolTensor, ByteTensor, CharTensor, DoubleTensor, FloatTensor,  # noqa: E402
                       HalfTensor, IntTensor, LongTensor, ShortTensor, arange, as_tensor, asarray,
                       empty, empty_like, eye, from_numpy, full, full_like, linspace, logspace, ones, ones_like,
                       scalar_tensor, tensor, zeros, zeros_like)
from .random import (Generator, bernoulli, default_generator, get_rng_state, initial_seed,  # noqa: E402
                     manual_seed, normal, rand, rand_like, randint, randint_like, randn, randn_like, randperm, seed,
                     set_rng_state)
from . import autograd  # noqa: E402
from .autograd.anomaly_mode import (is_anomaly_check_nan_enabled, is_anomaly_enabled,  # noqa: E402
                                    set_anomaly_enabled)
from .autograd.grad_mode import (enable_grad, inference_mode, is_grad_enabled,  # noqa: E402
                                 is_inference_mode_enabled, no_grad, set_grad_enabled)
from ._tensor_str import get_printoptions, set_printoptions  # noqa: E402
from . import linalg, return_types, utils  # noqa: E402
from . import nn  # noqa: E402
from . import optim  # noqa: E402
from . import func  # noqa: E402

from .serialization import load, save  # noqa: E402

_dh.register(Parameter=nn.Parameter)

__version__ = "2.13.0+downhill"

from math import e, inf, nan, pi  # noqa: E402

newaxis = None


def get_default_dtype():
    """The dtype of tensors made from Python floats."""
    return _dh.get_default_dtype()


def set_default_dtype(d):
    """Sets the dtype of tensors made from Python floats."""
    _dh.set_default_dtype(d)


def get_default_device():
    """The device of new tensors: the CPU."""
    return device("cpu")


def set_default_device(device):
    """The CPU is the only one."""
    _device.check_device(device)


def get_num_threads():
    """One."""
    return 1


def set_num_threads(int):
    """Accepted; there is one."""


def use_deterministic_algorithms(mode, *, warn_only=False):
    """Accepted: all are."""


_names.guard(_sys.modules[__name__], "torch")
_names.guard(nn, "torch.nn")
_names.guard(nn.functional, "torch.nn.functional")
_names.guard(nn.init, "torch.nn.init")
_names.guard(nn.utils, "torch.nn.utils")
_names.guard(linalg, "torch.linalg")
_names.guard(optim, "torch.optim")
_names.guard(autograd, "torch.autograd")
