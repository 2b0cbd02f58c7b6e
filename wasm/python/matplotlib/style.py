"""Styles: the page has its own, and takes any name."""
from contextlib import nullcontext as _nullcontext

available = ["default", "classic", "ggplot", "seaborn-v0_8", "fivethirtyeight", "bmh", "dark_background"]


def use(style):
    """The page's theme stays."""


def context(style, after_reset=False):
    """The same for a `with`."""
    return _nullcontext()
