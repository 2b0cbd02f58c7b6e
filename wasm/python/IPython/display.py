"""Shows things in a cell's output, and clears it."""
from downhill import figures as _figures


def display(*objs, **keywords):
    """Shows figures as figures, and other values as a last expression is shown."""
    for value in objs:
        _figures.display(value)


def clear_output(wait=False):
    """Takes what the cell has printed and drawn off the page; with `wait`, when something new comes."""
    _figures.clear(wait)


class _Text:
    def __init__(self, data=None):
        self.data = data

    def __repr__(self):
        return str(self.data)


class Markdown(_Text):
    """Text; its marks are shown as they are."""


class HTML(_Text):
    """Text; nothing of a program's is ever read as HTML."""


class Math(_Text):
    """Text."""


Latex = Math
