"""Write wasm/python/numpy/_names.txt: the public names of the real NumPy, module by module.

Run under an interpreter that has NumPy 2.4. Downhill's numpy says of a name in this list that it does
not have it yet, and of any other name what Python says.
"""
import pathlib

import numpy

MODULES = {"numpy": numpy, "numpy.random": numpy.random, "numpy.linalg": numpy.linalg,
           "numpy.ndarray": numpy.ndarray}
TARGET = pathlib.Path(__file__).parents[3] / "wasm/python/numpy/_names.txt"

lines = [f"# made by tests/golden/names/make_numpy_names.py from NumPy {numpy.__version__}"]
for name, module in MODULES.items():
    lines.append(f"{name}: " + " ".join(sorted(n for n in dir(module) if not n.startswith("_"))))
TARGET.write_text("\n".join(lines) + "\n")
