"""What a cell shows of an exception: Python's own traceback without the frames that are ours."""

import linecache
import os
import re
import sys
import traceback

# The directory that holds torch, numpy and downhill: their frames say nothing about the user's mistake.
_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_PYODIDE = re.compile(r'/lib/python\d+\.zip/_?pyodide/')


_PLOTTING = {'altair', 'bokeh', 'plotly', 'pylab', 'seaborn'}


def describe(error, filename):
    """The fields of an `error` message for an exception that left the cell `filename`."""
    if isinstance(error, ModuleNotFoundError) and error.name and not hasattr(error, '__notes__'):
        note = _about_missing(error.name)
        if note:
            error.add_note(note)
    if isinstance(error, SyntaxError) and error.text is None and error.filename == filename and error.lineno:
        error.text = linecache.getline(filename, error.lineno)  # found after parsing, without the text
    shown = traceback.TracebackException.from_exception(error)
    _trim(shown, set())
    line, call = position(error, filename)
    return {
        'name': type(error).__name__,
        'message': error.msg if isinstance(error, SyntaxError) else _text(error),
        'traceback': ''.join(shown.format()).rstrip('\n'),
        'line': line,
        'call': call,
    }


def _about_missing(module):
    """What a reader who misses a module wants to know; None for those of Python's own."""
    package = module.partition('.')[0]
    if package in sys.stdlib_module_names:
        return None
    if package in ('torch', 'numpy', 'matplotlib'):
        return f'Downhill does not have {module} (yet).'
    if package in _PLOTTING:
        return 'Downhill draws the steps, the loss and the weights itself, and has the commonest of matplotlib for the rest.'
    return "Python's standard library, torch and numpy are here; other packages cannot be installed."


def position(error, filename):
    """(line, columns) of the innermost place in the cell where the exception passed, or None."""
    if isinstance(error, SyntaxError) and error.filename == filename and error.lineno:
        end = error.end_offset if error.end_lineno == error.lineno else None
        return error.lineno, _columns(error.text or '', error.offset, end)
    place, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == filename:
            place = step
        step = step.tb_next
    if place is None:
        return None, None
    positions = list(place.tb_frame.f_code.co_positions())
    line, end_line, start, end = positions[place.tb_lasti // 2]
    if line is None or start is None:
        return place.tb_lineno, None
    text = linecache.getline(filename, line).rstrip('\n')
    raw = text.encode()
    start = len(raw[:start].decode(errors='replace')) + 1
    end = len(raw[:end].decode(errors='replace')) + 1 if end_line == line else None
    return line, _columns(text, start, end)


def _columns(text, start, end):
    """Columns from 1 in characters -> from 0 in the page's units (UTF-16), end exclusive."""
    text = text.rstrip('\n')
    if not start or start < 1:
        return None
    start -= 1
    end = len(text) if end is None or end < 1 else end - 1
    if end <= start:
        end = start + 1

    def units(n):
        return len(text[:n].encode('utf-16-le', 'surrogatepass')) // 2 + max(0, n - len(text))

    return {'start': units(start), 'end': units(end)}


def _trim(shown, seen):
    if shown is None or id(shown) in seen:
        return
    seen.add(id(shown))
    if shown.stack is not None:
        frames = [f for f in shown.stack if not f.filename.startswith(_OURS) and not _PYODIDE.match(f.filename)]
        shown.stack[:] = frames
        if not frames:
            shown.stack = None  # a SyntaxError in the cell: Python prints no "Traceback" line then
    for other in (shown.__cause__, shown.__context__, *(shown.exceptions or ())):
        _trim(other, seen)


def _text(error):
    try:
        return str(error)
    except Exception:
        return '<exception str() failed>'
