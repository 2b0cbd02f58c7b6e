"""Runs every case of repr_cases.json and error_cases.json in the torch at hand. The last line printed is JSON:
{"python": version, "repr_cases": [text, ...], "error_cases": [[type or null, text], ...]}, in the files' order, memory
addresses masked. What was expected is compared by tests/python/repr.test.ts and error.test.ts."""
import contextlib, io, json, os, platform, re, warnings

import numpy
import torch

BEFORE = numpy, torch  # imported once, and before the clock of any case

FOLDER = os.path.dirname(os.path.abspath(__file__))


def load(name):
    with open(os.path.join(FOLDER, name + '.json')) as f:
        return json.load(f)


def masked(text):
    return re.sub(r'0x[0-9a-f]+', '0x…', text)


def printed(code):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(code, {})
    except Exception as error:
        return masked(f'{out.getvalue()}{type(error).__name__}: {error}')
    finally:
        if hasattr(torch, 'set_printoptions'):
            torch.set_printoptions(profile='default', linewidth=80)
    return masked(out.getvalue())


def raised(code):
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(code, {})
    except Exception as error:
        return type(error).__name__, masked(str(error))
    return None, 'NO ERROR'


def main():
    out = {'python': platform.python_version()}
    for name, run in (('repr_cases', printed), ('error_cases', raised)):
        data = load(name)
        out[name] = [run(data['preamble'] + case['expr']) for case in data['cases']]
    print(json.dumps(out))


main()
