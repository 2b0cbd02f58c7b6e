"""Exceptions of NumPy's own."""


class AxisError(ValueError, IndexError):
    """An axis that the array does not have."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None:
            super().__init__(axis)
            return
        self.axis, self.ndim = axis, ndim
        text = f"axis {axis} is out of bounds for array of dimension {ndim}"
        super().__init__(f"{msg_prefix}: {text}" if msg_prefix else text)


class DTypePromotionError(TypeError):
    """Arrays have no dtype in common."""
