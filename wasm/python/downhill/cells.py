"""Runs the cells of a notebook in one lasting `__main__`.

`host` is the page's side (web/runtime/cells.mjs), or a test's: output(stream, text), figure(json),
clear(), frame(), wish(), granted(), and, where Python can be suspended, turn() and change(milliseconds).
"""

import builtins
import inspect
import json
import sys
import time
import types

from . import errors, figures, find, source, streams
from .watch import Watch


class Cells:
    def __init__(self, host, run_sync=None):
        self.host = host
        self.count = 0
        self.compiler = source.Compiler()
        self.outlet = streams.Outlet(host.output)
        self.watch = Watch(host, self.outlet, run_sync)
        self.task = None
        figures.screen = self
        self.main = types.ModuleType('__main__')
        self.main.__dict__.update(__builtins__=builtins, display=self.display)
        sys.modules['__main__'] = self.main
        self._take_over()

    def _take_over(self):
        """What Python reads and writes belongs to the notebook from here on."""
        sys.stdout = sys.__stdout__ = streams.Stream('stdout', self.outlet)
        sys.stderr = sys.__stderr__ = streams.Stream('stderr', self.outlet)
        sys.stdin = sys.__stdin__ = streams.NoInput()
        builtins.input = streams.no_input
        time.sleep = self.watch.sleep
        find.install()

    def run(self, text, filename=None, interactive=True):
        """Runs a cell; JSON of its outcome, or, with a top-level await in it, a coroutine of that."""
        self.count += 1
        figures.cell_began()
        filename = filename or f'<cell {self.count}>'
        try:
            body, last = self.compiler.compile(text, filename, interactive)
        except BaseException as error:
            return self._ended(filename, error=error)
        if any(code and code.co_flags & inspect.CO_COROUTINE for code in (body, last)):
            return self._run_async(filename, body, last)
        try:
            self.watch.start(body, last)
            exec(body, self.main.__dict__)
            value = eval(last, self.main.__dict__) if last else None
            return self._ended(filename, value)
        except BaseException as error:
            return self._ended(filename, error=error)
        finally:
            self.watch.stop()

    async def _run_async(self, filename, body, last):
        import asyncio

        async def work():
            value = None
            for code in (body, last):
                value = code and eval(code, self.main.__dict__)
                if code and code.co_flags & inspect.CO_COROUTINE:
                    value = await value
            return value

        loop = asyncio.get_running_loop()
        self.outlet.later = lambda: loop.call_later(streams.FRAME, self.outlet.flush)
        try:
            self.watch.start(body, last)
            self.task = asyncio.ensure_future(work())
            if self.host.wish() == 'stop':  # it came before there was anything to cancel
                self.host.granted()
                self.cancel()
            return self._ended(filename, await self.task)
        except asyncio.CancelledError as error:
            stopped = KeyboardInterrupt() if self.watch.cancelled else error
            return self._ended(filename, error=stopped.with_traceback(error.__traceback__))
        except BaseException as error:
            return self._ended(filename, error=error)
        finally:
            self.task = self.outlet.later = None
            self.watch.stop()

    def cancel(self):
        """Stops a cell that waits in an `await`; False when none does (one that loops asks for the page's wish)."""
        if self.task is None or self.watch.suspended:
            return False
        self.watch.cancelled = True
        return self.task.cancel()

    def is_file(self, path):
        """The cells are a Python file: what Python tells a script about itself."""
        self.main.__dict__.update(__file__=path)
        sys.argv = [path]

    def end(self):
        """After the last cell, what the end of a process does."""
        import atexit

        atexit._run_exitfuncs()
        self.outlet.flush()

    def display(self, *values):
        """What IPython gives every notebook: shows values as a last expression is shown."""
        for value in values:
            figures.display(value)

    def figure(self, text):
        """A figure, as JSON."""
        self.outlet.flush()
        self.host.figure(text)

    def clear(self):
        """Takes the cell's output off the page."""
        self.outlet.pending.clear()
        self.host.clear()

    def _ended(self, filename, value=None, error=None):
        outcome = {'status': 'ok'}
        try:
            if error is None and value is not None:
                builtins._ = value
                if not figures.shows_itself(value):
                    outcome['text'] = repr(value)
                    figures.before_output()
            figures.cell_ended()
        except BaseException as wrong:  # a __repr__ of the user's that fails
            error = error or wrong
        if isinstance(error, SystemExit):
            outcome['exit'] = _exit_status(error.code)
        if error is not None and outcome.get('exit') != 0:
            outcome['status'] = 'stopped' if isinstance(error, KeyboardInterrupt) else 'error'
            outcome['error'] = errors.describe(error, filename)
        self.outlet.flush()
        return json.dumps(outcome)


def _exit_status(code):
    """What the process of a script would end with."""
    if code is None:
        return 0
    return code & 0xFF if isinstance(code, int) else 1


def start(host, suspends):
    """The page's cells. `suspends`: the browser can suspend Python (JavaScript Promise Integration)."""
    from pyodide.ffi import can_run_sync, run_sync

    # Python called from JavaScript called from Python cannot be suspended even then.
    return Cells(host, (lambda promise: run_sync(promise) if can_run_sync() else None) if suspends else None)
