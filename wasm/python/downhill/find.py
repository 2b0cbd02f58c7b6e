"""Teaches inspect.getsource to find classes of cells; functions it finds by itself."""

import ast
import inspect
import linecache

_getfile = inspect.getfile


def install():
    inspect.getfile = getfile


def getfile(object):
    if inspect.isclass(object) and object.__module__ == '__main__':
        filename = _cell_of(object)
        if filename:
            return filename
    return _getfile(object)


def _cell_of(cls):
    """The newest cell that defines a class of this name where this one says it starts."""
    name, first = cls.__qualname__.rpartition('.')[2], getattr(cls, '__firstlineno__', None)
    for filename, entry in reversed(list(linecache.cache.items())):
        if not filename.startswith('<cell ') or len(entry) != 4:
            continue
        try:
            tree = ast.parse(''.join(entry[2]))
        except SyntaxError:
            continue  # it never ran
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name == name:
                start = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                if first is None or first == start:
                    return filename
    return None
