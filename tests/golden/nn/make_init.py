"""Write init.inc: what torch.nn.init fills a [3, 5] tensor of float32 with after manual_seed(7).

    python make_init.py        under PyTorch 2.13.0
"""
import pathlib

import torch
from torch.nn import init

CASES = [
    ("uniform_", (-1.5, 2.0)), ("normal_", (0.5, 0.1)), ("trunc_normal_", (0.0, 1.0, -1.0, 0.5)), ("ones_", ()), ("zeros_", ()),
    ("eye_", ()), ("xavier_uniform_", (2.0,)), ("xavier_normal_", (0.5,)), ("kaiming_uniform_", (0.2,)),
    ("kaiming_uniform_", (0, "fan_out", "relu")), ("kaiming_normal_", (0.2,)), ("kaiming_normal_", (0, "fan_out", "tanh")),
]
lines = [f"// torch.nn.init of PyTorch {torch.__version__.partition('+')[0]}, by make_init.py."]
for name, arguments in CASES:
    torch.manual_seed(7)
    values = getattr(init, name)(torch.empty(3, 5), *arguments).flatten().tolist()
    texts = [str(a) for a in arguments]
    if len(arguments) == 3 and arguments[1] == "fan_out":
        texts[1:] = ["nn::init::FanMode::out", f'"{arguments[2]}"']
    call = f"nn::init::{name}({', '.join(['t', *texts])})"
    lines.append(f'{{"{name}", [](const Tensor& t) {{ {call}; }},\n {{{", ".join(repr(v) for v in values)}}}}},')
(pathlib.Path(__file__).parent / "init.inc").write_text("\n".join(lines) + "\n")
