"""Downhill's own side of Python: how cells run. torch and numpy lie beside it."""
