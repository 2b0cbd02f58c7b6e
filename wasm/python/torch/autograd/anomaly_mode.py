"""Anomaly detection: a backward that makes a NaN fails, and says of which operator.

PyTorch prints the lines of the forward pass as well; errors of the core name the operator only.
"""
import warnings

import _dh

__all__ = ["detect_anomaly", "set_detect_anomaly"]

_mode = [False, True]  # enabled, check_nan


def set_anomaly_enabled(mode, check_nan=True):
    """Switches anomaly detection."""
    _mode[:] = bool(mode), bool(check_nan)
    _dh.set_nan_check(_mode[0] and _mode[1])


def is_anomaly_enabled():
    """Whether anomaly detection is on."""
    return _mode[0]


def is_anomaly_check_nan_enabled():
    """Whether anomaly detection looks for NaNs."""
    return _mode[1]


class detect_anomaly:
    """Anomaly detection for the length of a `with` block."""

    def __init__(self, check_nan=True):
        self._before, self._check_nan = tuple(_mode), check_nan
        warnings.warn("Anomaly Detection has been enabled. This mode will increase the runtime and should only be "
                      "enabled for debugging.", stacklevel=2)

    def __enter__(self):
        set_anomaly_enabled(True, self._check_nan)

    def __exit__(self, *error):
        set_anomaly_enabled(*self._before)


class set_detect_anomaly:
    """Switches anomaly detection at once, and back at the end of a `with` block."""

    def __init__(self, mode, check_nan=True):
        self._before = tuple(_mode)
        set_anomaly_enabled(mode, check_nan)

    def __enter__(self):
        pass

    def __exit__(self, *error):
        set_anomaly_enabled(*self._before)
