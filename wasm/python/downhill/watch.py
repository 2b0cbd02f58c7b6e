"""Lets Stop, pause and fresh output through while Python loops, keeping every variable.

The C extension looks at a clock at the jumps and function starts of the user's own code (monitor.c)
and calls `look` every 16 ms; there Python is suspended for one turn of the event loop, in which the
page's messages arrive.
"""

import sys
import time

from . import streams

_sleep = time.sleep


class Watch:
    def __init__(self, host, outlet, run_sync):
        self.host = host
        self.outlet = outlet
        self.run_sync = run_sync  # None: Python cannot be suspended
        self.running = False
        self.cancelled = False
        self.suspended = False  # here, in the middle of the user's code
        self._monitor = _monitor(self.look)

    def start(self, *codes):
        self.running, self.cancelled = True, False
        if self._monitor:
            for code in filter(None, codes):
                self._monitor(code)

    def stop(self):
        self.running = False

    def look(self):
        """Every 16 ms of the user's code; True: stop it here."""
        if not self.running:
            return False
        self.outlet.flush_if_due()
        self.host.frame()
        return bool(self.run_sync) and self._stops(self.host.turn())

    def _suspend(self, promise):
        """What the page wishes after the promise: asked when Python runs again, so that no wish falls between."""
        self.suspended = True
        try:
            self.run_sync(promise)
        finally:
            self.suspended = False
        return self.host.wish()

    def _stops(self, promise):
        wish = self._suspend(promise)
        if wish == 'pause':
            self.outlet.flush()
        while wish == 'pause':
            wish = self._suspend(self.host.change(None))
        if wish == 'stop':
            self.host.granted()
        return wish == 'stop'

    def sleep(self, seconds, /):
        """time.sleep that Stop can wake."""
        if not isinstance(seconds, (int, float)) or not seconds >= 0:
            return _sleep(seconds)  # its own error
        if seconds < streams.FRAME:
            self.outlet.flush_if_due()
        else:
            self.outlet.flush()
        if not self.running or not self.run_sync:
            return _sleep(seconds)
        self.host.frame()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 or seconds == 0:
            if self._stops(self.host.change(left * 1000)):
                raise KeyboardInterrupt
            if seconds == 0:
                return


def _monitor(look):
    """Starts the extension's monitor; the function that marks a code object as the user's own."""
    import _dh

    if not hasattr(sys, 'monitoring'):
        return None  # Python 3.11, which only tests run
    _dh.monitor_start(look, *_library())
    return _dh.monitor_code


def _library():
    """Where code lies that is not the user's: it is never stopped half-way."""
    import os

    stdlib = os.path.dirname(os.__file__)
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    pyodide = '/lib/python{}.{}'.format(*sys.version_info)
    return stdlib + os.sep, ours + os.sep, pyodide + os.sep, '<frozen', '<exec>'
