"""torch.utils: what of it is here."""
from . import hooks
