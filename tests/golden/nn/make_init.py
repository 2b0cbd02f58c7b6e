"""Write init.inc: what torch.nn.init fills float32 tensors with after manual_seed(7), by shape and layout.

    python make_init.py        under PyTorch 2.13.0
"""
import pathlib

import torch
from torch.nn import init

FLAT, SQUARE = ((3, 5), "plain"), ((5, 6), "plain")
TURNED, GAPS = ((5, 6), "transposed"), ((4, 5), "gaps")
CASES = [
    *(("uniform_", (-1.5, 2.0), at) for at in (FLAT, TURNED, GAPS)),
    *(("normal_", (0.5, 0.1), at) for at in (FLAT, SQUARE, TURNED, GAPS, ((3, 5), "transposed"))),
    # More than 0.3 of the distribution between the bounds, then less: two algorithms.
    *(("trunc_normal_", (0.0, 1.0, -1.0, 0.5), at) for at in (FLAT, SQUARE, TURNED, GAPS)),
    *(("trunc_normal_", bounds, at) for bounds in ((0.0, 1.0, 1.0, 3.0), (1.0, 2.0, 0.0, 0.5)) for at in (FLAT, SQUARE, TURNED)),
    ("ones_", (), FLAT), ("zeros_", (), FLAT),
    ("eye_", (), FLAT), ("eye_", (), TURNED), ("xavier_uniform_", (2.0,), FLAT), ("xavier_normal_", (0.5,), FLAT),
    ("kaiming_uniform_", (0.2,), FLAT), ("kaiming_uniform_", (0, "fan_out", "relu"), FLAT), ("kaiming_normal_", (0.2,), FLAT),
    ("kaiming_normal_", (0, "fan_out", "tanh"), FLAT),
    ("dirac_", (), ((3, 2, 3), "plain")), ("dirac_", (2,), ((4, 3, 3, 2), "plain")), ("dirac_", (), ((2, 3, 1, 3, 2), "plain")),
    ("sparse_", (0.4,), SQUARE), ("sparse_", (0.1, 0.5), TURNED), ("sparse_", (1.0,), FLAT),
    *(("orthogonal_", (gain,), at) for gain, at in ((1.0, FLAT), (2.0, SQUARE), (1.0, TURNED), (1.0, ((6, 2), "plain")),
                                                    (0.5, ((4, 2, 3), "plain")), (1.0, ((1, 4), "plain")),
                                                    (1.0, ((4, 1), "plain")), (1.0, ((4, 4), "plain")))),
]
LAYOUTS = {  # of the given shape; init_test.cpp makes the same ones
    "plain": torch.empty,
    "transposed": lambda shape: torch.empty(shape[::-1]).t(),
    "gaps": lambda shape: torch.empty(*shape[:-1], 2 * shape[-1])[..., ::2],
}
lines = [f"// torch.nn.init of PyTorch {torch.__version__.partition('+')[0]}, by make_init.py."]
for name, arguments, (shape, layout) in CASES:
    torch.manual_seed(7)
    values = getattr(init, name)(LAYOUTS[layout](shape), *arguments).flatten().tolist()
    values.append(torch.rand(1).item())  # the generator has gone as far
    texts = [str(a) for a in arguments]
    if len(arguments) == 3 and arguments[1] == "fan_out":
        texts[1:] = ["nn::init::FanMode::out", f'"{arguments[2]}"']
    call = f"nn::init::{name}({', '.join(['t', *texts])})"
    sizes = ", ".join(map(str, shape))
    lines.append(f'{{"{name}", {{{sizes}}}, {layout}, [](const Tensor& t) {{ {call}; }},\n {{{", ".join(repr(v) for v in values)}}}}},')
(pathlib.Path(__file__).parent / "init.inc").write_text("\n".join(lines) + "\n")
