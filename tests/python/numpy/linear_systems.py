"""numpy.linalg: systems of linear equations, symmetric eigenvalues, least squares."""
import numpy as np

np.random.seed(3)
A = np.array([[2.0, 1.0], [1.0, 3.0]])
b = np.array([1.0, 2.0])
many = np.array([[[4.0, 1.0], [2.0, 3.0]], [[1.0, 0.5], [0.0, -2.0]]])
symmetric = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 1.0], [0.5, 1.0, -1.0]])
X = np.column_stack([np.ones(20), np.arange(20.0), np.sin(np.arange(20.0))])
y = X @ np.array([1.5, -2.0, 0.25]) + 0.1 * np.cos(7 * np.arange(20.0))
large = np.random.rand(7, 7) + 3 * np.eye(7)


def fits(values, vectors, matrix):
    return np.allclose(matrix @ vectors, vectors * values), np.allclose(vectors.T @ vectors, np.eye(len(values)))


RESULTS = """
np.linalg.solve(A, b); np.linalg.solve(A, np.eye(2)); np.linalg.inv(A); np.round(np.linalg.det(A), 12); np.linalg.solve([[2, 1], [1, 3]], [1, 2])
np.linalg.solve(many, np.ones((2, 2, 1))); np.linalg.inv(many); np.linalg.det(many); type(np.linalg.det(A)); np.linalg.inv(A.astype(np.float32)).dtype
np.round(np.linalg.inv(large), 6); np.round(np.linalg.det(large), 6); np.allclose(large @ np.linalg.inv(large), np.eye(7)); np.linalg.solve(A, b).shape
np.round(np.linalg.eigvalsh(symmetric), 10); np.round(np.linalg.eigh(symmetric).eigenvalues, 10); fits(*np.linalg.eigh(symmetric), symmetric)
np.round(np.linalg.eigvalsh(large + large.T), 8); fits(*np.linalg.eigh(large + large.T), large + large.T); np.linalg.eigvalsh(np.diag([3.0, 1.0, 2.0]))
np.round(np.linalg.lstsq(X, y, rcond=None)[0], 8); np.round(np.linalg.lstsq(X, y, rcond=None)[1], 8); np.linalg.lstsq(X, y, rcond=None)[2]; np.round(np.linalg.lstsq(X, y, rcond=None)[3], 8)
np.round(np.linalg.lstsq(X, np.column_stack([y, 2 * y]), rcond=None)[0], 8); np.linalg.lstsq(A, b, rcond=None)[1]; np.round(np.linalg.inv(X.T @ X) @ X.T @ y, 8)
np.linalg.inv(np.zeros((2, 2))); np.linalg.solve(np.ones((2, 2)), b); np.linalg.inv(np.ones((2, 3))); np.linalg.inv(b); np.linalg.det(b); np.linalg.solve(A, np.ones(3))
np.linalg.solve(A, np.ones((3, 1))); np.linalg.lstsq(X, b, rcond=None); issubclass(np.linalg.LinAlgError, ValueError)
"""

for expression in RESULTS.replace("\n", ";").split(";"):
    if expression.strip():
        try:
            print(expression.strip(), "->", eval(expression))
        except Exception as error:
            print(expression.strip(), "->", type(error).__name__, error)
