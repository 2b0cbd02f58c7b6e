"""Colours one after the other: cycler(color=[...])."""
from matplotlib import Cycle as Cycler
from matplotlib import cycler

__all__ = ["Cycler", "cycler"]
