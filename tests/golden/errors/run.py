"""Runs the expressions of expected.json in the torch at hand and prints JSON: [[type or null, text], ...] in their order. Where
nothing is raised the text is the warning, if there is one."""
import contextlib, io, json, os, re, warnings

import torch

with warnings.catch_warnings():  # a warning that comes once a process
    warnings.simplefilter('ignore')
    float(torch.ones(1, requires_grad=True))

FOLDER = os.path.dirname(os.path.abspath(__file__))
PREAMBLE = ('p, q = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True); '
            'o = torch.optim.SGD([p], lr=0.1, momentum=0.9); a = torch.optim.Adagrad([p]); s = torch.optim.SGD([p], lr=0.1); ')


def raised(expression):
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(record=True) as said:
            warnings.simplefilter('always')
            exec(PREAMBLE + expression, {'torch': torch})
    except Exception as error:
        return type(error).__name__, re.sub(r'0x[0-9a-f]+', '0x…', str(error))
    return None, str(said[0].message) if said else ''


if __name__ == '__main__':
    with open(os.path.join(FOLDER, 'expected.json')) as f:
        expressions = [case[0] for case in json.load(f)['cases']]
    print(json.dumps([raised(e) for e in expressions]))
