"""Systems of linear equations, inverses and determinants: rows as in cases.py, with their numbers in zips of their own
(make.py linear_). Matrices have heavy diagonals and nothing positive beside them, so that their inverses have no
negative elements: nothing cancels, and ulps mean something."""
from cases import uniform


def matrices(expression, n, number, **more):
    inputs = {name: (shape, uniform(0.25, 3)) for name, shape in more.items()}
    return (expression.format(f'(a + {n + 1} * torch.eye({n}))'), {'a': ((number, n, n), uniform(-1, -0.1)), **inputs})


CASES = [
    ('solve', [matrices('torch.linalg.solve({}, b)', n, 60, b=(60, n, k)) for n, k in ((1, 1), (2, 1), (2, 3), (3, 2), (5, 1), (9, 2))] +
     [matrices('torch.linalg.solve({}, b)', 4, 40, b=(40, 4)), matrices('torch.linalg.solve({}, b)', 3, 1, b=(3,)),
      matrices('torch.linalg.solve({}.mT, b, left=False)', 3, 20, b=(20, 2, 3))]),
    ('inverse', [matrices('torch.linalg.inv({})', n, 40) for n in (1, 2, 3, 5, 8)] + [matrices('{}.mT.inverse()', 3, 40)]),
    ('det', [matrices('torch.linalg.det({})', n, 100) for n in (1, 2, 3, 5, 8)] + [matrices('{}[0].det()', 4, 1)]),
]
