"""sys.stdout and sys.stderr of a cell: the exact text in the exact order, sent once a frame."""

import io
import itertools
import operator
import time

from . import figures

FRAME = 0.016


class Outlet:
    """Gathers what both streams write and hands it on at most once a frame."""

    def __init__(self, send):
        self.send = send  # (stream name, text)
        self.pending = []
        self.sent = 0.0
        self.arranged = False
        self.later = None  # in an asynchronous cell: arranges a flush from the event loop

    def write(self, name, text):
        figures.before_output()
        self.pending.append((name, text))
        # At a line's end at once, if the frame allows: a long step may follow.
        if text.endswith('\n'):
            self.flush_if_due()
        if self.later and self.pending and not self.arranged:
            self.arranged = True
            self.later()

    def flush_if_due(self):
        if time.monotonic() - self.sent >= FRAME:
            self.flush()

    def flush(self):
        self.sent = time.monotonic()
        self.arranged = False
        pending, self.pending = self.pending, []
        for name, run in itertools.groupby(pending, operator.itemgetter(0)):
            self.send(name, ''.join(text for _, text in run))


class Stream(io.TextIOBase):
    """A text stream that has Python's interface and writes to the outlet."""

    encoding = 'utf-8'
    errors = 'backslashreplace'

    def __init__(self, name, outlet):
        self.name = f'<{name}>'
        self._stream = name
        self._outlet = outlet
        self.buffer = _Bytes(self)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        if text:
            self._outlet.write(self._stream, text)
        return len(text)

    def flush(self):
        self._outlet.flush_if_due()

    def writable(self):
        return True

    def close(self):
        pass  # the next cell prints too


class _Bytes(io.RawIOBase):
    """sys.stdout.buffer: bytes of UTF-8, whole or in pieces."""

    def __init__(self, stream):
        import codecs

        self._stream = stream
        self._decode = codecs.getincrementaldecoder('utf-8')('backslashreplace').decode

    def writable(self):
        return True

    def write(self, data):
        self._stream.write(self._decode(bytes(data)))
        return len(data)

    def close(self):
        pass


class NoInput(io.TextIOBase):
    """sys.stdin: there is nobody who types."""

    name = '<stdin>'

    def readable(self):
        return True

    def read(self, size=-1, /):
        raise RuntimeError('nothing can be typed in here: give the value in the cell instead, as in name = "Ada"')

    readline = read

    def close(self):
        pass  # exit() closes it, and the next cell runs all the same


def no_input(prompt='', /):
    """input()"""
    raise RuntimeError('input() cannot ask anything here: give the value in the cell instead, as in name = "Ada"')
