"""Runs every program of this folder in the torch at hand, each in names of its own, and prints JSON: {"file: title": text}."""
import contextlib, io, json, os, re, warnings

FOLDER = os.path.dirname(os.path.abspath(__file__))
FILES = ('optimizers', 'schedulers', 'layers', 'losses')


def programs():
    for name in FILES:
        with open(os.path.join(FOLDER, name + '.py')) as f:
            parts = re.split(r'(?m)^# %% (.*)$', f.read())
        for title, code in zip(parts[1::2], parts[2::2]):
            yield f'{name}: {title}', code


def printed(code):
    out, names = io.StringIO(), {'__name__': '__main__'}
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(code, names)
    except Exception as error:
        return f'{out.getvalue()}{type(error).__name__}: {error}'
    finally:
        names.clear()  # a Function's node keeps its class, whose functions keep these, where its output is
    return out.getvalue()


if __name__ == '__main__':
    print(json.dumps({name: printed(code) for name, code in programs()}))
