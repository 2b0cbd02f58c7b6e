"""Locators and formatters: the page places ticks itself; LogLocator chooses logarithmic contours."""


class _Taken:
    def __init__(self, *args, **keywords):
        pass


class LogLocator(_Taken):
    pass


class MaxNLocator(_Taken):
    pass


class MultipleLocator(_Taken):
    pass


class AutoMinorLocator(_Taken):
    pass


class ScalarFormatter(_Taken):
    pass


class FuncFormatter(_Taken):
    pass


class FormatStrFormatter(_Taken):
    pass


class PercentFormatter(_Taken):
    pass


class NullFormatter(_Taken):
    pass
