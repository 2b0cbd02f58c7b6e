"""Activations and losses beyond the first ones: rows as in cases.py, with their numbers in zips of their own
(make.py activations_)."""
from cases import TIES, index, one, two, uniform, wide

CASES = [
    (name, [(f'F.{name}(a{more})', {'a': ((share,), d)}) for share, d, more in rows])
    for name, rows in (
        (name, [(6000, uniform(-8, 8), more), (4000, wide(-30, 7, 'each'), more)])
        for name, more in (
            ('logsigmoid', ''), ('silu', ''), ('mish', ''), ('softplus', ''), ('leaky_relu', ', 0.2'), ('elu', ''), ('selu', ''),
            ('celu', ', 0.7'), ('hardtanh', ', -0.5, 0.9'), ('relu6', ''), ('hardsigmoid', ''), ('hardswish', ''),
            ('softsign', ''), ('tanhshrink', ''))
    )
] + [
    ('gelu', one('F.gelu(a)', uniform(-8, 8), wide(-30, 4, 'each')) + one("F.gelu(a, approximate='tanh')", uniform(-4, 4))),
    ('erf', one('torch.erf(a)', uniform(-4, 4), wide(-40, 4, 'each'))),
    ('prelu', [
        ('F.prelu(a, b)', {'a': ((80, 50), wide(-9, 9, 'each')), 'b': ((50,), uniform(-1, 1))}),
        ('F.prelu(a, b)', {'a': ((6000,), uniform(-3, 3)), 'b': ((1,), uniform(-1, 1))}),
    ]),
] + [
    (name, [
        two(f'F.{name}(a, b)', uniform(-3, 3), uniform(-3, 3), 5000), two(f"F.{name}(a, b, reduction='sum')", TIES, TIES, 2000),
        two(f"F.{name}(a, b, reduction='none', {more})", wide(-9, 9, 'each'), uniform(-3, 3), 3000),
    ]) for name, more in (('smooth_l1_loss', 'beta=0.3'), ('huber_loss', 'delta=0.3'))
] + [
    ('binary_cross_entropy', [
        two('F.binary_cross_entropy(a, b)', uniform(0, 1), uniform(0, 1), 2000),
        two("F.binary_cross_entropy(a, b, reduction='none')", uniform(0, 1), uniform(0, 1), 2000),
        ("F.binary_cross_entropy(a, b, weight=(c / 4).to(a.dtype), reduction='sum')",
         {'a': ((60, 50), uniform(0, 1)), 'b': ((60, 50), uniform(0, 1)), 'c': ((50,), index(8))}),
    ]),
    ('binary_cross_entropy_with_logits', [
        two('F.binary_cross_entropy_with_logits(a, b)', uniform(-6, 6), uniform(0, 1), 2000),
        two("F.binary_cross_entropy_with_logits(a, b, reduction='none')", wide(-30, 6, 'each'), uniform(0, 1), 2000),
        ("F.binary_cross_entropy_with_logits(a, b, weight=(c / 4).to(a.dtype), pos_weight=(d / 4).to(a.dtype), reduction='sum')",
         {'a': ((60, 50), uniform(-6, 6)), 'b': ((60, 50), uniform(0, 1)), 'c': ((50,), index(8)), 'd': ((50,), index(12))}),
    ]),
    ('kl_div', [
        two("F.kl_div(a, b, reduction='batchmean')", uniform(-6, 0), uniform(0, 1), 2000),
        two("F.kl_div(a, b, reduction='none')", uniform(-6, 0), uniform(0, 1), 2000),
        two("F.kl_div(a, b, reduction='sum', log_target=True)", uniform(-6, 0), uniform(-6, 0), 2000),
    ]),
    ('poisson_nll_loss', [
        two('F.poisson_nll_loss(a, b)', uniform(-3, 3), uniform(0, 5), 2500),
        two("F.poisson_nll_loss(a, b, log_input=False, full=True, reduction='none')", uniform(0.1, 5), uniform(0, 5), 2500),
    ]),
    ('gaussian_nll_loss', [
        (f"F.gaussian_nll_loss(a, b, c, full={full}, reduction='{how}')",
         {'a': ((2000,), uniform(-3, 3)), 'b': ((2000,), uniform(-3, 3)), 'c': ((2000,), uniform(0.1, 3))})
        for full, how in ((False, 'mean'), (True, 'none'))
    ]),
    ('soft_margin_loss', [
        (f"F.soft_margin_loss(a, (c * 2 - 1).to(a.dtype), reduction='{how}')", {'a': ((2500,), uniform(-3, 3)), 'c': ((2500,), index(2))})
        for how in ('mean', 'none')
    ]),
    ('hinge_embedding_loss', [
        (f"F.hinge_embedding_loss(a, c * 2 - 1, reduction='{how}')", {'a': ((2500,), uniform(-3, 3)), 'c': ((2500,), index(2))})
        for how in ('mean', 'none')
    ]),
    ('margin_ranking_loss', [
        (f"F.margin_ranking_loss(a, b, c * 2 - 1, margin=0.5, reduction='{how}')",
         {'a': ((2000,), uniform(-3, 3)), 'b': ((2000,), uniform(-3, 3)), 'c': ((2000,), index(2))})
        for how in ('mean', 'none')
    ]),
    ('cosine_embedding_loss', [
        (f"F.cosine_embedding_loss(a, b, c * 2 - 1, margin=0.1, reduction='{how}')",
         {'a': ((400, 10), uniform(-3, 3)), 'b': ((400, 10), uniform(-3, 3)), 'c': ((400,), index(2))})
        for how in ('mean', 'none')
    ]),
]
