"""The named tuples that operators with several results return (torch.return_types)."""

RESULTS = {}


class _Result(tuple):
    __slots__ = ()
    _fields = ()

    def __repr__(self):
        shown = ",\n".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"torch.return_types.{type(self).__name__}(\n{shown})"

    def __reduce__(self):
        return named, (type(self).__name__, self._fields, tuple(self))


def named(name, fields, values=None):
    """The class of that name, made once; with values, an instance of it."""
    cls = RESULTS.get(name)
    if cls is None:
        members = {"__slots__": (), "__module__": "torch.return_types", "_fields": tuple(fields)}
        for index, field in enumerate(fields):
            members[field] = property(lambda self, i=index: self[i])
        cls = RESULTS[name] = type(name, (_Result,), members)
    return cls if values is None else cls(values)
