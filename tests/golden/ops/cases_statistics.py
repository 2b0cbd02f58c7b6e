"""Norms, products, variances, running sums, sorting and picking: rows as in cases.py, with their numbers in zips of
their own (make.py statistics_)."""
from cases import COARSE, TIES, index, table, uniform, wide

SPREAD = wide(-9, 9, 'each')
NEAR_ONE = uniform(0.8, 1.25)


def shapes(expression, distribution, whole=True):
    """Over everything (lines that fill vectors of lanes and that do not), the rows, the columns, the middle."""
    rows = [table(expression.format(''), distribution, n) for n in (1, 7, 30, 133, 1000)] if whole else []
    return rows + [
        table(expression.format('1'), distribution, 60, 37), table(expression.format('0'), distribution, 30, 41),
        table(expression.format('-1'), distribution, 20, 130), table(expression.format('1'), distribution, 8, 40, 9),
    ]


def several(expression, distribution):
    return [table(expression.format(dims), distribution, 10, 12, 17) for dims in ('(0, 2)', '(1, 2)', '(0, 1)')]


CASES = [
    ('vector_norm', [
        row for p in ('2', '1', "float('inf')", "float('-inf')", '0')
        for row in shapes('torch.linalg.vector_norm(a, %s, dim=({},))' % p, SPREAD, False) +
        [table(f'torch.linalg.vector_norm(a, {p})', SPREAD, n) for n in (1, 7, 133, 1000)] +
        several('torch.linalg.vector_norm(a, %s, dim={})' % p, SPREAD)
    ] + [table('a.norm()', uniform(-3, 3), 50, 40), table('a.norm(dim=1)', TIES, 40, 12),
         table('a.t().norm(dim=1)', uniform(-3, 3), 40, 33)]),
    ('vector_norm_p', [
        row for p in ('3', '1.5', '0.5', '-2')
        for row in (table(f'torch.linalg.vector_norm(a, {p})', uniform(-3, 3), 700),
                    table(f'torch.linalg.vector_norm(a, {p}, dim=(1,))', uniform(-3, 3), 60, 15))
    ]),
    ('prod', shapes('a.prod({})', NEAR_ONE) + [table('a.prod(1)', TIES, 60, 5), table('a.t().prod(0)', NEAR_ONE, 40, 70)]),
    ('var', shapes('a.var({})', uniform(-3, 3), False) + several('a.var({})', uniform(-3, 3)) + [
        table('a.var()', uniform(-3, 3), 1000), table('a.var()', SPREAD, 40, 25), table('a.var(unbiased=False)', uniform(5, 6), 50),
        table('a.var(1, correction=2)', COARSE, 30, 20), table('a.t().var(0)', uniform(-3, 3), 30, 20)]),
    ('std', shapes('a.std({})', uniform(-3, 3), False) + several('a.std({})', uniform(-3, 3)) + [
        table('a.std()', uniform(-3, 3), 1000), table('a.std()', SPREAD, 40, 25), table('a.std(1)', TIES, 30, 4)]),
    ('var_mean', [
        row for part in (0, 1) for name in ('var', 'std')
        for row in (table(f'torch.{name}_mean(a)[{part}]', uniform(-3, 3), 800),
                    table(f'torch.{name}_mean(a, 1)[{part}]', uniform(-3, 3), 60, 21))
    ]),
    ('cumsum', shapes('a.cumsum({})', uniform(-3, 3), False) + [table('a.cumsum(0)', SPREAD, 800)]),
    ('cumprod', shapes('a.cumprod({})', NEAR_ONE, False) + [table('a.cumprod(0)', NEAR_ONE, 800), table('a.cumprod(1)', TIES, 60, 6)]),
    ('flip', [table('a.flip(0)', COARSE, 30, 20), table('a.flip(0, 2)', COARSE, 8, 9, 10)]),
    ('sort', [
        table(f'a.sort({more})[{part}]', d, 40, 25) for part in (0, 1) for d, more in
        ((uniform(-3, 3), ''), (uniform(-3, 3), '0, True'), (TIES, 'dim=1, stable=True'), (TIES, 'dim=0, descending=True, stable=True'))
    ]),
    ('topk', [table(f'a.topk({more})[0]', uniform(-3, 3), 40, 25) for more in ('3', '5, 0', '2, largest=False', '25')]),
    ('gather', [('a.gather(1, c)', {'a': ((60, 30), uniform(-3, 3)), 'c': ((60, 20), index(30))}),
                ('a.gather(0, c)', {'a': ((25, 40), uniform(-3, 3)), 'c': ((60, 30), index(25))})]),
    ('scatter_add', [('a.scatter_add(1, c, b)', {'a': ((60, 10), uniform(-3, 3)), 'b': ((60, 30), uniform(-3, 3)),
                                                'c': ((60, 30), index(10))})]),
    ('cosine_similarity', [
        (f'F.cosine_similarity(a, b{more})', {'a': ((100, 12), uniform(-3, 3)), 'b': ((100, 12), uniform(-3, 3))})
        for more in ('', ', dim=0')
    ]),
    ('pairwise_distance', [
        (f'F.pairwise_distance(a, b{more})', {'a': ((200, 12), uniform(-3, 3)), 'b': ((200, 12), uniform(-3, 3))})
        for more in ('', ', p=1')
    ]),
]
