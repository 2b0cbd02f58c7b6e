"""Hooks on tensors: handles that take them off again."""
import _dh


class HookHandle:
    """What register_hook and register_post_accumulate_grad_hook return."""

    def __init__(self, tensor, number):
        self._tensor = tensor
        self.id = number

    def remove(self):
        """The hook is not called any more."""
        if self._tensor is not None:
            _dh.unhook(self._tensor, self.id)
            self._tensor = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.remove()


def add_hook(tensor, hook):
    return HookHandle(tensor, _dh.hook(tensor, hook))


def add_leaf_hook(leaf, hook):
    return HookHandle(leaf, _dh.leaf_hook(leaf, hook))
