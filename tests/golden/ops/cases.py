"""The operators that are compared with PyTorch: one table, read by make.py (which runs it in PyTorch and keeps
what comes out) and by check.py (which runs it in Downhill). A row: name, then variants: what is computed, and its
inputs, each with shape and distribution (see generator.py; input k is stream k + 1, the gradient stream 9, see
gradient_of). N values per element-wise operator and direction. Expressions may use torch, F, put and the inputs."""
N = 10000
S32 = 'float32'
S64 = 'float64'


def by_dtype(f32, f64):
    return {S32: f32, S64: f64}


def wide(low, high, *place): return ('wide', (low, high), *place)
def positive(spread, *place): return ('positive', spread, *place)
def uniform(low, high, *place): return ('uniform', (low, high), *place)
def index(high): return ('index', (0, high))


# Where every gradient is a sum of products.
PRODUCTS = {'matmul', 'linear', 'conv1d', 'conv2d', 'conv_transpose', 'solve', 'inverse'}
COARSE, TIES, MASK, SMALL = ('coarse',), ('ties',), ('mask',), ('integers', (-8, 9))
ALL_POSITIVE = by_dtype((-149, 127), (-1074, 1023))
HALF = N // 2


def one(expr, *spread):
    """A function of one input: an equal share of N for each distribution."""
    share = -(-N // len(spread))
    return [(expr, {'a': ((share,), d)}) for d in spread]


def two(expr, a, b, n=N):
    return (expr, {'a': ((n,), a), 'b': ((n,), b)})


def table(expr, distribution, *shape):
    return (expr, {'a': (shape, distribution)})


def gradient_of(operator, inputs):
    """The distribution of the gradient that the backward pass starts from. Products of matrices get what cannot cancel
    (so that ulps mean something), or whole numbers where their inputs are."""
    if operator in PRODUCTS:
        return SMALL if all(d == SMALL for _, d in inputs.values()) else uniform(0.25, 1)
    return COARSE if operator in MOVES else uniform(-2, 2)


def put(t, where, what):
    """Writing into a part: the copy's history takes in what was written."""
    out = t.clone()
    out[where] = what
    return out


PAIRS = two('{}', wide(-40, 40, 'outer'), wide(-40, 40, 'inner'), 3000)[1]
NEAR = two('{}', uniform(-3, 3), uniform(-3, 3), 4000)[1]
COLUMN = {'a': ((60, 50), uniform(-3, 3)), 'b': ((50,), uniform(-3, 3))}
ONE = {'a': ((1500,), wide(-20, 20, 'each'))}
TIED = {'a': ((1000,), TIES), 'b': ((1000,), TIES)}

# Where gradients are only moved, chosen or added, they are coarse: what is moved shows as well, and compresses better.
MOVES = set('neg abs relu clamp add sub maximum minimum where max min l1_loss reshape view transpose permute squeeze unsqueeze expand '
            'cat stack index index_put max_pool pad'.split())

CASES = [
    ('neg', one('-a', wide(-40, 40, 'each'), COARSE)),
    ('abs', one('a.abs()', wide(-40, 40, 'each'), COARSE)),
    ('relu', one('torch.relu(a)', wide(-40, 40, 'each'), COARSE)),
    ('exp', one('a.exp()', uniform(-3, 3), ('uniform', by_dtype((-104, 89), (-746, 710)), 'each'))),
    ('log', one('a.log()', uniform(0.5, 2), positive(ALL_POSITIVE, 'each'))),
    ('sqrt', one('a.sqrt()', uniform(0, 4), positive(ALL_POSITIVE, 'each'))),
    ('sin', one('a.sin()', uniform(-8, 8), uniform(-1e5, 1e5), wide(-40, 60, 'each'))),
    ('cos', one('a.cos()', uniform(-8, 8), uniform(-1e5, 1e5), wide(-40, 60, 'each'))),
    ('tanh', one('a.tanh()', uniform(-10, 10), wide(-40, 6, 'each'))),
    ('sigmoid', one('a.sigmoid()', uniform(-20, 20), wide(-40, 10, 'each'))),
    ('clamp', [
        ('a.clamp(-0.5, 0.75)', {'a': ((4000,), wide(-10, 10, 'each'))}),
        ('a.clamp(min=0.25)', {'a': ((3000,), wide(-10, 10, 'each'))}),
        ('a.clamp(max=0.25)', {'a': ((3000,), wide(-10, 10, 'each'))}),
    ]),
    ('add', [('a + b', PAIRS), ('a + b', NEAR), ('torch.add(a, b, alpha=0.3)', NEAR), ('a + b', COLUMN), ('a + 1.7', ONE)]),
    ('sub', [('a - b', PAIRS), ('a - b', NEAR), ('torch.sub(a, b, alpha=0.3)', NEAR), ('a - b', COLUMN), ('1.7 - a', ONE)]),
    ('mul', [('a * b', PAIRS), ('a * b', NEAR), ('a * b', COLUMN), ('a * 0.3', ONE)]),
    ('div', [('a / b', PAIRS), ('a / b', NEAR), ('a / b', COLUMN), ('a / 0.3', ONE), ('1.7 / a', ONE)]),
    ('pow', [(f'a ** {e}', {'a': ((900,), wide(-6, 6, 'each'))}) for e in (2, 3, -1, -2, 4, 7, 0, 1)]
     + [(f'a ** {e}', {'a': ((900,), positive((-6, 6), 'each'))}) for e in (0.5, -0.5, 2.5, -1.3)]),
    ('pow of tensors', [
        two('a ** b', uniform(-2, 2, 'outer'), uniform(-2, 2, 'inner'), 700),
        two('a ** b', positive((-6, 6)), uniform(-8, 8), 6300),
        two('a ** b', wide(-3, 3), SMALL, 3000),
    ]),
    ('pow of a number', one('2 ** a', ('uniform', by_dtype((-150, 129), (-1075, 1025)), 'each'))
     + [(f'{e} ** a', {'a': ((2000,), uniform(-20, 20, 'each'))}) for e in (0.3, 10)]),
    ('maximum', [('torch.maximum(a, b)', PAIRS), ('torch.maximum(a, b)', TIED), two('torch.max(a, b)', COARSE, COARSE, 6000)]),
    ('minimum', [('torch.minimum(a, b)', PAIRS), ('torch.minimum(a, b)', TIED), two('torch.min(a, b)', COARSE, COARSE, 6000)]),
] + [
    (name, [(f'a {op} b', PAIRS), (f'a {op} b', TIED), two(f'a {op} b', COARSE, COARSE, 5000), (f'a {op} 0.5', ONE)])
    for name, op in (('eq', '=='), ('ne', '!='), ('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>='))
] + [
    ('where', [
        ('torch.where(c, a, b)', {'a': ((9000,), COARSE), 'b': ((9000,), COARSE), 'c': ((9000,), MASK)}),
        ('torch.where(c, a, b)', {'a': ((40, 1), wide(-9, 9, 'each')), 'b': ((25,), COARSE), 'c': ((40, 25), MASK)}),
    ]),
    # Rounding differs with the order of the additions; with small whole numbers every order is exact.
    ('matmul', [
        ('a @ b', {'a': ((100, 64), uniform(0.25, 1)), 'b': ((64, 100), uniform(0.25, 1))}),
        ('a @ b', {'a': ((70, 50), SMALL), 'b': ((50, 90), SMALL)}),
        ('a @ b', {'a': ((100, 60), SMALL), 'b': ((60,), SMALL)}),
        ('a @ b', {'a': ((100, 60), uniform(0.25, 1)), 'b': ((60,), uniform(0.25, 1))}),
        ('a @ b', {'a': ((80,), SMALL), 'b': ((80, 50), SMALL)}),
        ('a @ b', {'a': ((80,), uniform(0.25, 1)), 'b': ((80, 50), uniform(0.25, 1))}),
        ('a @ b', {'a': ((1000,), SMALL), 'b': ((1000,), SMALL)}),
        ('a @ b', {'a': ((1000,), uniform(0.25, 1)), 'b': ((1000,), uniform(0.25, 1))}),
        ('a.t() @ b', {'a': ((30, 20), SMALL), 'b': ((30, 40), SMALL)}),
    ]),
    ('linear', [
        ('F.linear(a, b, c)', {'a': ((100, 30), uniform(0.25, 1)), 'b': ((100, 30), uniform(0.25, 1)),
                               'c': ((100,), uniform(0, 1))}),
        ('F.linear(a, b, c)', {'a': ((50, 20), SMALL), 'b': ((40, 20), SMALL), 'c': ((40,), SMALL)}),
        ('F.linear(a, b)', {'a': ((50, 20), SMALL), 'b': ((40, 20), SMALL)}),
    ]),
] + [
    (name, [
        table(f'a.{name}()', uniform(-1, 1), N), table(f'a.{name}()', uniform(-1, 1), 7),
        table(f'a.{name}()', COARSE, 30, 3, 11),
        table(f'a.{name}(0)', uniform(-1, 1), 70, 50), table(f'a.{name}(1)', uniform(-1, 1), 70, 50),
        table(f'a.{name}(1, keepdim=True)', uniform(-1, 1), 9, 500), table(f'a.{name}(1)', uniform(-1, 1), 30, 40, 3),
        table(f'a.{name}(dim=(0, 2))', uniform(-1, 1), 13, 10, 40), table(f'a.t().{name}(0)', uniform(-1, 1), 33, 130),
        table(f'a.{name}(1)', wide(-6, 6, 'each'), 26, 4),
    ]) for name in ('sum', 'mean')
] + [
    (name, [
        table(f'a.{name}()', uniform(-1, 1), N), table(f'a.{name}()', TIES, 1000),
        table(f'a.{name}(0)[0]', TIES, 100, 30), table(f'a.{name}(1)[1]', TIES, 100, 30),
        table(f'a.{name}(dim=1, keepdim=True).values', uniform(-1, 1), 100, 30), table(f'a.{name}(1)[0]', wide(-9, 9, 'each'), 13, 8),
    ]) for name in ('max', 'min')
] + [
    (name, [
        table(f'a.{name}()', uniform(-1, 1), N), table(f'a.{name}()', TIES, 1000), table(f'a.{name}(0)', TIES, 100, 30),
        table(f'a.{name}(dim=1)', uniform(-1, 1), 100, 30), table(f'a.{name}(1, keepdim=True)', wide(-9, 9, 'each'), 13, 8),
    ]) for name in ('argmax', 'argmin')
] + [
    (name, [
        table(f'F.{name}(a, dim=1)', uniform(-5, 5), 1500, 3), table(f'F.{name}(a, dim=1)', uniform(-5, 5), 30, 100),
        table(f'F.{name}(a, dim=0)', uniform(-5, 5), 10, 200), table(f'F.{name}(a, dim=0)', uniform(-90, 90), 1000),
        table(f'F.{name}(a, dim=1)', wide(-9, 9, 'each'), 26, 5),
    ]) for name in ('softmax', 'log_softmax')
] + [
    ('mse_loss', [
        two('F.mse_loss(a, b)', uniform(-3, 3), uniform(-3, 3), 5000),
        two("F.mse_loss(a, b, reduction='sum')", uniform(-3, 3), uniform(-3, 3), 2000),
        two("F.mse_loss(a, b, reduction='none')", wide(-9, 9, 'each'), uniform(-3, 3), 3000),
    ]),
    ('l1_loss', [
        two('F.l1_loss(a, b)', uniform(-3, 3), uniform(-3, 3), 5000), two("F.l1_loss(a, b, reduction='sum')", TIES, TIES, 2000),
        two("F.l1_loss(a, b, reduction='none')", wide(-9, 9, 'each'), uniform(-3, 3), 3000),
    ]),
    ('cross_entropy', [
        (f"F.cross_entropy(a, c, reduction='{how}')", {'a': ((rows, 5), uniform(-5, 5)), 'c': ((rows,), index(5))})
        for how, rows in (('mean', 1000), ('sum', 500), ('none', 500))
    ]),
    ('reshape', [table('a.reshape(50, -1)', COARSE, 20, 10, 25), table('a.t().reshape(-1)', COARSE, 40, 125)]),
    ('view', [table('a.view(25, 200)', COARSE, 20, 10, 25), table('a.view(-1)', COARSE, 50, 100)]),
    ('transpose', [table('a.transpose(0, 2)', COARSE, 20, 10, 25), table('a.t()', COARSE, 50, 100)]),
    ('permute', [table('a.permute(2, 0, 1)', COARSE, 20, 10, 50)]),
    ('squeeze', [table('a.squeeze()', COARSE, 1, 50, 1, 100), table('a.squeeze(1)', COARSE, 50, 1, 100)]),
    ('unsqueeze', [table('a.unsqueeze(0)', COARSE, 50, 100), table('a.unsqueeze(-1)', COARSE, 50, 100)]),
    ('expand', [table('a.expand(40, 50, 5)', COARSE, 50, 1), table('a.expand(3, -1)', COARSE, 100)]),
    ('cat', [
        ('torch.cat([a, b])', {'a': ((60, 50), COARSE), 'b': ((40, 50), COARSE)}),
        ('torch.cat([a, b, a], dim=1)', {'a': ((50, 30), COARSE), 'b': ((50, 40), COARSE)}),
    ]),
    ('stack', [two('torch.stack([a, b])', COARSE, COARSE, 3000), two('torch.stack([a, b, a], dim=-1)', COARSE, COARSE, 2000)]),
    ('index', [
        table('a[3]', COARSE, 40, 50), table('a[:, 2:40:3]', COARSE, 40, 50), table('a[..., -1]', COARSE, 10, 4, 50),
        table('a[None, 1:, 5]', COARSE, 40, 50), table('a[::2, None]', COARSE, 400, 5),
        ('a[c]', {'a': ((40, 5), uniform(-3, 3)), 'c': ((300,), index(40))}),
        ('a[c, d]', {'a': ((40, 50), uniform(-3, 3)), 'c': ((300,), index(40)), 'd': ((300,), index(50))}),
        ('a[c]', {'a': ((2000,), COARSE), 'c': ((2000,), MASK)}), ('a[:, c]', {'a': ((20, 30), COARSE), 'c': ((40,), index(30))}),
    ]),
    ('index_put', [
        ('put(a, 3, b)', {'a': ((40, 50), COARSE), 'b': ((50,), COARSE)}),
        ('put(a, (slice(None), slice(1, None, 2)), b)', {'a': ((40, 50), COARSE), 'b': ((40, 25), COARSE)}),
        ('put(a, c, b)', {'a': ((2000,), COARSE), 'b': ((1,), COARSE), 'c': ((2000,), MASK)}),
        ('put(a, c, 7.5)', {'a': ((3000,), COARSE), 'c': ((3000,), MASK)}),
        ('put(a, (torch.tensor([1, 5, 9]), slice(2, 4)), b)', {'a': ((20, 50), COARSE), 'b': ((3, 2), COARSE)}),
    ]),
]
