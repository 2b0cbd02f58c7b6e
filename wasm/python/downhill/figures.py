"""What a cell shows besides text: figures on their way to the page, and the page's being cleared."""

import json


class Screen:
    """The page's side, which Cells sets: figure(json), clear(), flush()."""

    def figure(self, text):
        pass

    def clear(self):
        pass


screen = Screen()
at_end = None  # set when matplotlib.pyplot is there
clearing = False  # when the next thing is shown


def show(description):
    """A figure, after what was printed before it."""
    before_output()
    screen.figure(json.dumps(description, allow_nan=False))


def shows_itself(value):
    """Shows a value that knows how, as figures do; False for others."""
    show = getattr(type(value), '_ipython_display_', None)
    if show:
        show(value)
    return bool(show)


def display(value):
    """A value as a last expression is shown."""
    if not shows_itself(value):
        print(repr(value))


def clear(wait):
    """Clears the cell's output, at once or before the next."""
    global clearing
    clearing = bool(wait)
    if not wait:
        screen.clear()


def before_output():
    """Something is about to be shown."""
    global clearing
    if clearing:
        clearing = False
        screen.clear()


def cell_began():
    """Nothing waits from an earlier cell."""
    global clearing
    clearing = False


def cell_ended():
    """What was drawn and not shown is shown, as in a notebook."""
    if at_end:
        at_end()
