"""Systems of linear equations, inverses, determinants; Newton's method with them."""
import torch

A = torch.tensor([[2.0, 1.0], [1.0, 3.0]], requires_grad=True)
b = torch.tensor([1.0, 2.0], requires_grad=True)
many = torch.tensor([[[4.0, 1.0], [2.0, 3.0]], [[1.0, 0.5], [0.0, -2.0]]])
S = torch.tensor([[2.0, 1.0], [1.0, 3.0]], requires_grad=True)
eye, whole = torch.eye(2), torch.eye(2, dtype=torch.int64)


def gradients(result, *leaves):
    return torch.autograd.grad(result.sum(), leaves)


RESULTS = """
torch.linalg.solve(A, b); torch.linalg.inv(A); torch.inverse(A); A.inverse(); torch.linalg.det(A); torch.det(A); A.det()
torch.linalg.solve(A, eye, left=False).detach(); torch.linalg.solve(A, torch.ones(3, 2), left=False).detach(); torch.linalg.solve(A.double(), b.double())
torch.linalg.solve(many, torch.ones(2, 2)); torch.linalg.solve(many, torch.ones(2, 2, 1)); torch.linalg.solve(A, torch.ones(4, 2, 1)).shape
torch.linalg.solve(many, torch.ones(2, 3)); torch.linalg.inv(many); torch.linalg.det(many); many.mT.inverse(); torch.linalg.det(torch.zeros(3, 2, 2))
gradients(torch.linalg.solve(A, b), A, b); gradients(torch.linalg.inv(A), A); gradients(torch.det(A), A)
gradients(torch.linalg.solve(A, eye, left=False) * torch.tensor([1.0, 2.0]), A)
gradients(torch.linalg.solve(many.requires_grad_(), torch.ones(2, 2)), many); gradients(torch.det(torch.ones(2, 2).requires_grad_() * A), A)
gradients(torch.linalg.solve(A, torch.ones(4, 2, 1)), A); many.detach_().shape
torch.linalg.inv(torch.ones(0, 0)); torch.linalg.det(torch.ones(0, 0)); torch.linalg.solve(torch.ones(0, 0), torch.ones(0))
torch.linalg.solve(torch.zeros(2, 2), torch.ones(2)); torch.linalg.inv(torch.zeros(2, 2)); torch.inverse(torch.tensor([[1.0, 2.0], [2.0, 4.0]]))
torch.linalg.solve(torch.zeros(3, 2, 2), torch.ones(3, 2, 1)); torch.linalg.inv(torch.stack([eye, eye * 0]))
torch.linalg.inv(torch.ones(2, 3)); torch.linalg.det(torch.ones(2, 3)); torch.linalg.solve(torch.ones(2, 3), torch.ones(2)); torch.linalg.inv(b)
torch.linalg.solve(torch.ones(2, 2), torch.ones(3)); torch.linalg.solve(eye, torch.ones(3, 1)); torch.linalg.solve(eye, torch.ones(2, 3, 2))
torch.linalg.solve(A, b, left=False); torch.linalg.solve(b, b); torch.linalg.solve(eye, b.double()); torch.linalg.inv(whole); whole.det()
torch.linalg.solve(whole, b); torch.linalg.LinAlgError; issubclass(torch.linalg.LinAlgError, RuntimeError)
torch.linalg.eigvalsh(S).detach(); torch.linalg.eigh(S).eigenvalues.detach(); torch.linalg.eigh(S)[1].abs().detach(); gradients(torch.linalg.eigvalsh(S)[1], S)
gradients(torch.linalg.eigh(S).eigenvectors.abs() * torch.tensor([1.0, 2.0]), S); torch.linalg.eigvalsh(torch.stack([eye, 2 * eye])); torch.linalg.eigvalsh(torch.ones(0, 0))
gradients(torch.linalg.eigvalsh(torch.eye(2, requires_grad=True) * S), S); gradients(torch.linalg.eigh(S).eigenvectors[0].square(), S)
torch.linalg.eigvalsh(torch.tensor([[1.0, 9.0], [2.0, 1.0]])); torch.linalg.eigvalsh(torch.tensor([[1.0, 9.0], [2.0, 1.0]]), UPLO='U').round(); torch.linalg.eigh(S, UPLO='X')
torch.linalg.eigh(torch.ones(2, 3)); torch.linalg.eigvalsh(torch.ones(3)); torch.linalg.eigvalsh(whole); type(torch.linalg.eigh(S)).__name__
torch.linalg.eigvalsh(torch.tensor([[4.0, 1.0, 0.0], [1.0, 3.0, -1.0], [0.0, -1.0, 0.5]], dtype=torch.float64))
"""

for expression in RESULTS.replace("\n", ";").split(";"):
    if expression.strip():
        try:
            print(expression.strip(), "->", eval(expression))
        except Exception as error:
            print(expression.strip(), "->", type(error).__name__, error)

try:
    torch.linalg.inv(torch.zeros(1, 1))
except torch.linalg.LinAlgError as error:
    print("caught", error)

# Newton's method, as tutorials write it.
p = torch.tensor([-1.2, 1.0], requires_grad=True, dtype=torch.float64)


def rosenbrock(v):
    return (1 - v[0]) ** 2 + 100 * (v[1] - v[0] ** 2) ** 2


for _ in range(7):
    hessian = torch.autograd.functional.hessian(rosenbrock, p)
    gradient = torch.autograd.grad(rosenbrock(p), p)[0]
    with torch.no_grad():
        p -= torch.linalg.solve(hessian, gradient)
    print(p)
