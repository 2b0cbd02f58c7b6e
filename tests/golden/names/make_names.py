"""Write wasm/python/torch/_torch_names.py: the names that real PyTorch has.

    python make_names.py        under PyTorch 2.13.0

Downhill says of a name in these lists that it does not have it; of any other, Python's usual text.
"""
import pathlib
import textwrap
import warnings

import torch

PLACES = {
    "torch": torch,
    "Tensor": torch.Tensor,
    "torch.nn": torch.nn,
    "torch.nn.functional": torch.nn.functional,
    "torch.nn.init": torch.nn.init,
    "torch.nn.utils": torch.nn.utils,
    "torch.linalg": torch.linalg,
    "torch.optim": torch.optim,
    "torch.autograd": torch.autograd,
}

warnings.simplefilter("ignore")
target = pathlib.Path(__file__).parents[3] / "wasm/python/torch/_torch_names.py"
parts = [f'"""The names of PyTorch {torch.__version__.partition("+")[0]}, by tests/golden/names/make_names.py."""\n\nNAMES = {{']
for place, module in PLACES.items():
    names = sorted(name for name in dir(module) if not name.startswith("_"))
    lines = textwrap.wrap(" ".join(names), 100)
    body = "\n".join(f'        "{line} "' for line in lines)
    parts.append(f'    "{place}": (\n{body}\n    ),')
parts.append("}")
target.write_text("\n".join(parts) + "\n")
