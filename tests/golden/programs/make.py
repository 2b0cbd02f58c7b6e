"""Runs each program of this folder in real PyTorch and writes NAME.txt: what `npm run notebook NAME.py` has to print.

    /path/to/venv/bin/python make.py [NAME ...]        (PyTorch 2.13.0, NumPy 2, CPU)

Square roots are made correctly rounded first, because the official wheel's are off by one ulp on some machines
(Intel's MKL); where a gradient passes through one, by an autograd.Function that prints under PyTorch's own name.
meta.json holds the versions. What differs by the Python version only is in differences.json, which the tests apply."""
import ast, io, json, os, platform, re, subprocess, sys, tokenize

HERE = os.path.dirname(os.path.abspath(__file__))


def correct_square_roots():
    import numpy as np
    import torch

    real_pow, real_sqrt_ = torch.pow, torch.Tensor.sqrt_

    def rounded(t):
        with np.errstate(invalid='ignore'):
            return torch.from_numpy(np.asarray(np.sqrt(t.detach().numpy())))

    class Sqrt(torch.autograd.Function):
        @staticmethod
        def forward(ctx, t):
            y = rounded(t)
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx, g):
            y, = ctx.saved_tensors
            return g / (2 * y)

    class PowHalf(torch.autograd.Function):
        @staticmethod
        def forward(ctx, t):
            ctx.save_for_backward(t)
            return rounded(t)

        @staticmethod
        def backward(ctx, g):
            t, = ctx.saved_tensors
            return g * (0.5 * t.pow(-0.5))

    Sqrt._backward_cls.__name__ = 'SqrtBackward0'
    PowHalf._backward_cls.__name__ = 'PowBackward0'

    def floating(t):
        return isinstance(t, torch.Tensor) and t.is_floating_point()

    def sqrt(t):
        return Sqrt.apply(t) if floating(t) else Sqrt.apply(t.float())

    def sqrt_(t):
        if torch.is_grad_enabled() and t.requires_grad:
            return real_sqrt_(t)
        return t.copy_(rounded(t))

    def power(t, e):
        half = isinstance(e, float) and e == 0.5 and floating(t)
        return PowHalf.apply(t) if half else real_pow(t, e)

    torch.sqrt = torch.Tensor.sqrt = sqrt
    torch.Tensor.sqrt_ = sqrt_
    torch.Tensor.__pow__ = torch.Tensor.pow = torch.pow = power


def cells_of(source):
    """The cells of a script with `# %%` marks; a script without marks is one cell whose value is not shown."""
    parts = re.split(r'(?m)^# ?%%(.*)$', source)
    cells = [('', parts[0])] + list(zip(parts[1::2], parts[2::2]))
    return [code for title, code in cells if code.strip() and '[markdown]' not in title], len(parts) > 1


def ends_in_semicolon(code):
    skip = (tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER, tokenize.DEDENT)
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(code).readline) if t.type not in skip]
    return bool(tokens) and tokens[-1].string == ';'


def run_cell(code, names, show):
    tree = ast.parse(code)
    last = tree.body[-1] if tree.body else None
    value = None
    if show and isinstance(last, ast.Expr) and not ends_in_semicolon(code):
        exec(compile(ast.Module(tree.body[:-1], []), '<cell>', 'exec'), names)
        value = eval(compile(ast.Expression(last.value), '<cell>', 'eval'), names)
    else:
        exec(compile(tree, '<cell>', 'exec'), names)
    if value is not None:
        print(repr(value))


def run_program(path):
    import torch
    import torch._decomp.decompositions_for_jvp  # compiles torch.pow as it is: before it is replaced

    torch.set_num_threads(1)
    correct_square_roots()
    cells, marked = cells_of(open(path).read())
    names = {'__name__': '__main__'}
    for code in cells:
        run_cell(code, names, marked)


def main(names):
    import numpy, torch

    every = sorted(f[:-3] for f in os.listdir(HERE) if f.endswith('.py') and f != 'make.py')
    for name in names or every:
        done = subprocess.run([sys.executable, '-W', 'ignore', __file__, '--run', os.path.join(HERE, name + '.py')],
                              capture_output=True, text=True)
        if done.returncode or done.stderr:
            sys.exit(f'{name}:\n{done.stdout[-500:]}\n{done.stderr}')
        with open(os.path.join(HERE, name + '.txt'), 'w') as f:
            f.write(done.stdout)
        print(f'{name}: {len(done.stdout.splitlines())} lines')
    meta = {'torch': torch.__version__, 'python': platform.python_version(), 'numpy': numpy.__version__,
            'square roots': 'correctly rounded', 'programs': every}
    with open(os.path.join(HERE, 'meta.json'), 'w') as f:
        json.dump(meta, f, indent=1)
        f.write('\n')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--run']:
        run_program(sys.argv[2])
    else:
        main(sys.argv[1:])
