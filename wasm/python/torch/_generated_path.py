"""Finds the generated halves of torch's packages.

In the page they lie beside the hand-written files. In the source tree they lie in a folder of their own
(build/generated/python), which is on sys.path too: this finder looks there for modules of torch that
were not found otherwise.
"""
import os
import sys
from importlib.machinery import PathFinder


class _Finder:
    def __init__(self, roots):
        self.roots = roots

    def find_spec(self, name, path=None, target=None):
        if not name.startswith(("torch.", "downhill.")):
            return None
        parts = name.split(".")[:-1]
        return PathFinder.find_spec(name, [os.path.join(root, *parts) for root in self.roots])


def install(package_file):
    """Looks for generated files where the package itself does not have them."""
    if os.path.exists(os.path.join(os.path.dirname(package_file), "_ops.py")):
        return
    roots = [root for root in sys.path if os.path.exists(os.path.join(root, "torch", "_ops.py"))]
    if roots:
        sys.meta_path.append(_Finder(roots))
