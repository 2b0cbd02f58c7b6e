"""Shapes."""
from .artist import Circle, Ellipse, Patch, Polygon, Rectangle

__all__ = ["Circle", "Ellipse", "Patch", "Polygon", "Rectangle"]
