"""torch.Size: a tuple of sizes."""


class Size(tuple):
    """The sizes of a tensor's dimensions."""

    __slots__ = ()
    __module__ = "torch"

    def __new__(cls, sizes=()):
        sizes = tuple(sizes)
        for index, size in enumerate(sizes):
            if not hasattr(type(size), "__index__"):
                raise TypeError(f"torch.Size() takes an iterable of 'int' (item {index} is "
                                f"'{type(size).__name__}')")
        return tuple.__new__(cls, sizes)

    def __repr__(self):
        return f"torch.Size({list(self)})"

    def __str__(self):
        return f"torch.Size({list(self)})"

    def numel(self):
        """The number of elements of a tensor of this size."""
        product = 1
        for size in self:
            product *= size
        return product

    def __getitem__(self, index):
        part = tuple.__getitem__(self, index)
        return Size(part) if isinstance(index, slice) else part

    def __add__(self, other):
        return Size(tuple.__add__(self, tuple(other))) if isinstance(other, tuple) else NotImplemented

    def __radd__(self, other):
        return Size(tuple(other) + tuple(self)) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, times):
        return Size(tuple.__mul__(self, times))

    __rmul__ = __mul__

    def __reduce__(self):
        return Size, (tuple(self),)
