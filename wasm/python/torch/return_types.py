"""The classes of results with several parts, by the operator's name."""
from _dh_results import RESULTS


def __getattr__(name):
    if name in RESULTS:
        return RESULTS[name]
    raise AttributeError(f"module 'torch.return_types' has no attribute '{name}'")
