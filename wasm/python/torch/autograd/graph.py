"""Nodes of the graph that backward walks: what `grad_fn` shows."""
import _dh


class Node(_dh.NodeBase):
    """A node: one operator that was recorded."""

    __module__ = "torch.autograd.graph"

    def name(self):
        """PyTorch's name of the operator's gradient."""
        name = type(self).__name__
        return f"torch::autograd::{name}" if name in ("AccumulateGrad", "CopySlices") else name

    @property
    def next_functions(self):
        """The nodes that this one's gradients go to: pairs of a node (or None) and the number of its output."""
        return _dh.node_next(self)

    def _sequence_nr(self):
        return _dh.node_sequence(self)

    @property
    def metadata(self):
        """A dict for whatever belongs to this node."""
        return self.__dict__.setdefault("_metadata", {})

    def __getattr__(self, name):
        # A Function's node is PyTorch's ctx: it has what forward left there.
        function = None if name.startswith("__") else _dh.node_function(self)
        if function is None:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return _dh.node_saved(self) if name == "saved_tensors" else getattr(function.ctx, name)

    def __repr__(self):
        where = "torch.autograd.function." if _dh.node_function(self) is not None else ""
        return f"<{where}{type(self).__name__} object at {id(self):#x}>"


class _AccumulateGrad(Node):
    @property
    def variable(self):
        """The leaf whose `grad` this node adds to."""
        return _dh.node_variable(self)


_classes = {}


def node_class(name):
    """The class of the nodes of that name, made once."""
    cls = _classes.get(name)
    if cls is None:
        base = _AccumulateGrad if name == "AccumulateGrad" else Node
        cls = _classes[name] = type(name, (base,), {"__module__": "torch.autograd.graph"})
    return cls


_dh.register(Node=node_class)
