"""Eigenvalues of symmetric matrices, with gradients; for small ones, by Jacobi's rotations."""
from _dh_results import named
from downhill.symmetric import eigen

import torch
from ._products import check_square
from .autograd.function import Function


class LinalgEigh(Function):
    """(eigenvalues, eigenvectors as columns) of a matrix of which the lower half counts."""

    @staticmethod
    def forward(ctx, A):
        parts = [eigen(rows) for rows in A.reshape(-1, *A.shape[-2:]).tolist()]
        values = torch.tensor([p[0] for p in parts], dtype=A.dtype).reshape(A.shape[:-1])
        vectors = torch.tensor([p[1] for p in parts], dtype=A.dtype).reshape(A.shape)
        ctx.save_for_backward(values, vectors)
        ctx.set_materialize_grads(False)
        return values, vectors

    @staticmethod
    def backward(ctx, of_values, of_vectors):
        values, v = ctx.saved_tensors
        if of_vectors is None:  # equal eigenvalues have gradients, their vectors have none
            return v * of_values.unsqueeze(-2) @ v.mT
        n = values.shape[-1]
        gaps = values.unsqueeze(-2) - values.unsqueeze(-1) + torch.eye(n, dtype=v.dtype)
        turning = v.mT @ of_vectors
        inner = (turning - turning.mT) / 2 / gaps
        on_diagonal = torch.zeros_like(values) if of_values is None else of_values
        return v @ torch.where(torch.eye(n).bool(), on_diagonal.unsqueeze(-1), inner) @ v.mT


def eigh(A, UPLO):
    """torch.linalg.eigh, with its checks."""
    check_square("linalg.eigh", A)
    if UPLO.upper() not in ("L", "U"):
        raise RuntimeError(f"Expected UPLO argument to be 'L' or 'U', but got {UPLO}")
    if not A.is_floating_point():
        raise NotImplementedError(f"\"linalg_eigh_cpu\" not implemented for '{A.type()[6:-6]}'")
    parts = LinalgEigh.apply(A if UPLO.upper() == "L" else A.mT) if A.numel() else (A.reshape(A.shape[:-1]), A)
    return named("linalg_eigh", ("eigenvalues", "eigenvectors"), parts)
