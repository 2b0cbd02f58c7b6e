"""Handles by which registered hooks are taken away again."""
import itertools
import weakref

_ids = itertools.count()


class RemovableHandle:
    """Returned by `register_..._hook`; `remove()` (or leaving a `with` block) takes the hook away."""

    def __init__(self, hooks, *, extra=()):
        self.id = next(_ids)
        self._dicts = [weakref.ref(d) for d in (hooks, *extra)]

    def remove(self):
        for reference in self._dicts:
            hooks = reference()
            if hooks is not None:
                hooks.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.remove()
