"""The base of Embedding."""
import torch

from ..parameter import Parameter
from .module import Module


class _Embedding(Module):
    __module__ = "torch.nn.modules.sparse"

    def __init__(self, num_embeddings, padding_idx):
        super().__init__()
        if padding_idx is not None:
            assert -num_embeddings <= padding_idx < num_embeddings, "Padding_idx must be within num_embeddings"
            if padding_idx < 0:
                padding_idx += num_embeddings
        self.num_embeddings, self.padding_idx = num_embeddings, padding_idx

    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0,
                        scale_grad_by_freq=False, sparse=False):
        """A layer with the rows of `embeddings`, which stay as they are with `freeze`."""
        assert embeddings.dim() == 2, "Embeddings parameter is expected to be 2-dimensional"
        generator = torch.random.get_rng_state()
        rows, cols = embeddings.shape
        layer = cls(rows, cols, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)
        torch.random.set_rng_state(generator)  # nothing is drawn in PyTorch
        layer.weight = Parameter(embeddings, requires_grad=not freeze)
        return layer
