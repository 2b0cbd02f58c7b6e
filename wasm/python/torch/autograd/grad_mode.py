"""Switches for the recording of graphs: context managers that are decorators too."""
import functools

import _dh

_CO_GENERATOR = 0x20  # inspect.isgeneratorfunction without importing inspect


class _Switch:
    _mode = True

    def __enter__(self):
        self._before = _dh.set_grad_enabled(self._mode)

    def __exit__(self, *error):
        _dh.set_grad_enabled(self._before)

    def _clone(self):
        return type(self)()

    def __call__(self, function):
        if isinstance(function, type):
            function.__init__ = self(function.__init__)
            return function
        if getattr(getattr(function, "__code__", None), "co_flags", 0) & _CO_GENERATOR:
            return self._generator(function)

        @functools.wraps(function)
        def switched(*args, **kwargs):
            with self._clone():
                return function(*args, **kwargs)

        return switched

    def _generator(self, function):
        # The mode holds while the generator runs, not while its caller does.
        @functools.wraps(function)
        def switched(*args, **kwargs):
            generator = function(*args, **kwargs)
            given = None
            while True:
                try:
                    with self._clone():
                        value = generator.send(given)
                except StopIteration as stop:
                    return stop.value
                given = yield value

        return switched


class _BareSwitch(_Switch):
    def __new__(cls, function=None):  # also as a decorator without brackets
        switch = object.__new__(cls)
        return switch if function is None else switch(function)


class no_grad(_BareSwitch):
    """No graph is recorded inside."""

    __module__ = "torch.autograd.grad_mode"
    _mode = False


class enable_grad(_BareSwitch):
    """Graphs are recorded inside, even within no_grad."""

    __module__ = "torch.autograd.grad_mode"
    _mode = True


class set_grad_enabled(_Switch):
    """Sets whether graphs are recorded: at once, and for the length of a `with` block."""

    def __init__(self, mode):
        self._before = _dh.set_grad_enabled(mode)
        self._mode = mode

    def __enter__(self):
        pass

    def _clone(self):
        return set_grad_enabled(self._mode)

    def __call__(self, function):
        _dh.set_grad_enabled(self._before)  # a decorator does not switch what is outside
        return _Switch.__call__(self, function)


class inference_mode(_Switch):
    """As no_grad here."""

    def __new__(cls, mode=True):
        switch = object.__new__(cls)
        return switch(mode) if callable(mode) else switch

    def __init__(self, mode=True):
        self._mode = not mode

    def _clone(self):
        return inference_mode(not self._mode)


def is_grad_enabled():
    """Whether graphs are recorded now."""
    return _dh.grad_enabled()


def is_inference_mode_enabled():
    """Never: there is no inference mode of its own."""
    return False
