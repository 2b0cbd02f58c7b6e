"""Parameters as one vector, and back."""
import torch


def parameters_to_vector(parameters):
    """The elements of all parameters, one after the other."""
    return torch.cat([p.view(-1) for p in parameters])


def vector_to_parameters(vec, parameters):
    """Gives the parameters the elements of a vector, which they share from then on."""
    if not isinstance(vec, torch.Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {torch.typename(vec)}")
    start = 0
    for p in parameters:
        p.data = vec[start:start + p.numel()].view_as(p).data
        start += p.numel()
