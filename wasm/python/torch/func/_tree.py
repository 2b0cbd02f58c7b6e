"""Nested tuples, lists and dicts of values."""


def leaves(tree):
    """The values in order."""
    if isinstance(tree, (tuple, list)):
        return [leaf for one in tree for leaf in leaves(one)]
    if isinstance(tree, dict):
        return [leaf for one in tree.values() for leaf in leaves(one)]
    return [] if tree is None else [tree]


def rebuilt(tree, values):
    """The same nesting around other values, taken from an iterator."""
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return type(tree)(*(rebuilt(one, values) for one in tree))
    if isinstance(tree, (tuple, list)):
        return type(tree)([rebuilt(one, values) for one in tree])
    if isinstance(tree, dict):
        return type(tree)((key, rebuilt(one, values)) for key, one in tree.items())
    return None if tree is None else next(values)


def mapped(function, tree):
    """The same nesting around function(value)."""
    return rebuilt(tree, iter([function(leaf) for leaf in leaves(tree)]))


def same(a, b):
    """Whether both are nested alike."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (tuple, list)) or isinstance(b, (tuple, list)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return (a is None) == (b is None) and isinstance(a, dict) == isinstance(b, dict)


def spread(prefix, tree):
    """One value of `prefix` for every leaf of tree: a prefix's leaf holds for all below it. None if it does not fit."""
    if not isinstance(prefix, (tuple, list, dict)):
        return [prefix] * len(leaves(tree))
    if isinstance(prefix, dict):
        if not isinstance(tree, dict) or list(prefix) != list(tree):
            return None
        parts = [spread(prefix[key], tree[key]) for key in tree]
    else:
        if not isinstance(tree, (tuple, list)) or len(prefix) != len(tree):
            return None
        parts = [spread(*pair) for pair in zip(prefix, tree)]
    return None if None in parts else [value for part in parts for value in part]
