"""From the text of a cell to code objects: last expression, top-level await, magics, future imports."""

import __future__
import ast
import io
import linecache
import os
import re

_FUTURE = 0
for _name in __future__.all_feature_names:
    _FUTURE |= getattr(__future__, _name).compiler_flag

# They prepare a plotting or editing front end that is not here; a notebook means nothing else by them.
_HARMLESS = re.compile(r'%(matplotlib|config|load_ext|reload_ext|autoreload)\b')
_MAGIC = re.compile(r'(%%?[A-Za-z_]|!)')


class Compiler:
    """Compiles cells; a `from __future__ import` holds for the later cells too."""

    def __init__(self):
        self.flags = 0

    def compile(self, source, filename, interactive=True):
        """(statements, expression): two code objects. The second, None or the last expression, is
        what the cell displays; a `;` after it, or `interactive=False`, makes it a plain statement."""
        register(filename, source)
        tree, cleaned = self._parse(source, filename)
        if cleaned != source:
            source = cleaned
            register(filename, source)
        last = None
        if interactive and tree.body and isinstance(tree.body[-1], ast.Expr) and not _silenced(source, tree.body[-1]):
            last = ast.Expression(tree.body.pop().value)
        body = self._code(tree, filename, 'exec')
        return body, last and self._code(last, filename, 'eval')

    def _code(self, tree, filename, mode):
        flags = self.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile(tree, filename, mode, flags=flags, dont_inherit=True)
        self.flags |= code.co_flags & _FUTURE
        return code

    def _parse(self, source, filename):
        flags = self.flags | ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        while True:
            try:
                return compile(source, filename, 'exec', flags=flags, dont_inherit=True), source
            except SyntaxError as error:
                # Only where Python itself refuses the line: `%matplotlib` inside a string stays text.
                source = _without_magic(source, error)


def register(filename, source):
    """Lets tracebacks, warnings and inspect find the lines of a cell."""
    if os.path.exists(filename):
        return  # a file with several cells: linecache reads all of it
    linecache.cache[filename] = (len(source), None, _lines(source if source.endswith('\n') else source + '\n'), filename)


def _lines(source):
    """The lines as Python counts them; str.splitlines knows more separators."""
    return list(io.StringIO(source, newline=None))


def _without_magic(source, error):
    lines = _lines(source)
    if not error.lineno or error.lineno > len(lines):
        raise error
    line = lines[error.lineno - 1]
    text = line.strip()
    if not _MAGIC.match(text):
        raise error
    if _HARMLESS.match(text):
        lines[error.lineno - 1] = line.replace(text, 'pass', 1)
        return ''.join(lines)
    start = len(line) - len(line.lstrip())
    place = (error.filename, error.lineno, start + 1, line, error.lineno, start + len(text) + 1)
    raise SyntaxError(_advice(text), place) from None


def _advice(text):
    if re.match(r'[!%]\s*(pip3?|conda|mamba)\b', text):
        return 'nothing can be installed here: torch and numpy are already there. Delete this line.'
    if text.startswith('!'):
        return 'there is no shell here. Delete this line.'
    name = re.match(r'%+\w+', text).group()
    return f'{name} is a command of IPython, and this is plain Python. Delete this line.'


def _silenced(source, expression):
    """Whether a `;` follows the last expression."""
    lines = _lines(source)
    tail = lines[expression.end_lineno - 1].encode()[expression.end_col_offset :].decode()
    tail += ''.join(lines[expression.end_lineno :])
    return re.sub(r'#.*', '', tail).rstrip().endswith(';')
