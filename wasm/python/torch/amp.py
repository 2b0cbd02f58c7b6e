"""torch.amp: the context that changes nothing (see torch.autocast)."""
from ._settings import autocast

__all__ = ["autocast"]
