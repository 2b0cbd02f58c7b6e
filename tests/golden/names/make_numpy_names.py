"""Write wasm/python/numpy/_names.py: the public names of the real NumPy, module by module.

Run under an interpreter that has NumPy 2.4. Downhill's numpy says of a name in this list that it does
not have it yet, and of any other name what Python says.
"""
import pathlib
import textwrap

import numpy

MODULES = {"numpy": numpy, "numpy.random": numpy.random, "numpy.linalg": numpy.linalg,
           "numpy.random.Generator": numpy.random.Generator, "numpy.ndarray": numpy.ndarray}
TARGET = pathlib.Path(__file__).parents[3] / "wasm/python/numpy/_names.py"

lines = [f"# Made by tests/golden/names/make_numpy_names.py from NumPy {numpy.__version__}.", "NAMES = {"]
for name, module in MODULES.items():
    names = " ".join(sorted(n for n in dir(module) if not n.startswith("_")))
    wrapped = textwrap.wrap(names, 100, break_long_words=False, break_on_hyphens=False)
    lines += [f'    "{name}": """', *wrapped, '""",']
TARGET.write_text("\n".join([*lines, "}"]) + "\n")
