"""torch.optim.lr_scheduler: classes of the core's schedules (generated), and those that are no formula."""
from .. import _schedules
from ._base import LRScheduler, _LRScheduler  # noqa: F401
from ._composed import ChainedScheduler, LambdaLR, MultiplicativeLR, SequentialLR
from ._plateau import ReduceLROnPlateau

_here = [name for name, schedule in _schedules.classes.items() if schedule[1] == __name__]

__all__ = ["LambdaLR", "MultiplicativeLR", *_here, "SequentialLR", "ChainedScheduler", "ReduceLROnPlateau",
           "LRScheduler"]

for _name in _here:
    globals()[_name] = _schedules.classes[_name][0]
for _name in (*__all__, "_LRScheduler"):  # in PyTorch all of this is one file
    globals()[_name].__module__ = __name__
