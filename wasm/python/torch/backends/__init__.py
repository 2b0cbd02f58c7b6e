"""torch.backends: what PyTorch hands work to elsewhere. Here there is none; its switches are accepted."""
from . import cuda, cudnn, mps
