"""torch.version: which PyTorch this follows, and what it was built without."""
from . import __version__

debug = False
cuda = hip = git_version = None
